package dev.sternway.executor.data.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.data.FreezeDatabase;
import dev.sternway.executor.data.ThawDatabase;
import dev.sternway.plan.Target;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreezeSchemaTest {
    private static final FreezeDatabase.Inputs INPUTS = new FreezeDatabase.Inputs("db");
    private static final ThawDatabase.Inputs THAW = new ThawDatabase.Inputs("db");
    private static final int CLIENTS = 50;

    @TempDir
    Path workspace;

    private MariaVictim victim;
    private String app;
    private String other;

    @BeforeEach
    void accounts() {
        victim = new MariaVictim(workspace);
        app = "app_" + victim.name;
        other = MariaDbServer.create();
        victim.run(
                "CREATE TABLE hits (id bigint AUTO_INCREMENT PRIMARY KEY)",
                "CREATE USER " + app + " IDENTIFIED BY 'pw'",
                "CREATE ROLE role_" + app,
                "GRANT INSERT, DELETE ON " + victim.name + ".* TO role_" + app,
                "GRANT role_" + app + " TO " + app,
                "SET DEFAULT ROLE role_" + app + " FOR " + app,
                "CREATE USER both_" + app + " IDENTIFIED BY 'pw'",
                "GRANT SELECT, INSERT ON " + victim.name + ".* TO both_" + app + " WITH GRANT OPTION",
                "GRANT ALL ON " + other + ".* TO both_" + app,
                "CREATE USER reader_" + app + " IDENTIFIED BY 'pw'",
                "GRANT SELECT ON " + victim.name + ".* TO reader_" + app,
                "CREATE USER locked_" + app + " IDENTIFIED BY 'pw' ACCOUNT LOCK",
                "GRANT ALL ON " + victim.name + ".* TO locked_" + app,
                "CREATE USER boss_" + app + " IDENTIFIED BY 'pw'",
                "GRANT ALL ON *.* TO boss_" + app,
                "CREATE DEFINER=" + app + " EVENT ticks ON SCHEDULE EVERY 1 SECOND DO INSERT INTO hits VALUES ()",
                "CREATE EVENT off ON SCHEDULE EVERY 1 SECOND DISABLE DO INSERT INTO hits VALUES ()");
        MariaDbServer.execute(other, "CREATE TABLE t (id int)");
    }

    @AfterEach
    void tidy() {
        for (String prefix : new String[] {"", "both_", "reader_", "locked_", "boss_", "few_"}) {
            victim.run("DROP USER IF EXISTS " + prefix + app);
        }
        victim.run("DROP ROLE role_" + app, "DROP EVENT IF EXISTS ticks");
    }

    @Test
    void nothingCommitsAfterAFreezeAndTheThawPutsBackWhatWasThere() throws Exception {
        String before = settings();
        AtomicBoolean on = new AtomicBoolean(true);
        AtomicLong lastAnswer = new AtomicLong();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            String user = i % 10 == 0 ? "both_" + app : app;
            clients.execute(() -> write(user, on, lastAnswer));
        }
        try {
            Awaitility.await().until(() -> hits() > 200);
            Connection open = connect(app, victim.name);
            open.setAutoCommit(false);
            open.createStatement().execute("INSERT INTO hits VALUES (10000000)");
            Connection reader = connect("reader_" + app, victim.name);

            Map<String, String> evidence = victim.step(new FreezeDatabase(), INPUTS);

            long frozenAt = System.nanoTime();
            long frozen = hits();
            Awaitility.await()
                    .during(Duration.ofMillis(1200))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> hits() == frozen);
            assertThat(lastAnswer.get() - frozenAt)
                    .as("the last commit that a client was told of")
                    .isNegative();
            assertThatThrownBy(open::commit).isInstanceOf(SQLException.class);
            assertThat(victim.value("SELECT COUNT(*) FROM hits WHERE id = 10000000"))
                    .isEqualTo("0");
            assertThat(reader.isValid(1)).as("who only reads goes on").isTrue();
            connect("both_" + app, other).createStatement().execute("INSERT INTO t VALUES (1)");
            assertThat(evidence)
                    .containsEntry("accounts-locked", app + "@%")
                    .containsEntry("accounts-without-rights-here", "both_" + app + "@%")
                    .containsEntry("events-disabled", "1")
                    .containsEntry("replication-into-it", "none");
            assertThat(evidence.get("administrators-that-may-connect")).contains("boss_" + app);
            assertThat(freeze().probe(INPUTS, victim.context)).isInstanceOf(Probe.Already.class);

            victim.step(new ThawDatabase(), THAW);

            assertThat(settings()).isEqualTo(before);
            assertThat(victim.context.notes).isEmpty();
            Awaitility.await().until(() -> hits() > frozen);
        } finally {
            on.set(false);
            clients.shutdown();
            assertThat(clients.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatWasThereComesBackExactlyHoweverOftenFreezeAndThawWereKilledInBetween() throws Exception {
        String before = settings();
        TestContext killed = victim.context.withKey("killed");
        killed.loseLease();

        assertThatThrownBy(() -> freeze().run(INPUTS, killed)).isInstanceOf(StepContext.LeaseLost.class);
        victim.run("ALTER USER " + app + " ACCOUNT LOCK", "ALTER EVENT ticks DISABLE");
        victim.step(new FreezeDatabase(), INPUTS);
        victim.run("ALTER USER " + app + " ACCOUNT UNLOCK");
        assertThat(freeze().probe(INPUTS, victim.context)).isInstanceOf(Probe.Needed.class);
        assertThatThrownBy(() -> new ThawDatabase().on(THAW, victim.context).run(THAW, killed))
                .isInstanceOf(StepContext.LeaseLost.class);
        victim.run("DROP USER both_" + app);
        victim.step(new ThawDatabase(), THAW);

        assertThat(settings()).isEqualTo(before.replaceAll("both_" + app + "[^;]*;", ""));
        assertThat(victim.context.notes).isEmpty();
    }

    @Test
    void aLogInThatMayNotFreezeIsRefusedBeforeAnythingChanges() {
        victim.run(
                "CREATE USER few_" + app + " IDENTIFIED BY '"
                        + MariaDbServer.password().reveal() + "'",
                "GRANT ALL ON " + victim.name + ".* TO few_" + app);
        Target target = MariaDbServer.target(victim.name);
        victim.context.target(
                "db",
                new Target(
                        target.type(),
                        target.url(),
                        Optional.of("few_" + app),
                        target.password(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
        assertThatThrownBy(() -> freeze().run(INPUTS, victim.context))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("may not freeze");
        assertThat(victim.context.notes).isEmpty();
    }

    private Executor<FreezeDatabase.Inputs> freeze() {
        return new FreezeDatabase().on(INPUTS, victim.context);
    }

    private long hits() {
        return Long.parseLong(victim.value("SELECT COUNT(*) FROM hits"));
    }

    private String settings() {
        return victim.value("SELECT GROUP_CONCAT(line ORDER BY line SEPARATOR ';') FROM ("
                        + "SELECT CONCAT(User, ' ', COALESCE(JSON_VALUE(Priv, '$.account_locked'), 0)) line FROM mysql.global_priv WHERE User LIKE '%"
                        + app
                        + "' UNION SELECT CONCAT_WS(' ', User, Db, Select_priv, Insert_priv, Update_priv, Delete_priv, Grant_priv, Execute_priv)"
                        + " FROM mysql.db WHERE User LIKE '%" + app
                        + "' UNION SELECT CONCAT_WS(' ', event_name, definer, status, sql_mode,"
                        + " character_set_client, collation_connection, time_zone, event_definition, interval_value)"
                        + " FROM information_schema.events WHERE event_schema = DATABASE() UNION SELECT '') x")
                + ";";
    }

    private static Connection connect(String user, String schema) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + MariaDbServer.port() + "/" + schema, user, "pw");
    }

    private void write(String user, AtomicBoolean on, AtomicLong lastAnswer) {
        while (on.get()) {
            try (Connection connection = connect(user, victim.name);
                    Statement statement = connection.createStatement()) {
                while (on.get()) {
                    statement.execute("INSERT INTO hits VALUES ()");
                    lastAnswer.accumulateAndGet(System.nanoTime(), Math::max);
                }
            } catch (SQLException refused) {
                Thread.onSpinWait();
            }
        }
    }
}
