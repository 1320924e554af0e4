package dev.sternway.executor.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Secret;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Victim;
import dev.sternway.plan.Target;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {
    private static final SqlScript SCRIPT = new SqlScript();

    @TempDir
    Path workspace;

    @Test
    void aScriptRunsOnceForAStepAndAgainForAnother() throws Exception {
        Victim victim = new Victim(workspace);
        victim.context
                .file("a.sql", "INSERT INTO users (name) VALUES ('once')")
                .file("b.sql", "UPDATE users SET score = 1");
        SqlScript.Inputs inputs = inputs("a.sql", "b.sql");

        victim.step(SCRIPT, inputs);
        victim.step(SCRIPT, inputs);

        assertThat(victim.value("SELECT count(*) FROM users WHERE name = 'once'"))
                .isEqualTo("1");
        assertThat(SCRIPT.probe(inputs, victim.context)).isInstanceOf(Probe.Already.class);
        assertThat(SCRIPT.probe(inputs, victim.context.withKey("another"))).isInstanceOf(Probe.Needed.class);
    }

    @Test
    void saysAtWhichStatementALongScriptIs() throws Exception {
        Victim victim = new Victim(workspace);
        victim.context.file("a.sql", "SELECT 1;\n-- then; long\nSELECT pg_sleep(2.5), ';';\nSELECT 3");

        victim.step(SCRIPT, inputs("a.sql"));

        assertThat(victim.context.output).contains("statement 2 of 3: SELECT pg_sleep(2.5), ';'", "1/3 statements");
    }

    @Test
    void aScriptThatFailsLeavesNothingOfTheOthersBehind() throws Exception {
        Victim victim = new Victim(workspace);
        victim.context.file("a.sql", "DELETE FROM tasks").file("b.sql", "SELECT 1 / 0");

        assertThat(SCRIPT.run(inputs("a.sql", "b.sql"), victim.context))
                .asString()
                .contains("SW-0411");

        assertThat(victim.value("SELECT count(*) FROM tasks")).isEqualTo("20");
        assertThat(SCRIPT.probe(inputs("a.sql", "b.sql"), victim.context)).isInstanceOf(Probe.Needed.class);
    }

    @Test
    void aLockThatIsTakenForAMomentIsWaitedForWithoutQueueing() throws Exception {
        Victim victim = new Victim(workspace);
        victim.context.file("a.sql", "ALTER TABLE users DROP COLUMN score");
        SqlScript.Inputs inputs = new SqlScript.Inputs("db", List.of("a.sql"), Optional.of(Duration.ofMillis(50)));
        CompletableFuture<Outcome> outcome;
        try (Connection connection = PostgresServer.connect(victim.name);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT * FROM users");
            outcome = CompletableFuture.supplyAsync(() -> run(victim, inputs));
            Awaitility.await().until(() -> victim.context.output.stream().anyMatch(line -> line.contains("lock")));
        }

        assertThat(outcome.get()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void clientsOfABusyTableNeverWaitMuchLongerThanOneTry() throws Exception {
        Victim victim = new Victim(workspace);
        victim.context.file("a.sql", "ALTER TABLE users DROP COLUMN score");
        SqlScript.Inputs inputs = new SqlScript.Inputs("db", List.of("a.sql"), Optional.of(Duration.ofMillis(100)));
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Long>> clients = new ArrayList<>();
        CompletableFuture<Outcome> outcome;
        try (Connection report = PostgresServer.connect(victim.name);
                Statement statement = report.createStatement()) {
            for (int i = 0; i < 4; i++) {
                clients.add(CompletableFuture.supplyAsync(() -> worstMillis(victim, over)));
            }
            report.setAutoCommit(false);
            statement.execute("SELECT * FROM users");
            outcome = CompletableFuture.supplyAsync(() -> run(victim, inputs));
            Awaitility.await()
                    .until(() -> victim.context.output.stream()
                                    .filter(line -> line.contains("a lock is taken"))
                                    .count()
                            >= 3);
        }

        assertThat(outcome.get()).isInstanceOf(Outcome.Done.class);
        over.set(true);
        for (CompletableFuture<Long> client : clients) {
            assertThat(client.get()).as("worst wait of a client in ms").isLessThan(1_500);
        }
    }

    @Test
    void tellsADatabaseThatIsAwayFromOneThatRefuses() {
        Victim victim = new Victim(workspace);
        victim.context.file("a.sql", "DELETE FROM tasks");
        victim.context.secrets.put("WRONG", Secret.of("not the password"));
        victim.context.target("db", target("jdbc:postgresql://localhost:1/" + victim.name, "postgres"));
        assertThatThrownBy(() -> SCRIPT.run(inputs("a.sql"), victim.context)).hasMessageContaining("SW-0402");

        victim.context.target("db", target(PostgresServer.url(victim.name), "nobody"));
        assertThatThrownBy(() -> SCRIPT.run(inputs("a.sql"), victim.context))
                .hasMessageContaining("SW-0402")
                .hasMessageContaining("nobody");
    }

    private static Target target(String url, String user) {
        return new Target(
                Target.Type.POSTGRESQL,
                Optional.of(url),
                Optional.of(user),
                Optional.of(new Target.SecretReference("WRONG")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static long worstMillis(Victim victim, AtomicBoolean over) {
        long worst = 0;
        try (Connection connection = PostgresServer.connect(victim.name);
                var query = connection.prepareStatement("SELECT count(name) FROM users")) {
            while (!over.get()) {
                long start = System.nanoTime();
                query.executeQuery().close();
                worst = Math.max(worst, (System.nanoTime() - start) / 1_000_000);
            }
            return worst;
        } catch (java.sql.SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                "SELECT 1; begin; SELECT 2",
                "CREATE INDEX CONCURRENTLY i ON users (name)",
                "/* first */ VACUUM users",
                "ALTER SYSTEM SET work_mem = '1MB'"
            })
    void whatEndsOrRefusesATransactionIsRefused(String script) throws Exception {
        Victim victim = new Victim(workspace);
        victim.context.file("a.sql", script);

        assertThat(SCRIPT.run(inputs("a.sql"), victim.context))
                .isInstanceOf(Outcome.Refused.class)
                .asString()
                .contains("SW-0410");
    }

    @Test
    void wordsInBodiesTextsAndCommentsDoNotCount() throws Exception {
        Victim victim = new Victim(workspace);
        victim.context.file(
                "a.sql",
                "-- COMMIT;\nDO $x$\nBEGIN\n  UPDATE users SET name = 'COMMIT; concurrently' WHERE id = 1;\nEND\n$x$;");

        victim.step(SCRIPT, inputs("a.sql"));

        assertThat(victim.value("SELECT name FROM users WHERE id = 1")).isEqualTo("COMMIT; concurrently");
    }

    private static Outcome run(Victim victim, SqlScript.Inputs inputs) {
        try {
            return SCRIPT.run(inputs, victim.context);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static SqlScript.Inputs inputs(String... scripts) {
        return new SqlScript.Inputs("db", List.of(scripts), Optional.empty());
    }
}
