package dev.sternway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.plan.Activity;
import dev.sternway.testing.Patience;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database's server is killed in the middle of a step, and the step is run again, as the worker does. */
class KilledServerTest {
    private static final String SESSIONS = "SELECT count(*) FROM pg_stat_activity WHERE ";

    @TempDir
    private Path data;

    @TempDir
    private Path workspace;

    private Cluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new Cluster(data);
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    void duringTheSwap() throws Exception {
        Shop shop = shop("[clone]", "clone");
        try (Clients clients = shop.clients()) {
            long wrong = damaged(shop, clients);
            for (int millis : new int[] {1, 10, 25}) {
                CompletableFuture<Void> step = running(() -> shop.all(Activity.UNDO_DATA));
                Awaitility.await().pollDelay(millis, TimeUnit.MILLISECONDS).until(() -> true);
                killed(step);
            }
            restored(shop, clients, wrong);
        }
        shop.settle();
    }

    @Test
    void betweenTheTwoRenamesOfTheSwap() throws Exception {
        Shop shop = shop("[clone]", "clone");
        try (Clients clients = shop.clients()) {
            long wrong = damaged(shop, clients);
            CompletableFuture<Void> swap;
            try (var holder = shop.connect("postgres", "postgres");
                    var statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("COMMENT ON DATABASE " + shop.context.notes.get("clone/db") + " IS 'held'");
                swap = running(() -> shop.all(Activity.UNDO_DATA));
                until(SESSIONS + "wait_event_type = 'Lock' AND query LIKE '%rename to%'", swap);
                cluster.kill();
            }
            ended(swap);
            assertThat(swap).isCompletedExceptionally();
            assertThat(cluster.value(
                            "postgres",
                            "SELECT count(*) FROM pg_database WHERE datname LIKE '" + shop.name() + "__broken%'"))
                    .as("the live database has its name again")
                    .isEqualTo("0");
            restored(shop, clients, wrong);
        }
        shop.settle();
    }

    @Test
    void duringTheRestoreOfADump() throws Exception {
        Shop shop = shop("[clone, dump]", "dump");
        try (Clients clients = shop.clients()) {
            long wrong = damaged(shop, clients);
            CompletableFuture<Void> step = running(() -> shop.all(Activity.UNDO_DATA));
            until(SESSIONS + "application_name LIKE '%pg_restore'", step);
            killed(step);
            assertThat(step).isCompletedExceptionally();
            restored(shop, clients, wrong);
        }
        shop.settle();
    }

    @Test
    void justBeforeTheCommitOfRestoredTables() throws Exception {
        Shop shop = shop("[clone]", "tables");
        try (Clients clients = shop.clients()) {
            long wrong = damaged(shop, clients);
            shop.context.beforeEffect(() -> {
                if (count(SESSIONS + "state = 'idle in transaction' AND query LIKE '%restored_tables%'") > 0) {
                    cluster.kill();
                }
            });
            CompletableFuture<Void> step = running(() -> shop.all(Activity.UNDO_DATA));
            ended(step);
            assertThat(step).isCompletedExceptionally();
            shop.context.beforeEffect(() -> {});
            restored(shop, clients, wrong);
        }
        shop.settle();
    }

    @Test
    void duringTheReplay() throws Exception {
        Shop shop = shop("[clone]", "clone");
        try (Clients clients = shop.clients()) {
            shop.arm();
            long wrong = shop.release("UPDATE orders SET amount = 0");
            clients.commit(1_500);
            assertThat(shop.rollBack()).containsEntry("verdict", "equal");
            CompletableFuture<Void> step = running(() -> shop.replay(wrong));
            Awaitility.await()
                    .pollInterval(5, TimeUnit.MILLISECONDS)
                    .until(() -> step.isDone()
                            || shop.context.output.stream().anyMatch(line -> line.matches("[1-9]\\d*/\\d+ changes")));
            killed(step);
            shop.replay(wrong);
            clients.commit(30);
        }
        shop.settle();
    }

    private Shop shop(String keep, String restore) throws Exception {
        return new Shop(cluster.port(), workspace, 2_000, keep, "level-3: {restore: " + restore + "}");
    }

    /** @return the transaction that did it */
    private static long damaged(Shop shop, Clients clients) throws Exception {
        shop.arm();
        clients.commit(100);
        long wrong = shop.release("UPDATE orders SET amount = 0");
        clients.commit(100);
        shop.freezeAndSetAside();
        return wrong;
    }

    private static void restored(Shop shop, Clients clients, long wrong) throws Exception {
        assertThat(shop.rollBackFrom(Activity.UNDO_DATA)).containsEntry("verdict", "equal");
        clients.commit(30);
        shop.replay(wrong);
        clients.commit(30);
        assertThat(shop.value("SELECT count(*) FROM orders WHERE amount = 0")).isEqualTo("0");
    }

    private static CompletableFuture<Void> running(Callable<?> work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void until(String query, CompletableFuture<Void> step) {
        Awaitility.await()
                .atMost(Patience.ENOUGH)
                .pollInterval(10, TimeUnit.MILLISECONDS)
                .until(() -> step.isDone() || count(query) > 0);
    }

    private long count(String query) {
        return Long.parseLong(cluster.value("postgres", query));
    }

    private void killed(CompletableFuture<Void> step) throws Exception {
        cluster.kill();
        ended(step);
    }

    private void ended(CompletableFuture<Void> step) throws Exception {
        step.exceptionally(failure -> null).get(60, TimeUnit.SECONDS);
        cluster.startAgain();
    }
}
