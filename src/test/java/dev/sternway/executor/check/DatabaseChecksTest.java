package dev.sternway.executor.check;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.base.Problem;
import dev.sternway.base.Secret;
import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.Victim;
import dev.sternway.plan.Target;
import dev.sternway.testing.MariaDbServer;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.QuietPort;
import dev.sternway.testing.Steps;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks of databases where the server is away, where their log-in may not do what they need, and cancelled in a query. */
class DatabaseChecksTest {
    private static final Target.SecretReference WORD = new Target.SecretReference("WORD");
    private static final String SQL = "{database: db, query: select count(*) from tasks, expect: '20'}";
    private static final String ASSERTION =
            "{database: db, checks: [indexes], assertions: [{name: all of them, query: select count(*) from tasks, expect: '20'}]}";

    @TempDir
    Path folder;

    private Victim postgres;
    private MariaVictim maria;
    private String user;

    @BeforeEach
    void open() {
        postgres = new Victim(folder);
        maria = new MariaVictim(folder);
        user = "guest_" + postgres.name;
        postgres.context.secrets.put("WORD", Secret.of("guest-word"));
        maria.context.secrets.put("WORD", Secret.of("guest-word"));
        postgres.run("CREATE ROLE " + user + " LOGIN PASSWORD 'guest-word'");
        MariaDbServer.execute("", "CREATE USER " + user + "@'127.0.0.1' IDENTIFIED BY 'guest-word'");
    }

    @AfterEach
    void leave() {
        postgres.run("DROP OWNED BY " + user, "DROP ROLE " + user);
        MariaDbServer.execute("", "DROP USER " + user + "@'127.0.0.1'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            check/sql         | {database: db, query: select 1, expect: '1'}
            check/integrity   | {database: db}
            check/connections | {database: db}
            """)
    void aServerThatIsAwayIsNamedAndMayBeAskedAgain(String uses, String with) throws Exception {
        int port = QuietPort.free();
        postgres.context.target("db", target(Target.Type.POSTGRESQL, "postgresql://localhost", port, postgres.name));
        maria.context.target("db", target(Target.Type.MARIADB, "mariadb://127.0.0.1", port, maria.name));

        for (TestContext context : new TestContext[] {postgres.context, maria.context}) {
            Problem problem = failed(outcome(() -> run(uses, with, context)), true);
            assertThat(problem.code()).isEqualTo("SW-0402");
            assertThat(problem.what()).contains("cannot be reached as " + user);
            assertThat(problem.where()).endsWith(":" + port);
            assertThat(problem.next()).contains("that the server runs");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            check/sql         | {database: db, query: select 1, expect: '1'}
            check/integrity   | {database: db}
            check/connections | {database: db}
            """)
    void aLogInThatTheServerRefusesIsNotTriedAgain(String uses, String with) throws Exception {
        postgres.run("REVOKE CONNECT ON DATABASE " + postgres.name + " FROM PUBLIC");
        asGuest();
        maria.context.secrets.put("WORD", Secret.of("other-word"));

        for (TestContext context : new TestContext[] {postgres.context, maria.context}) {
            Problem problem = refused(outcome(() -> run(uses, with, context)));
            assertThat(problem.code()).isEqualTo("SW-0402");
            assertThat(problem.what()).contains(user).doesNotContain("other-word");
        }
    }

    @Test
    void aLogInThatMayNotReadTheTableIsNamedWithWhatItLacks() throws Exception {
        MariaDbServer.execute("", "GRANT SELECT ON " + maria.name + ".users TO " + user + "@'127.0.0.1'");
        asGuest();

        for (TestContext context : new TestContext[] {postgres.context, maria.context}) {
            for (Problem problem : new Problem[] {
                refused(outcome(() -> run("check/sql", SQL, context))),
                refused(outcome(() -> run("check/integrity", ASSERTION, context)))
            }) {
                assertThat(problem.code()).isEqualTo("SW-0342");
                assertThat(problem.what()).contains("The user " + user, "tasks");
                assertThat(problem.where()).isEqualTo("db");
                assertThat(problem.next()).startsWith("Grant it");
            }
        }
        postgres.run("GRANT SELECT ON tasks TO " + user);
        done(run("check/sql", SQL, postgres.context));
    }

    @Test
    void sessionsThatALogInMayNotSeeAreNotTakenForNone() throws Exception {
        MariaDbServer.execute("", "GRANT SELECT ON " + maria.name + ".* TO " + user + "@'127.0.0.1'");
        asGuest();
        String with = "{database: db, over: 1ms, at-least: 0}";
        try (Connection application = PostgresServer.connect(postgres.name)) {
            assertThat(application.isValid(0)).isTrue();
            for (TestContext context : new TestContext[] {postgres.context, maria.context}) {
                for (Problem problem : new Problem[] {
                    refused(outcome(() -> ready("check/connections", with, context))),
                    refused(outcome(() -> run("check/connections", with, context)))
                }) {
                    assertThat(problem.code()).isEqualTo("SW-0342");
                    assertThat(problem.what())
                            .contains(user)
                            .containsAnyOf("1 of them are hidden from it, pg_read_all_stats shows them", "PROCESS");
                }
            }
            postgres.run("GRANT pg_read_all_stats TO " + user);
            done(run("check/connections", with, postgres.context));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anIntegrityCheckEndsWithItsSessionWhenItIsCancelled(boolean onMariaDb) throws Exception {
        String sleep = onMariaDb ? "SELECT SLEEP(600) AS s" : "SELECT pg_sleep(600)";
        cancelled(
                "check/integrity",
                "{database: db, checks: [indexes], assertions: [{name: slow, query: '" + sleep + "', expect: ''}]}",
                onMariaDb,
                onMariaDb ? "info LIKE '%SLEEP(600)%'" : "wait_event = 'PgSleep'");
    }

    @Test
    void aCheckOfForeignKeysEndsWithItsSessionWhenItIsCancelled() throws Exception {
        postgres.run("ALTER TABLE tasks DISABLE TRIGGER ALL");
        try (Connection held = PostgresServer.connect(postgres.name);
                Statement lock = held.createStatement()) {
            held.setAutoCommit(false);
            lock.execute("LOCK TABLE tasks");
            cancelled("check/integrity", "{database: db, checks: [foreign-keys]}", false, "wait_event_type = 'Lock'");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLookAtSessionsEndsBetweenTwoLooksWhenItIsCancelled(boolean onMariaDb) throws Exception {
        cancelled(
                "check/connections",
                "{database: db, over: 10m, every: 5m, at-least: 0}",
                onMariaDb,
                onMariaDb ? "db = '" + maria.name + "'" : "query LIKE '%max_connections%' AND state = 'idle'");
    }

    private void cancelled(String uses, String with, boolean onMariaDb, String underway) throws Exception {
        TestContext context = onMariaDb ? maria.context : postgres.context;
        var work = context.underway(1);
        CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(() -> {
            try {
                return run(uses, with, context);
            } catch (Exception ended) {
                throw new CompletionException(ended);
            }
        });
        String sessions = onMariaDb
                ? "SELECT count(*) FROM information_schema.processlist WHERE db = '" + maria.name + "'"
                : "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + work.session() + "'";
        await().atMost(Duration.ofSeconds(60))
                .until(() -> running.isDone() || count(onMariaDb, sessions + " AND " + underway) > 0);
        assertThat(running).isNotDone();

        work.cancel();

        try {
            assertThat(running.get(60, TimeUnit.SECONDS)).isNotInstanceOf(Outcome.Done.class);
        } catch (ExecutionException ended) {
            assertThat(ended.getCause()).isNotNull();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> count(onMariaDb, sessions) == 0);
    }

    private static long count(boolean onMariaDb, String query) {
        return Long.parseLong(onMariaDb ? MariaDbServer.value("", query) : PostgresServer.value("postgres", query));
    }

    private void asGuest() {
        postgres.context.target(
                "db", target(Target.Type.POSTGRESQL, "postgresql://localhost", PostgresServer.port(), postgres.name));
        maria.context.target(
                "db", target(Target.Type.MARIADB, "mariadb://127.0.0.1", MariaDbServer.port(), maria.name));
    }

    private Target target(Target.Type type, String server, int port, String name) {
        return new Target(
                type,
                Optional.of("jdbc:" + server + ":" + port + "/" + name),
                Optional.of(user),
                Optional.of(WORD),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Outcome run(String uses, String with, TestContext context) throws Exception {
        return run(ExecutorCatalogue.standard().get(uses), with, context);
    }

    private static <I extends Record> Outcome run(Executor<I> executor, String with, TestContext context)
            throws Exception {
        return executor.run(Steps.inputs(executor, with), context);
    }

    private static Outcome ready(String uses, String with, TestContext context) throws Exception {
        return ready(ExecutorCatalogue.standard().get(uses), with, context);
    }

    private static <I extends Record> Outcome ready(Executor<I> executor, String with, TestContext context)
            throws Exception {
        return executor.ready(Steps.inputs(executor, with), context);
    }
}
