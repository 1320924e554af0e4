package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.demo.stage.Monitoring;
import dev.sternway.demo.traffic.Journal;
import dev.sternway.demo.traffic.Traffic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus scrapes the service, its rule fires, Alertmanager repeats itself, and one rollback brings version 1 back. */
class PrometheusTest {
    private static final String ERRORS = "rate(todo_errors_total[5s]) / rate(todo_requests_total[5s]) > 0.1";

    @TempDir
    private Path folder;

    @Test
    void aBrokenReleaseThatPrometheusSeesIsRolledBackOnce() throws Exception {
        try (Scene scene = new Scene(folder, "add-email", Map.of("STERNWAY_ALERT_TOKEN", "t0ken"))) {
            AlertPlan.waitsFor(scene.plan.path(), "TodoErrors", "mode: propose", "severity: critical");
            othersOnlyObserve(scene.plan.path().resolve("plan.yaml"));
            scene.stage.keep(Traffic.start(
                    scene.host.service(), new Journal(folder.resolve("journal.jsonl")), 2, 2, Duration.ofMillis(120)));
            String guard = scene.arm();
            scene.stage.keep(Monitoring.start(
                    folder.resolve("monitoring"), scene.host.service(), scene.server.url(), ERRORS, "t0ken"));

            scene.migrate();
            scene.host.release("2");
            String rollback = scene.watch().untilTriggered("add-email", guard);
            JsonNode end = scene.watch().untilOver(rollback);

            assertThat(end.path("state").asText()).isEqualTo("ROLLED_BACK");
            assertThat(end.path("trigger").asText()).isEqualTo("alerted");
            assertThat(end.path("reason").asText())
                    .contains("alertmanager reports TodoErrors", "of requests end in an error");
            assertThat(scene.server.read("olga", "/api/rollbacks")).hasSize(1);
            assertThat(scene.server
                            .read("olga", "/api/alerts")
                            .get(0)
                            .path("repeats")
                            .asInt())
                    .isPositive();
        }
    }

    private static void othersOnlyObserve(Path plan) throws Exception {
        String text = Files.readString(plan);
        String errors = "    mode: propose\n    severity: critical\n    means: errors\n";
        assertThat(text).contains(errors);
        Files.writeString(plan, text.replace(errors, "    mode: observe\n    severity: critical\n    means: errors\n"));
    }
}
