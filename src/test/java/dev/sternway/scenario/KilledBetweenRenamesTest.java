package dev.sternway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.data.VerifyDatabase;
import dev.sternway.executor.postgres.PostgresClone;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worst moment of a swap: the live database has given up its name, and the copy has not taken it yet. */
class KilledBetweenRenamesTest {
    private static final PostgresClone.Inputs SWAP = new PostgresClone.Inputs("db", PostgresClone.Action.RESTORE);

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
    void theLiveDatabaseHasItsNameAgainAndTheNextAttemptSwaps() throws Exception {
        bank.freezeAndSetAside();
        CompletableFuture<Void> swap;
        try (Connection holder = DriverManager.getConnection(cluster.url("postgres"), "postgres", "postgres");
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("COMMENT ON DATABASE " + bank.context.notes.get("clone/db") + " IS 'held'");
            swap = CompletableFuture.runAsync(this::swap);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::halfWay);
            cluster.kill();
        }
        swap.exceptionally(failure -> null).get(60, TimeUnit.SECONDS);
        cluster.startAgain();

        assertThat(swap).isCompletedExceptionally();
        assertThat(cluster.value(
                        "postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE '" + bank.name + "__broken%'"))
                .isEqualTo("0");
        assertThat(bank.step(new PostgresClone(), SWAP)).containsKey("broken-kept-as");
        assertThat(new VerifyDatabase()
                        .run(new VerifyDatabase.Inputs("db", Optional.of("armed"), Optional.of("armed")), bank.context))
                .isInstanceOf(Outcome.Done.class);
        bank.replay();
        assertThat(bank.unaccounted()).isEmpty();
    }

    private void swap() {
        try {
            new PostgresClone().run(SWAP, bank.context);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first rename is done in its transaction, the second waits. */
    private boolean halfWay() {
        return cluster.value(
                        "postgres",
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%rename to%'")
                .equals("1");
    }
}
