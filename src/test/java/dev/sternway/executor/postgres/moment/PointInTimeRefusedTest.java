package dev.sternway.executor.postgres.moment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.sternway.executor.Outcome;
import dev.sternway.testing.ArchivingServer;
import dev.sternway.testing.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PointInTimeRefusedTest extends ArmedShop {
    @Test
    void goesOnAfterTheServerBesideWasKilledAndAfterAStepDiedHalfWay() throws Exception {
        arm();
        server.run("shop", "UPDATE users SET score = 0");
        Path beside = context.backups().resolve("point-in-time-db");
        Files.createDirectories(beside.resolve("data"));
        Files.writeString(beside.resolve("data/half"), "unpacked");
        step("then: hold");
        kill(beside);

        Map<String, String> evidence = step("then: copy-tables");

        assertThat(evidence.get("stopped")).contains("earlier attempt");
        assertThat(server.value("shop", "SELECT sum(score) FROM users")).isEqualTo("1275");
    }

    @Test
    void removesEverythingWhenTheStepIsLostToAnotherWorker() throws Exception {
        arm();
        context.loseLease();

        assertThatThrownBy(() -> RESTORE.run(inputs("then: hold"), context)).hasMessageContaining("lease");

        assertThat(context.backups().resolve("point-in-time-db")).doesNotExist();
    }

    @Test
    void leavesNoServerBesideWhenAPersonCancels() throws Exception {
        arm();
        server.run("shop", "UPDATE users SET score = 0");
        step("then: hold");
        Path beside = context.backups().resolve("point-in-time-db");
        long postmaster = Long.parseLong(
                Files.readAllLines(beside.resolve("data/postmaster.pid")).get(0));
        context.beforeEffect(context.underway(1)::cancel);

        Outcome[] ended = new Outcome[1];
        catchThrowable(() -> ended[0] = RESTORE.run(inputs("then: copy-tables"), context));

        assertThat(ended[0]).isNotInstanceOf(Outcome.Done.class);
        assertThat(beside).doesNotExist();
        await().until(() -> ProcessHandle.of(postmaster)
                .flatMap(process -> process.info().commandLine())
                .isEmpty());
        assertThat(server.value("shop", "SELECT sum(score) FROM users")).isEqualTo("0");
    }

    @Test
    void refusesBeforeAnythingIsTouchedWhatTheArchiveDoesNotHold() throws Exception {
        String early = Instant.now().toString();
        Map<String, String> armed = arm();
        server.run("shop", "UPDATE users SET score = 0");

        refused("then: copy-tables, to: {moment: '" + early + "'}", "SW-0569", "before the end of the base backup");
        refused("then: copy-tables, to: {moment: '2199-01-01T00:00:00Z'}", "SW-0569", "not over yet");
        refused("then: copy-tables, to: {moment: yesterday}", "SW-0569", "'yesterday' is no moment");
        refused("then: copy-tables, to: {before-transaction: 3}", "SW-0569", "Transaction 3");
        refused("then: copy-tables, to: {point: nobody_made_it}", "SW-0565", "restore point nobody_made_it");

        Path segment = archive.resolve(armed.get("segment"));
        Path away = Files.move(segment, workspace.resolve("away"));
        refused("then: copy-tables", "SW-0563", armed.get("segment") + " is missing");
        Files.write(segment, new byte[100]);
        refused("then: copy-tables", "SW-0563", "is cut short");
        Files.delete(segment);
        Files.move(away, segment);

        Path base = context.backups().resolve("base-db/base.tar");
        Files.write(base, new byte[] {1}, StandardOpenOption.APPEND);
        refused("then: copy-tables", "SW-0420", "base.tar has another length");
        assertThat(server.value("shop", "SELECT sum(score) FROM users")).isEqualTo("0");
    }

    @Test
    void armsNothingWithoutAServerOrAnArchiveAndSaysWhatIsMissing() throws Exception {
        assertThatThrownBy(() -> RESTORE.run(inputs("then: hold"), context)).hasMessageContaining("SW-0568");
        String binaries = System.setProperty("sternway.pg-server-bin", workspace.toString());
        try {
            assertThatThrownBy(() -> ARM.run(point(archive), context))
                    .hasMessageContaining("SW-0561")
                    .hasMessageContaining("postgresql-15");
        } finally {
            System.setProperty("sternway.pg-server-bin", binaries);
        }
        Path other = Files.createDirectory(workspace.resolve("other"));
        assertThatThrownBy(() -> ARM.run(point(other), context))
                .hasMessageContaining("SW-0564")
                .hasMessageContaining("is not in " + other);
        assertThatThrownBy(() -> ARM.run(point(workspace.resolve("nowhere")), context))
                .hasMessageContaining("SW-0562");
        assertThatThrownBy(() -> ARM.run(Steps.inputs(ARM, "{database: db, from: {}}"), context))
                .hasMessageContaining("SW-0562");
        server.archiveBy("false");
        try {
            assertThatThrownBy(() -> ARM.run(point(archive), context))
                    .hasMessageContaining("SW-0564")
                    .hasMessageContaining("last failed: ");
        } finally {
            server.archiveBy(ArchivingServer.copyingTo(archive));
        }
        assertThat(context.notes).isEmpty();
        assertThat(context.backups().resolve("base-db")).doesNotExist();
    }

    private void refused(String more, String code, String why) {
        assertThatThrownBy(() -> RESTORE.run(inputs(more), context))
                .hasMessageContaining(code)
                .hasMessageContaining(why);
        assertThat(context.backups().resolve("point-in-time-db/data")).doesNotExist();
    }

    private static void kill(Path cluster) throws Exception {
        long pid = Long.parseLong(
                Files.readAllLines(cluster.resolve("data/postmaster.pid")).get(0));
        try (Stream<ProcessHandle> children =
                ProcessHandle.of(pid).orElseThrow().children()) {
            List<ProcessHandle> all =
                    children.sorted(Comparator.comparing(ProcessHandle::pid)).toList();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            for (ProcessHandle each : all) {
                each.onExit().get();
            }
        }
    }
}
