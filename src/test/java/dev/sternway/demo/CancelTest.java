package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.demo.stage.SternwayServer.Answer;
import dev.sternway.testing.Alone;
import dev.sternway.testing.Patience;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step that would run for ten minutes, cancelled by people through the server. */
@Alone
class CancelTest {
    private static final String SLEEPING = "select count(*) from pg_stat_activity where query like '%pg_sleep(6%'"
            + " and pid <> pg_backend_pid() and state = 'active'";

    @TempDir
    private Path folder;

    @Test
    void aCancelledStepEndsAtOnceOnWhicheverNodeItRunsAndAPersonChooses() throws Exception {
        String store = PostgresServer.create();
        try (Scene scene = new Scene(
                folder,
                "add-email",
                Map.of(
                        "STERNWAY_DB_URL",
                        PostgresServer.url(store),
                        "STERNWAY_DB_USER",
                        "postgres",
                        "STERNWAY_DB_PASSWORD",
                        "postgres"))) {
            slowStep(scene.plan.path());
            scene.arm();
            scene.migrate();
            String rollback = scene.fire("add-email");
            assertThat(cancel(scene, rollback, Map.of("reason", "too early")).status())
                    .isEqualTo(409);
            runs(scene);

            assertThat(cancel(scene, rollback, Map.of()).body().path("code").asText())
                    .isEqualTo("SW-0709");
            Answer first = cancel(scene, rollback, Map.of("reason", "it takes too long"));
            assertThat(first.body().path("step").asText()).as(first.text()).isEqualTo("Take some time");
            ends(scene);
            JsonNode task = choice(scene);
            assertThat(PostgresServer.value(
                            store, "select problem from sternway.receipt where step = 'Take some time'"))
                    .contains("SW-0578", "Cancelled by olga: it takes too long");
            assertThat(PostgresServer.value(store, "select state from sternway.receipt where step = 'Take some time'"))
                    .isEqualTo("CANCELLED");

            choose(scene, task, "AGAIN");
            runs(scene);
            PostgresServer.execute(
                    store,
                    "update sternway.receipt set cancelled_by = 'dora: seen from another node'"
                            + " where step = 'Take some time' and state = 'STARTED'");
            ends(scene);
            choose(scene, choice(scene), "SKIP");
            JsonNode end = scene.watch().untilOver(rollback);

            assertThat(end.path("state").asText()).isEqualTo("ROLLED_BACK");
            assertThat(scene.server
                            .read("olga", "/api/rollbacks/" + rollback + "/ledger")
                            .toString())
                    .contains("CANCEL_ASKED", "asked to cancel Take some time: it takes too long");
        }
    }

    private static Answer cancel(Scene scene, String rollback, Map<String, String> body) throws Exception {
        String json = new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(body);
        return scene.server.ask(Optional.of("olga"), "POST", "/api/rollbacks/" + rollback + "/cancel", json, Map.of());
    }

    private static void runs(Scene scene) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            scene.desk.attend();
            return sleeping(scene) == 1;
        });
    }

    private static void ends(Scene scene) {
        await().atMost(Duration.ofSeconds(3)).until(() -> sleeping(scene) == 0);
    }

    private static JsonNode choice(Scene scene) {
        return await().atMost(Patience.ENOUGH)
                .until(
                        () -> scene.server
                                .read("admin", "/engine-rest/task?taskDefinitionKey=choose-how-to-go-on")
                                .path(0),
                        JsonNode::isObject);
    }

    private static void choose(Scene scene, JsonNode task, String how) throws Exception {
        scene.server.send(
                "maria",
                "POST",
                "/engine-rest/task/" + task.path("id").asText() + "/complete",
                Map.of(
                        "variables",
                        Map.of("stepChoice", Map.of("value", how), "skipReason", Map.of("value", "not needed"))));
    }

    private static long sleeping(Scene scene) throws Exception {
        try (var connection = scene.database.asSuperuser().getConnection();
                var row = connection.createStatement().executeQuery(SLEEPING)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void slowStep(Path plan) throws Exception {
        String step = """
                    steps:
                      - name: Take some time
                        uses: sql/script
                        activity: set-data-aside
                        with:
                          database: todo-db
                          scripts: [rollback/slow.sql]
                """;
        Path yaml = plan.resolve("plan.yaml");
        String text = Files.readString(yaml);
        String marker = "  data:\n    within: 45m\n";
        assertThat(text).contains(marker);
        Files.writeString(yaml, text.replace(marker, marker + step));
        Files.writeString(plan.resolve("rollback/slow.sql"), "select pg_sleep(617);\n");
    }
}
