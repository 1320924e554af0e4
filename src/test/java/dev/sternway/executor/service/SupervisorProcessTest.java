package dev.sternway.executor.service;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sternway.base.Problem;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Sshd;
import dev.sternway.testing.Supervisord;
import dev.sternway.testing.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorProcessTest {
    private static final String PROGRAM = """
            [program:%1$s]
            command=sh -c 'echo +%1$s >>%2$s; trap "echo -%1$s >>%2$s; exit 0" TERM; while :; do sleep 0.05; done'
            startsecs=0
            """;
    private final SupervisorProcess process = new SupervisorProcess();

    @TempDir
    Path folder;

    private Path order;
    private Supervisord supervisord;
    private TestContext context;

    @BeforeEach
    void start() throws Exception {
        order = folder.resolve("order");
        supervisord = new Supervisord(
                folder.resolve("supervisor"),
                PROGRAM.formatted("api", order) + PROGRAM.formatted("store", order)
                        + "[program:broken]\ncommand=/bin/sh -c 'echo no disk >&2; exit 1'\nautostart=false\nstartsecs=1\nstartretries=0\n");
        await().until(() -> Files.exists(order) && Files.readAllLines(order).size() == 2);
        context = new TestContext(folder).target("here", Targets.host(folder, Map.of()));
    }

    @AfterEach
    void stop() {
        supervisord.close();
    }

    @Test
    void stopsTheApplicationBeforeWhatItNeedsAndStartsThemTheOtherWayRound() throws Exception {
        Files.delete(order);
        assertThat(process.probe(with("stop"), context)).isInstanceOf(Probe.Needed.class);
        done(process.run(with("stop"), context));
        done(process.verify(with("stop"), context));
        assertThat(process.probe(with("stop"), context)).isInstanceOf(Probe.Already.class);

        done(process.run(with("start"), context));

        await().until(() -> Files.readAllLines(order).size() == 4);
        assertThat(Files.readAllLines(order)).containsExactly("-api", "-store", "+store", "+api");
        assertThat(process.probe(with("start"), context)).isInstanceOf(Probe.Already.class);
    }

    @Test
    void startsAgainWhatItStoppedAndNothingElse() throws Exception {
        supervisord.ctl("stop", "store");
        done(process.run(with("stop"), context));

        done(process.undo(with("stop"), context));

        assertThat(supervisord.ctl("status")).containsPattern("api +RUNNING").containsPattern("store +STOPPED");
    }

    @Test
    void bringsBackWhatRanAtArming() throws Exception {
        supervisord.ctl("stop", "store");
        assertThat(done(process.ready(with("as-armed"), context))).containsEntry("runs", "api runs");
        supervisord.ctl("stop", "api");
        supervisord.ctl("start", "store");

        done(process.run(with("as-armed"), context));

        assertThat(supervisord.ctl("status")).containsPattern("api +RUNNING").containsPattern("store +STOPPED");
        done(process.verify(with("as-armed"), context));
    }

    @Test
    void goesOnWhereAKilledWorkerStopped() throws Exception {
        done(process.run(with("stop"), context));
        supervisord.ctl("start", "store");

        done(process.run(with("stop"), context));
        done(process.undo(with("stop"), context));

        assertThat(supervisord.ctl("status")).containsPattern("api +RUNNING").containsPattern("store +RUNNING");
    }

    @Test
    void showsTheLastWordsOfAProgramThatDoesNotStart() throws Exception {
        String with = "{target: here, config: '%s', programs: [broken], action: start}".formatted(supervisord.config());

        assertThat(failed(outcome(() -> process.run(inputs(process, with), context)), true)
                        .code())
                .isEqualTo("SW-1120");
        assertThat(context.output).contains("no disk");
    }

    @Test
    void refusesAProgramThatIsNotThereAtArmingAndSaysWhenNobodyAnswers() throws Exception {
        String with = "{target: here, config: '%s', programs: [nope], action: stop}".formatted(supervisord.config());
        assertThat(refused(outcome(() -> process.ready(inputs(process, with), context)))
                        .code())
                .isEqualTo("SW-1121");

        supervisord.close();
        assertThat(failed(outcome(() -> process.ready(with("stop"), context)), true)
                        .code())
                .isEqualTo("SW-1123");
    }

    @Test
    void stopsNothingForWhoIsNotLetIn() throws Exception {
        Path stranger = Files.writeString(
                folder.resolve("stranger.conf"),
                Files.readString(supervisord.config()).replaceAll("password=.*", "password=wrong"));
        var stop = inputs(
                process, "{target: here, config: '%s', programs: [api, store], action: stop}".formatted(stranger));

        for (Problem problem : List.of(
                refused(outcome(() -> process.ready(stop, context))),
                refused(outcome(() -> process.run(stop, context))))) {
            assertThat(problem.code()).isEqualTo("SW-1122");
            assertThat(problem.what()).contains("may not do that with api");
            assertThat(problem.where()).isEqualTo("here");
        }

        assertThat(supervisord.ctl("status")).containsPattern("api +RUNNING").containsPattern("store +RUNNING");
    }

    @Test
    void stopsNothingMoreOnceItIsCancelled() throws Exception {
        var work = context.underway(1);
        context.beforeEffect(work::cancel);

        assertThatThrownBy(() -> process.run(with("stop"), context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(supervisord.ctl("status")).containsPattern("api +RUNNING").containsPattern("store +RUNNING");
    }

    @Test
    void doesTheSameOnAMachineOverSsh() throws Exception {
        try (Sshd sshd = new Sshd(folder.resolve("sshd"))) {
            context.secrets.put(Sshd.KEY.secret(), sshd.userKey());
            context.target("here", Sshd.target(List.of(sshd.address()), List.of(sshd.hostKey())));
            done(process.ready(with("stop"), context));

            assertThat(done(process.run(with("stop"), context))).containsKey(sshd.address());

            assertThat(supervisord.ctl("status")).containsPattern("api +STOPPED");
            done(process.verify(with("stop"), context));
        }
    }

    private SupervisorProcess.Inputs with(String action) {
        return inputs(
                process,
                "{target: here, config: '%s', programs: [api, store], action: %s}"
                        .formatted(supervisord.config(), action));
    }
}
