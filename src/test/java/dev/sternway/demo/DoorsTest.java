package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Problem;
import dev.sternway.demo.stage.SternwayServer.Answer;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.LedgerFile;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both doors of a running server, with each database that Sternway may keep its own state in. */
class DoorsTest {
    private static final String ENGINE = "/engine-rest/process-definition/key/rollback/start";

    @TempDir
    private Path folder;

    private String database = "";

    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void aRollbackStartsOnceThroughEitherDoorAndNeverForStrangers(String store) throws Exception {
        try (Scene scene = new Scene(folder, "add-email", environment(store))) {
            refusesStrangersAndUnknownPlans(scene, "add-email", 404);
            scene.arm();
            refusesStrangersAndUnknownPlans(scene, "add-email-2", 404);
            assertThat(engine(scene, "olga", "add-email", "staging", "k0")
                            .body()
                            .path("code")
                            .asText())
                    .isEqualTo("SW-0703");

            Answer first = api(scene, Optional.of("olga"), "add-email", "demo", "key-1");
            Answer again = api(scene, Optional.of("olga"), "add-email", "demo", "key-1");
            assertThat(first.status()).isEqualTo(201);
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.body().path("id")).isEqualTo(first.body().path("id"));
            assertThat(api(scene, Optional.of("olga"), "add-email", "demo", "key-2")
                            .status())
                    .as("the target is busy")
                    .isEqualTo(409);
            assertThat(engine(scene, "olga", "add-email", "demo", "key-3").status())
                    .isEqualTo(409);
            assertThat(scene.server.read("olga", "/api/rollbacks")).hasSize(1);

            scene.watch().untilOver(first.body().path("id").asText());
            theLedgerIsIntactAndShowsWhenSomebodyChangesIt(scene, store);
        }
    }

    private void theLedgerIsIntactAndShowsWhenSomebodyChangesIt(Scene scene, String store) throws Exception {
        assertThat(ledger(scene).verify()).isEmpty();
        assertThat(ledger(scene).entries())
                .extracting(Entry::kind)
                .contains(Entry.Kind.ANCHORED, Entry.Kind.ARMED, Entry.Kind.CLOSED);
        if (store.equals("PostgreSQL")) {
            String removal = "delete from sternway.ledger where kind in ('DECIDED', 'CLOSED')";
            assertThatThrownBy(() -> PostgresServer.execute(database, removal))
                    .hasMessageContaining("The ledger is append-only");
            PostgresServer.execute(database, "alter table sternway.ledger disable trigger all", removal);
            assertThat(ledger(scene).verify())
                    .extracting(Problem::what)
                    .anyMatch(what -> what.contains("was removed"))
                    .anyMatch(what -> what.contains("the anchored entry was removed"));
        }
    }

    private static LedgerFile ledger(Scene scene) throws Exception {
        Answer answer = scene.server.ask(Optional.of("olga"), "GET", "/api/ledger", "", Map.of());
        assertThat(answer.status()).isEqualTo(200);
        return LedgerFile.read("ledger", answer.text().lines().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"H2"})
    void theEnginesOwnDoorStartsOnceForOneBusinessKey(String store) throws Exception {
        try (Scene scene = new Scene(folder, "add-email", environment(store))) {
            scene.arm();
            Answer first = engine(scene, "olga", "add-email", "demo", "deploy-77");
            Answer again = engine(scene, "olga", "add-email", "demo", "deploy-77");
            assertThat(first.status()).as(first.text()).isEqualTo(200);
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.body().path("code").asText()).isEqualTo("SW-0710");
            assertThat(scene.server.read("olga", "/api/rollbacks")).hasSize(1);
        }
    }

    private static void refusesStrangersAndUnknownPlans(Scene scene, String plan, int status) throws Exception {
        assertThat(api(scene, Optional.empty(), plan, "demo", "k").status()).isEqualTo(401);
        assertThat(scene.server
                        .ask(Optional.empty(), "POST", ENGINE, "{}", Map.of())
                        .status())
                .isEqualTo(401);
        Answer api = api(scene, Optional.of("olga"), plan, "demo", "k");
        Answer engine = engine(scene, "olga", plan, "demo", "k");
        assertThat(api.status()).as(api.text()).isEqualTo(status);
        assertThat(engine.status()).as(engine.text()).isEqualTo(status);
        assertThat(api.body().path("code")).isEqualTo(engine.body().path("code"));
        assertThat(scene.server.read("olga", "/api/rollbacks")).isEmpty();
    }

    private static Answer api(Scene scene, Optional<String> person, String plan, String environment, String key)
            throws Exception {
        String body = "{\"planId\":\"" + plan + "\",\"environment\":\"" + environment + "\",\"reason\":\"broken\"}";
        return scene.server.ask(person, "POST", "/api/rollbacks", body, Map.of("Idempotency-Key", key));
    }

    private static Answer engine(Scene scene, String person, String plan, String environment, String key)
            throws Exception {
        String body = "{\"businessKey\":\"" + key + "\",\"variables\":{\"planId\":{\"value\":\"" + plan
                + "\"},\"environment\":{\"value\":\"" + environment + "\"},\"reason\":{\"value\":\"broken\"}}}";
        return scene.server.ask(Optional.of(person), "POST", ENGINE, body, Map.of());
    }

    private Map<String, String> environment(String store) {
        Map<String, String> environment = new HashMap<>();
        if (store.equals("PostgreSQL")) {
            database = PostgresServer.create();
            environment.put("STERNWAY_DB_URL", PostgresServer.url(database));
            environment.put("STERNWAY_DB_USER", "postgres");
            environment.put("STERNWAY_DB_PASSWORD", "postgres");
        }
        return environment;
    }
}
