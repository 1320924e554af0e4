package dev.sternway.executor.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.base.Work;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Victim;
import dev.sternway.executor.check.CheckSql;
import dev.sternway.executor.command.CommandRun;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.executor.postgres.tables.RestoreTables;
import dev.sternway.executor.sql.SqlScript;
import dev.sternway.testing.Patience;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.Steps;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each step is held up by something that would take minutes, and then cancelled. */
class CancelledStepsTest {
    private static final PostgresClone.Inputs TAKE = new PostgresClone.Inputs("db", PostgresClone.Action.TAKE);
    private static final FingerprintDatabase.Inputs ARMED =
            new FingerprintDatabase.Inputs("db", "armed", Optional.empty());
    private static final PostgresDump.Inputs DUMP = new PostgresDump.Inputs("db", Optional.of(2));

    @TempDir
    Path workspace;

    private Victim victim;
    private Work work;

    @BeforeEach
    void aStepIsDue() {
        victim = new Victim(workspace);
        work = victim.context.underway(1);
    }

    @Test
    void aScriptIsRolledBackAndRunsAgain() throws Exception {
        victim.context.file("slow.sql", "DELETE FROM tasks; SELECT pg_sleep(600);");
        var inputs = new SqlScript.Inputs("db", List.of("slow.sql"), Optional.empty());

        cancelled(new SqlScript(), inputs);

        assertThat(victim.value("SELECT count(*) FROM tasks")).isEqualTo("20");
        victim.context.file("slow.sql", "DELETE FROM tasks;");
        victim.context.underway(2);
        victim.step(new SqlScript(), inputs);
        assertThat(victim.value("SELECT count(*) FROM tasks")).isEqualTo("0");
    }

    @Test
    void aDumpLeavesNoFolderAndNoProcess() throws Exception {
        try (Connection held = lock("tasks")) {
            cancelled(new PostgresDump(), DUMP);
        }

        assertThat(workspace.resolve("backups/dump-db")).doesNotExist();
        assertThat(ProcessHandle.current().descendants().map(it -> it.info().command()))
                .noneMatch(
                        command -> command.filter(it -> it.endsWith("pg_dump")).isPresent());
        victim.context.underway(2);
        assertThat(victim.step(new PostgresDump(), DUMP)).containsKey("sha256");
    }

    @Test
    void aRestoreLeavesNoScratchDatabase() throws Exception {
        victim.run(
                "CREATE FUNCTION slow(int) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN IF current_database() LIKE"
                        + " '%restored%' OR current_database() LIKE '%tables%' THEN PERFORM pg_sleep(600); END IF; RETURN true; END $$",
                "ALTER TABLE tasks ADD CHECK (slow(id))");
        victim.step(new FingerprintDatabase(), ARMED);
        victim.step(new PostgresDump(), DUMP);

        cancelled(
                new PostgresRestore(),
                new PostgresRestore.Inputs("db", PostgresRestore.Action.VERIFY, Optional.empty()));
        victim.run("DELETE FROM tasks WHERE id = 7");
        work = victim.context.underway(2);
        cancelled(new RestoreTables(), new RestoreTables.Inputs("db", List.of(), Optional.empty()));

        assertThat(victim.value("SELECT count(*) FROM tasks")).isEqualTo("19");
    }

    @Test
    void aCloneLeavesNoCopyAndTheDatabaseOpen() throws Exception {
        try (Connection held = PostgresServer.connect("postgres");
                var statement = held.createStatement()) {
            held.setAutoCommit(false);
            statement.execute("COMMENT ON DATABASE " + victim.name + " IS 'a lock that copying waits for'");
            cancelled(new PostgresClone(), TAKE);
            held.rollback();
        }

        assertThat(victim.value("SELECT count(*) FROM users")).isEqualTo("20");
        assertThat(victim.context.notes).doesNotContainKey("clone/db");
        victim.context.underway(2);
        assertThat(victim.step(new PostgresClone(), TAKE)).containsKey("clone");
    }

    @Test
    void fingerprintsEndOnAllTheirConnections() throws Exception {
        try (Connection held = lock("tasks")) {
            cancelled(new FingerprintDatabase(), ARMED);
        }

        assertThat(victim.context.notes).doesNotContainKey("snapshot/db/armed");
    }

    @Test
    void aSalvageLeavesNeitherFilesNorTables() throws Exception {
        var aside = Steps.inputs(
                new SalvageDatabase(),
                "{database: db, tables: [{table: users, columns: [name]}, {table: tasks, columns: [title]}]}");
        try (Connection held = lock("tasks")) {
            cancelled(new SalvageDatabase(), aside);
        }

        assertThat(workspace.resolve("salvage-db")).isEmptyDirectory();
        assertThat(victim.value("SELECT count(*) FROM pg_tables WHERE schemaname = 'sternway_salvage'"))
                .isEqualTo("0");
    }

    @Test
    void aQuestionEnds() throws Exception {
        cancelled(
                new CheckSql(),
                Steps.inputs(new CheckSql(), "{database: db, query: select pg_sleep(600), expect: \"x\"}"));
    }

    @Test
    void aCommandEndsWithEverythingItStarted() throws Exception {
        Future<?> running = start(
                new CommandRun(), Steps.inputs(new CommandRun(), "{shell: true, argv: [\"sleep 617 & sleep 618\"]}"));
        await().atMost(Patience.ENOUGH).until(() -> sleepers() == 2);

        end(running);

        assertThat(sleepers()).isZero();
    }

    @Test
    void whatADeadWorkerLeftRunningIsEndedByTheNextAttempt() throws Exception {
        Future<?> left = CompletableFuture.runAsync(() -> {
            try (Connection session = dev.sternway.executor.TargetDatabase.of(victim.context, "db")
                            .connect();
                    var statement = session.createStatement()) {
                statement.execute("SELECT pg_sleep(600)");
            } catch (java.sql.SQLException ended) {
                assertThat(ended.getSQLState()).isEqualTo("57P01");
            }
        });
        await().until(() -> sessions() > 0);

        victim.context.underway(2);
        victim.step(new FingerprintDatabase(), ARMED);

        left.get(60, TimeUnit.SECONDS);
    }

    private <I extends Record> void cancelled(Executor<I> executor, I inputs) throws Exception {
        Future<?> running = start(executor, inputs);
        await().atMost(Patience.ENOUGH).until(this::waiting);
        end(running);
        await().atMost(Duration.ofSeconds(2)).until(() -> sessions() == 0);
        assertThat(PostgresServer.value(
                        "postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE '" + victim.name + "\\_\\_%'"))
                .isEqualTo("0");
    }

    private void end(Future<?> running) throws Exception {
        long start = System.nanoTime();
        work.cancel();
        running.get(5, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    private <I extends Record> Future<?> start(Executor<I> executor, I inputs) {
        return CompletableFuture.runAsync(() -> {
            try {
                assertThat(executor.run(inputs, victim.context)).isNotInstanceOf(Outcome.Done.class);
            } catch (Exception cancelled) {
                assertThat(work.cancelled()).as(cancelled.toString()).isTrue();
            }
        });
    }

    private Connection lock(String table) throws Exception {
        Connection held = PostgresServer.connect(victim.name);
        held.setAutoCommit(false);
        held.createStatement().execute("LOCK TABLE " + table);
        return held;
    }

    /** For the lock, or the clock. */
    private boolean waiting() {
        return count(" AND (wait_event_type = 'Lock' OR wait_event = 'PgSleep')") > 0;
    }

    private long sessions() {
        return count("");
    }

    private long count(String more) {
        return Long.parseLong(PostgresServer.value(
                "postgres",
                "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE '" + work.session() + "%'" + more));
    }

    private static long sleepers() {
        return ProcessHandle.allProcesses()
                .filter(it -> it.info().commandLine().orElse("").matches(".*sleep 61[78]"))
                .filter(it -> it.info().command().orElse("").endsWith("sleep"))
                .count();
    }
}
