package dev.sternway.executor.check;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.Victim;
import dev.sternway.testing.MariaDbServer;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckConnectionsTest {
    private static final String STEP = "{database: db, over: 300ms, every: 150ms, slow: 200ms, at-least: %d}";

    private final CheckConnections check = new CheckConnections();

    @TempDir
    Path folder;

    @Test
    void findsMissingSlowAndStuckSessionsOfPostgres() throws Exception {
        Victim victim = new Victim(folder);
        try (Connection application = PostgresServer.connect(victim.name)) {
            finds(victim.context, application, "SELECT pg_sleep(5)");
        }
    }

    @Test
    void findsMissingSlowAndStuckSessionsOfMariaDb() throws Exception {
        MariaVictim victim = new MariaVictim(folder);
        try (Connection application = MariaDbServer.connect(victim.name)) {
            finds(victim.context, application, "SELECT SLEEP(5)");
        }
    }

    private void finds(TestContext context, Connection application, String slow) throws Exception {
        done(check.ready(inputs(check, STEP.formatted(1)), context));
        assertThat(done(check.run(inputs(check, STEP.formatted(1)), context))).containsEntry("sessions", "1 to 1");
        assertThat(failed(check.run(inputs(check, STEP.formatted(2)), context), true)
                        .what())
                .contains("only 1 sessions");
        assertThat(failed(check.run(inputs(check, STEP.replace("at-least: %d", "at-most: 1")), context), true)
                        .what())
                .contains("connections are used");

        application.setAutoCommit(false);
        try (Statement statement = application.createStatement()) {
            statement.execute("UPDATE users SET score = 1 WHERE id = 1");
            assertThat(failed(check.run(inputs(check, STEP.formatted(1)), context), true)
                            .what())
                    .contains("1 transactions have idled");
            application.rollback();
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> execute(statement, slow));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(failed(check.run(inputs(check, STEP.formatted(1)), context), true)
                                    .what())
                            .contains("1 queries run longer"));
            statement.cancel();
            running.handle((done, cancelled) -> true).get();
        }
        var work = context.underway(1);
        work.cancel();
        assertThatThrownBy(() -> check.run(inputs(check, STEP.formatted(1)), context))
                .isInstanceOfAny(StepContext.Cancelled.class, SQLException.class, RuntimeException.class);
    }

    private static void execute(Statement statement, String query) {
        try {
            statement.execute(query);
        } catch (SQLException cancelled) {
            throw new IllegalStateException(cancelled);
        }
    }
}
