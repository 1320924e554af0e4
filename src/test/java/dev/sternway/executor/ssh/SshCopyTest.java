package dev.sternway.executor.ssh;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Secret;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.Target.Ssh;
import dev.sternway.testing.Sshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshCopyTest {
    private final SshCopy copy = new SshCopy();

    @TempDir
    Path folder;

    private Sshd sshd;
    private Path live;
    private TestContext context;

    @BeforeEach
    void start() throws Exception {
        sshd = new Sshd(folder.resolve("sshd"));
        live = Files.writeString(folder.resolve("live it's.conf"), "old");
        context = new TestContext(folder)
                .target("servers", Sshd.target(List.of(sshd.address()), List.of(sshd.hostKey())));
        context.secrets.put(Sshd.KEY.secret(), sshd.userKey());
    }

    @AfterEach
    void stop() {
        sshd.close();
    }

    @Test
    void putsBackWhatTheMachineHadAtArmingWithItsMode() throws Exception {
        done(copy.ready(with(""), context));
        Files.writeString(live, "new");
        Files.setPosixFilePermissions(live, PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(folder.resolve("live it's.conf.sternway-new"), "half");
        assertThat(copy.probe(with(""), context)).isInstanceOf(Probe.Needed.class);

        done(copy.run(with(""), context));

        assertThat(live).hasContent("old");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(live)))
                .isEqualTo("rw-r-----");
        done(copy.verify(with(""), context));
        assertThat(copy.probe(with(""), context)).isInstanceOf(Probe.Already.class);
        done(copy.undo(with(""), context));
        assertThat(live).hasContent("new");
    }

    @Test
    void bringsAFileOfThePlan() throws Exception {
        context.file("old.conf", "from the plan");
        done(copy.ready(with(", file: old.conf"), context));

        done(copy.run(with(", file: old.conf"), context));

        assertThat(live).hasContent("from the plan");
    }

    @Test
    void refusesWhatNobodyKeptAndSaysWhenTheMachineIsAway() throws Exception {
        assertThat(refused(copy.run(with(""), context)).code()).isEqualTo("SW-1126");
        Files.delete(live);
        assertThat(refused(copy.ready(with(""), context)).what()).contains("there is no");

        sshd.close();
        assertThat(failed(copy.run(with(", file: old.conf"), context.file("old.conf", "x")), true)
                        .code())
                .isEqualTo("SW-1114");
    }

    @Test
    void saysWhoIsNotLetIn() throws Exception {
        context.secrets.put("WRONG", Secret.of("no such password"));
        context.target(
                "servers",
                Sshd.target(
                        Optional.of(new SecretReference("WRONG")),
                        new Ssh(
                                List.of(sshd.address()),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                List.of(sshd.hostKey()),
                                Optional.empty())));

        assertThat(refused(copy.ready(with(""), context)).code()).isEqualTo("SW-1113");
    }

    @Test
    void changesNothingOnceItIsCancelled() throws Exception {
        done(copy.ready(with(""), context));
        Files.writeString(live, "new");
        var work = context.underway(1);
        context.beforeEffect(work::cancel);

        assertThatThrownBy(() -> copy.run(with(""), context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(live).hasContent("new");
    }

    private SshCopy.Inputs with(String more) {
        return inputs(copy, "{target: servers, path: \"" + live + "\"" + more + "}");
    }
}
