package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.cli.ServerInProcess;
import dev.sternway.demo.stage.Stage;
import dev.sternway.demo.stage.SternwayServer;
import dev.sternway.ledger.Chain;
import dev.sternway.ledger.Receipt;
import dev.sternway.run.Trail;
import dev.sternway.run.step.Receipts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback with a step that prints without end, under a flood of requests, on a server that is told to end in the middle. */
class WorstDayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int MOST_OUTPUT = 100_000;
    /** A server that runs out of memory ends. */
    private static final List<String> SMALL =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError");

    @TempDir
    private Path folder;

    @Test
    void theRollbackGoesOnNothingIsHeldInMemoryAndTheStepIsHandedOverAtOnce() throws Exception {
        String run;
        try (ArmedPlans server = new ArmedPlans(folder, settings())) {
            run = server.fire(server.arm(Optional.of("olga"), steps()), "by-itself");
            until("talked");
            await().atMost(PATIENCE).until(() -> last(server, run, "Talk").state() == Receipt.State.DONE);
            assertThat(last(server, run, "Talk").output())
                    .contains("the rest is left out")
                    .hasSizeLessThan(MOST_OUTPUT);
            until("waits");
        }
        underAFloodAndToldToEnd();
        Files.createFile(folder.resolve("again"));

        try (ArmedPlans server = new ArmedPlans(folder, settings())) {
            until("after");
            assertThat(diary())
                    .as("waited on three servers; begun, told to end, begun again, ended")
                    .containsSubsequence(
                            "quick 1", "quick 2", "quick 3", "long begins", "long begins", "long ends", "after")
                    .filteredOn(line -> !line.equals("waits"))
                    .hasSize(8);
            assertThat(Chain.verify(server.bean(Trail.class).of(run))).isEmpty();
        }
    }

    private void underAFloodAndToldToEnd() throws Exception {
        SternwayServer server =
                SternwayServer.start(folder, Stage.freePort(0), Map.of("STERNWAY_ALERT_TOKEN", Flood.TOKEN), SMALL);
        try (server) {
            server.awaitReady(PATIENCE);
            try (Flood flood = new Flood(server.url())) {
                await().atMost(PATIENCE).until(() -> flood.answers() > 100);
                Files.createFile(folder.resolve("go"));
                until("quick 1", "quick 2", "quick 3", "long begins");
                assertThat(flood.statuses()).isSubsetOf(200, 202, 409, 429, 503);
            }
            assertThat(server.read(SternwayServer.ADMIN, "/api/rollbacks")).isNotEmpty();
        }
        assertThat(Files.readString(server.log()))
                .contains("is stopped here: this node ends")
                .doesNotContain("OutOfMemory");
        assertThat(ProcessHandle.of(Long.parseLong(
                                Files.readString(folder.resolve("pid")).strip()))
                        .filter(ProcessHandle::isAlive))
                .as("the command ended with its server")
                .isEmpty();
        assertThat(leases()).as("handed over at once").isZero();
    }

    private int leases() throws Exception {
        try (Connection own = DriverManager.getConnection(
                        String.valueOf(settings().get("spring.datasource.url")), "sternway", "");
                Statement statement = own.createStatement();
                ResultSet held = statement.executeQuery(
                        "select count(*) from public.act_ru_ext_task where lock_exp_time_ is not null")) {
            held.next();
            return held.getInt(1);
        }
    }

    private static Receipt last(ArmedPlans server, String run, String step) {
        return server.bean(Receipts.class).of(run).stream()
                .filter(receipt -> receipt.step().equals(step))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private void until(String... lines) {
        await().atMost(PATIENCE).until(() -> diary().containsAll(List.of(lines)));
    }

    private List<String> diary() throws IOException {
        Path diary = folder.resolve("diary");
        return Files.exists(diary) ? Files.readAllLines(diary) : List.of();
    }

    private Map<String, Object> settings() {
        Path data = folder.resolve("data");
        Map<String, Object> settings = new HashMap<>(ServerInProcess.fileDatabase(data));
        settings.put("sternway.data", data.toString());
        settings.put("sternway.backups", data.resolve("backups").toString());
        return settings;
    }

    private String[] steps() {
        String step = "\n      - {name: %s, uses: command/run, with: {host: PLAN-host, shell: true, argv: [\"cd "
                + folder + "; %s\"], probe: [\"false\"]}}";
        return new String[] {
            "probe: [\"false\"]}}\n",
            "probe: [\"false\"]}}"
                    + step.formatted("Talk", "yes talking | head -c 100000000; echo talked >> diary")
                    + step.formatted("Wait", "echo waits >> diary; until [ -e go ]; do sleep 0.1; done")
                    + step.formatted("Quick 1", "echo quick 1 >> diary")
                    + step.formatted("Quick 2", "echo quick 2 >> diary")
                    + step.formatted("Quick 3", "echo quick 3 >> diary")
                    + step.formatted(
                            "Take long",
                            "echo $$ > pid; echo long begins >> diary; [ -e again ] || sleep 600; echo long ends >> diary")
                    + step.formatted("After", "echo after >> diary") + "\n"
        };
    }
}
