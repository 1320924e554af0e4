package dev.sternway.executor.service;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class SystemdServiceTest {
    private static Systemd systemd;
    private static Path order;

    private final SystemdService service = new SystemdService();

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeAll
    static void boot(@TempDir(cleanup = CleanupMode.NEVER) Path folder) throws IOException {
        assumeThat(Systemd.isPossible()).as("systemd in a namespace of its own").isTrue();
        systemd = new Systemd(folder);
        order = folder.resolve("order");
        for (String name : new String[] {"sternway-api", "sternway-store"}) {
            systemd.inside("cat >/run/systemd/system/" + name
                    + ".service <<'END'\n[Unit]\nDefaultDependencies=no\n[Service]\nExecStart=/bin/sleep infinity\n"
                    + "ExecStartPost=/bin/sh -c 'echo +" + name + " >>" + order
                    + "'\nExecStopPost=/bin/sh -c 'echo -" + name
                    + " >>" + order + "'\nExecReload=/bin/sh -c 'echo reload >>" + order + "'\nEND");
        }
        systemd.inside(
                "printf '[Unit]\\nDefaultDependencies=no\\n[Service]\\nType=oneshot\\nExecStart=/bin/false\\n' >/run/systemd/system/sternway-broken.service");
        systemd.inside("systemctl daemon-reload");
    }

    @AfterAll
    static void halt() {
        if (systemd != null) {
            systemd.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        context = new TestContext(folder).target("here", Targets.host(folder, Map.of("PATH", systemd.path())));
        systemd.inside("systemctl start sternway-api sternway-store");
        Files.deleteIfExists(order);
    }

    @Test
    void stopsInTheOrderOfThePlanAndStartsTheOtherWayRound() throws Exception {
        assertThat(done(service.ready(with("stop"), context)).get("runs")).contains("sternway-api sternway-store");
        done(outcome(() -> service.run(with("stop"), context)));
        done(service.verify(with("stop"), context));
        assertThat(service.probe(with("stop"), context)).isInstanceOf(Probe.Already.class);

        done(service.run(with("start"), context));

        assertThat(Files.readAllLines(order))
                .containsExactly("-sternway-api", "-sternway-store", "+sternway-store", "+sternway-api");
        done(service.undo(with("start"), context));
        assertThat(systemd.inside("systemctl is-active sternway-api").strip()).isEqualTo("inactive");
    }

    @Test
    void reloadsWithoutAStop() throws Exception {
        done(outcome(() -> service.run(with("reload, daemon-reload: true"), context)));

        assertThat(Files.readAllLines(order)).containsExactly("reload", "reload");
        done(service.verify(with("reload"), context));
    }

    @Test
    void bringsBackWhatRanAtArming() throws Exception {
        systemd.inside("systemctl stop sternway-store");
        done(service.ready(with("as-armed"), context));
        systemd.inside("systemctl start sternway-store; systemctl stop sternway-api");

        done(service.run(with("as-armed"), context));

        assertThat(systemd.inside("systemctl is-active sternway-api sternway-store || true")
                        .lines())
                .containsExactly("active", "inactive");
    }

    @Test
    void saysWhatDoesNotStartAndWhatIsNotThere() throws Exception {
        assertThat(failed(outcome(() -> service.run(of("sternway-broken", "start"), context)), true)
                        .code())
                .isEqualTo("SW-1120");
        assertThat(refused(outcome(() -> service.ready(of("sternway-nope", "start"), context)))
                        .code())
                .isEqualTo("SW-1121");
    }

    @Test
    void saysWhenNoSystemdAnswers() throws Exception {
        context.target("here", Targets.host(folder, Map.of("PATH", "/usr/bin:/bin")));

        assertThat(failed(outcome(() -> service.ready(with("stop"), context)), true)
                        .code())
                .isEqualTo("SW-1123");
    }

    @Test
    void stopsNothingForWhoMayNotReachSystemd() throws Exception {
        context.target("here", Targets.host(folder, Map.of("PATH", systemd.pathOfNobody())));

        assertThat(refused(outcome(() -> service.ready(with("stop"), context))).code())
                .isEqualTo("SW-1122");
        assertThat(refused(outcome(() -> service.run(with("stop"), context))).code())
                .isEqualTo("SW-1122");
        assertThat(systemd.isInactive("sternway-api")).isFalse();
    }

    @Test
    void stopsNothingMoreOnceItIsCancelledAndGoesOnWhereItStopped() throws Exception {
        var work = context.underway(1);
        context.beforeEffect(() -> {
            if (systemd.isInactive("sternway-api")) {
                work.cancel();
            }
        });
        assertThatThrownBy(() -> service.run(with("stop"), context)).isInstanceOf(StepContext.Cancelled.class);
        assertThat(systemd.isInactive("sternway-store")).isFalse();
        context.underway(2);
        context.beforeEffect(() -> {});

        done(service.run(with("stop"), context));

        assertThat(systemd.isInactive("sternway-store")).isTrue();
        done(service.undo(with("stop"), context));
        assertThat(systemd.isInactive("sternway-api")).isFalse();
    }

    private SystemdService.Inputs with(String action) {
        return inputs(service, "{target: here, units: [sternway-api, sternway-store], action: " + action + "}");
    }

    private SystemdService.Inputs of(String unit, String action) {
        return inputs(service, "{target: here, units: [" + unit + "], action: " + action + "}");
    }
}
