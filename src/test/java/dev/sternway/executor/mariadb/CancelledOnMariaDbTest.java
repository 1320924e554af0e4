package dev.sternway.executor.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.base.Work;
import dev.sternway.executor.Executor;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CancelledOnMariaDbTest {
    private static final MariaCopy.Inputs TAKE = new MariaCopy.Inputs("db", MariaCopy.Action.TAKE);
    private static final FingerprintDatabase.Inputs ARMED =
            new FingerprintDatabase.Inputs("db", "armed", Optional.empty());
    private static final MariaDump.Inputs DUMP = new MariaDump.Inputs("db", Optional.empty());

    @TempDir
    Path workspace;

    private MariaVictim victim;
    private Work work;

    @BeforeEach
    void aStepIsDue() {
        victim = new MariaVictim(workspace);
        work = victim.context.underway(1);
    }

    @Test
    void aLongCopyLeavesNothingAndLetsWritersIn() throws Exception {
        victim.run(
                "CREATE TABLE big (id int AUTO_INCREMENT PRIMARY KEY, x varchar(200), KEY (x))",
                "INSERT INTO big (x) SELECT CONCAT(MD5(seq), REPEAT('x', 100)) FROM seq_1_to_200000");

        cancelled(new MariaCopy(), TAKE, "db LIKE '%\\_\\_armed\\_%' AND info LIKE 'INSERT INTO `big`%'");

        assertThat(victim.context.notes).doesNotContainKey("clone/db");
        victim.run("INSERT INTO big (x) VALUES ('at once')", "DELETE FROM big WHERE id > 10");
        victim.context.underway(2);
        assertThat(victim.step(new MariaCopy(), TAKE)).containsEntry("rows", "50");
    }

    @Test
    void aDumpLeavesNoFolderAndNoProcess() throws Exception {
        victim.step(new FingerprintDatabase(), ARMED);
        try (Connection held = MariaDbServer.connect(victim.name);
                Statement statement = held.createStatement()) {
            statement.execute("LOCK TABLES tasks WRITE");
            cancelled(new MariaDump(), DUMP, "state LIKE 'Waiting for table metadata lock%'");
        }

        assertThat(workspace.resolve("backups/dump-db")).doesNotExist();
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(it -> it.info().command().orElse("").endsWith("mariadb-dump"));
        victim.context.underway(2);
        assertThat(victim.step(new MariaDump(), DUMP)).containsKey("sha256");
        assertThat(victim.step(new MariaRestore(), new MariaRestore.Inputs("db", MariaRestore.Action.VERIFY)))
                .containsEntry("verdict", "equal");
    }

    @Test
    void whatADeadWorkerLeftRunningIsEndedByTheNextAttempt() throws Exception {
        Future<?> left = CompletableFuture.runAsync(() -> {
            try (Connection session =
                            TargetDatabase.mariaDb(victim.context, "db").connect();
                    Statement statement = session.createStatement()) {
                statement.execute("SELECT SLEEP(600)");
            } catch (SQLException ended) {
                assertThat(ended.getMessage()).contains("conn=");
            }
        });
        await().until(() -> sessions("info LIKE 'SELECT SLEEP%'") > 0);

        victim.context.underway(2);
        victim.step(new FingerprintDatabase(), ARMED);

        left.get(5, TimeUnit.SECONDS);
    }

    private <I extends Record> void cancelled(Executor<I> executor, I inputs, String underway) throws Exception {
        Future<?> running = CompletableFuture.runAsync(() -> {
            try {
                assertThat(executor.run(inputs, victim.context)).isNotInstanceOf(Outcome.Done.class);
            } catch (Exception cancelled) {
                assertThat(work.cancelled()).as(cancelled.toString()).isTrue();
            }
        });
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> running.isDone() || sessions(underway) > 0);
        assertThat(running).isNotDone();

        work.cancel();
        running.get(20, TimeUnit.SECONDS);

        await().atMost(Duration.ofSeconds(5))
                .until(() -> sessions("IS_USED_LOCK(CONCAT('" + work.session() + " ', id)) = id") == 0);
        assertThat(MariaDbServer.value(
                        "",
                        "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name LIKE '" + victim.name
                                + "\\_\\_%'"))
                .isEqualTo("0");
    }

    private static long sessions(String which) {
        return Long.parseLong(MariaDbServer.value(
                "", "SELECT COUNT(*) FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND " + which));
    }
}
