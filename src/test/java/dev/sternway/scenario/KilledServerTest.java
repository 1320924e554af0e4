package dev.sternway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.data.ReplayDatabase;
import dev.sternway.executor.data.VerifyDatabase;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.postgres.PostgresDump;
import dev.sternway.executor.postgres.PostgresRestore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database's server is killed in the middle of a step, and the step is run again, as the worker does. */
class KilledServerTest {
    private static final PostgresClone.Inputs SWAP = new PostgresClone.Inputs("db", PostgresClone.Action.RESTORE);
    private static final PostgresRestore.Inputs RESTORE =
            new PostgresRestore.Inputs("db", PostgresRestore.Action.RESTORE, Optional.empty());

    @TempDir
    private Path data;

    @TempDir
    private Path workspace;

    private Cluster cluster;
    private Bank bank;

    @BeforeEach
    void armed() throws Exception {
        cluster = new Cluster(data);
        bank = new Bank(cluster, workspace, 2_000);
        bank.arm();
        bank.clients.write(100);
    }

    @AfterEach
    void stop() throws Exception {
        bank.close();
        cluster.close();
    }

    @Test
    void duringTheSwap() throws Exception {
        bank.freezeAndSetAside();
        for (int millis : new int[] {1, 10, 25}) {
            killWhile(millis, () -> bank.step(new PostgresClone(), SWAP));
        }
        bank.step(new PostgresClone(), SWAP);

        assertThat(verified()).isInstanceOf(Outcome.Done.class);
        bank.replay();
        assertThat(bank.unaccounted()).isEmpty();
    }

    @Test
    void duringTheRestoreOfADump() throws Exception {
        bank.step(new PostgresDump(), new PostgresDump.Inputs("db", Optional.empty()));
        bank.freezeAndSetAside();
        CompletableFuture<Void> step = running(() -> bank.step(new PostgresRestore(), RESTORE));
        Awaitility.await()
                .pollInterval(10, TimeUnit.MILLISECONDS)
                .until(() -> step.isDone()
                        || cluster.value(
                                        "postgres",
                                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pg_restore'")
                                .matches("[1-9].*"));
        killed(step);
        assertThat(step).isCompletedExceptionally();
        bank.step(new PostgresRestore(), RESTORE);

        assertThat(verified()).isInstanceOf(Outcome.Done.class);
        bank.replay();
        assertThat(bank.unaccounted()).isEmpty();
    }

    @Test
    void duringTheReplay() throws Exception {
        bank.clients.write(3_000);
        bank.restore();
        CompletableFuture<Void> step = running(() -> bank.step(new ReplayDatabase(), new ReplayDatabase.Inputs("db")));
        Awaitility.await()
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(() -> step.isDone() || bank.context.output.stream().anyMatch(line -> line.startsWith("1000/")));
        killed(step);
        bank.replay();

        assertThat(bank.conflicts).isEmpty();
        assertThat(bank.unaccounted()).isEmpty();
    }

    /** What may go wrong while the server is gone. */
    private interface Work {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> running(Work work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void killWhile(int millis, Work work) throws Exception {
        CompletableFuture<Void> step = running(work);
        Awaitility.await().pollDelay(millis, TimeUnit.MILLISECONDS).until(() -> true);
        killed(step);
    }

    private void killed(CompletableFuture<Void> step) throws Exception {
        cluster.kill();
        step.exceptionally(failure -> null).get(60, TimeUnit.SECONDS);
        cluster.startAgain();
    }

    private Outcome verified() throws Exception {
        return new VerifyDatabase()
                .run(new VerifyDatabase.Inputs("db", Optional.of("armed"), Optional.of("armed")), bank.context);
    }
}
