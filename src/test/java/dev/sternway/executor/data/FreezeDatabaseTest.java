package dev.sternway.executor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.Victim;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreezeDatabaseTest {
    private static final FreezeDatabase FREEZE = new FreezeDatabase();
    private static final ThawDatabase THAW = new ThawDatabase();

    private static final int CLIENTS = 50;

    @TempDir
    Path workspace;

    @Test
    void nothingCommitsAfterAFreezeAndTheThawPutsBackWhatWasThere() throws Exception {
        Victim victim = new Victim(workspace);
        String role = "busy_" + victim.name;
        victim.run(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'postgres'",
                "CREATE TABLE hits (id bigserial PRIMARY KEY)",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role,
                "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO " + role,
                "ALTER DATABASE " + victim.name + " CONNECTION LIMIT 77",
                "ALTER DATABASE " + victim.name + " SET work_mem = '5MB'");
        String before = settings(victim);
        AtomicBoolean on = new AtomicBoolean(true);
        AtomicLong lastAnswer = new AtomicLong();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(() -> write(victim.name, role, on, lastAnswer));
        }
        try {
            Awaitility.await().until(() -> Long.parseLong(victim.value("SELECT count(*) FROM hits")) > 200);

            Connection open = PostgresServer.connect(victim.name, role);
            open.setAutoCommit(false);
            open.createStatement().execute("INSERT INTO hits VALUES (-1)");

            Map<String, String> evidence = victim.step(FREEZE, new FreezeDatabase.Inputs("db"));

            long frozenAt = System.nanoTime();
            String frozen = victim.value("SELECT count(*) FROM hits");
            Awaitility.await()
                    .during(Duration.ofMillis(700))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> victim.value("SELECT count(*) FROM hits").equals(frozen));
            assertThat(lastAnswer.get() - frozenAt)
                    .as("the last commit that a client was told of")
                    .isNegative();
            assertThatThrownBy(open::commit).isInstanceOf(SQLException.class);
            assertThat(victim.value("SELECT count(*) FROM hits WHERE id = -1")).isEqualTo("0");
            assertThat(evidence.get("superusers-that-may-connect")).contains("postgres");
            assertThat(evidence).containsKeys("superusers-connected", "replication-into-it", "replication-from-it");
            FREEZE.run(new FreezeDatabase.Inputs("db"), victim.context);
            assertThat(FREEZE.probe(new FreezeDatabase.Inputs("db"), victim.context))
                    .isInstanceOf(Probe.Already.class);

            victim.step(THAW, new ThawDatabase.Inputs("db"));

            assertThat(settings(victim)).isEqualTo(before);
            assertThat(victim.context.notes).isEmpty();
            Awaitility.await()
                    .until(() -> Long.parseLong(victim.value("SELECT count(*) FROM hits")) > Long.parseLong(frozen));
            assertThat(THAW.probe(new ThawDatabase.Inputs("db"), victim.context))
                    .isInstanceOf(Probe.Already.class);
        } finally {
            on.set(false);
            clients.shutdown();
            assertThat(clients.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatWasThereComesBackExactlyHoweverOftenFreezeAndThawWereKilledInBetween() throws Exception {
        Victim victim = new Victim(workspace);
        victim.run(
                "ALTER DATABASE " + victim.name + " CONNECTION LIMIT 77",
                "ALTER DATABASE " + victim.name + " SET default_transaction_read_only = off",
                "ALTER DATABASE " + victim.name + " SET work_mem = '5MB'");
        String before = settings(victim);
        TestContext killed = victim.context.withKey("killed");
        killed.loseLease();
        FreezeDatabase.Inputs inputs = new FreezeDatabase.Inputs("db");

        assertThatThrownBy(() -> FREEZE.run(inputs, killed)).isInstanceOf(StepContext.LeaseLost.class);
        PostgresServer.execute("postgres", "ALTER DATABASE " + victim.name + " CONNECTION LIMIT 0");
        victim.step(FREEZE, inputs);
        PostgresServer.execute(
                "postgres", "ALTER DATABASE " + victim.name + " SET default_transaction_read_only = off");
        assertThatThrownBy(() -> THAW.run(new ThawDatabase.Inputs("db"), killed))
                .isInstanceOf(StepContext.LeaseLost.class);
        victim.step(THAW, new ThawDatabase.Inputs("db"));

        assertThat(settings(victim)).isEqualTo(before);
        assertThat(victim.context.notes).isEmpty();
    }

    private static String settings(Victim victim) {
        return PostgresServer.value(
                "postgres",
                "SELECT datconnlimit || coalesce((SELECT setconfig::text FROM pg_db_role_setting WHERE setdatabase = d.oid"
                        + " AND setrole = 0), '') FROM pg_database d WHERE datname = '" + victim.name + "'");
    }

    private static void write(String database, String role, AtomicBoolean on, AtomicLong lastAnswer) {
        while (on.get()) {
            try (Connection connection = DriverManager.getConnection(PostgresServer.url(database), role, "postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("SET default_transaction_read_only = off");
                while (on.get()) {
                    statement.execute("INSERT INTO hits DEFAULT VALUES");
                    lastAnswer.accumulateAndGet(System.nanoTime(), Math::max);
                }
            } catch (SQLException refused) {
                Thread.onSpinWait();
            }
        }
    }
}
