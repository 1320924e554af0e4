package dev.sternway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that a release made wrong, found when clients had long gone on writing. */
class DamagedRowsTest {
    /** One million and ten thousand with {@code ./check --long}. */
    private static final int ROWS = Integer.getInteger("sternway.rows", 100_000);

    private static final int WRITES = Integer.getInteger("sternway.writes", 2_000);

    @TempDir
    Path workspace;

    @Test
    void aWrongUpdateOfEveryRowIsTakenBackAndWhatClientsWroteStays() throws Exception {
        Shop shop = new Shop(PostgresServer.port(), workspace, ROWS, "[clone]", "level-3: {restore: clone}");
        Map<String, String> replayed;
        try (Clients clients = shop.clients()) {
            clients.commit(50);
            shop.arm();
            clients.commit(100);
            long wrong = shop.release("UPDATE orders SET amount = 0");
            clients.commit(150);
            assertThat(shop.rollBack()).containsEntry("verdict", "equal");
            clients.commit(30);
            replayed = shop.replay(wrong);
            clients.commit(30);
        }
        Accounting accounting = shop.settle();

        assertThat(replayed.get("rows-replayed")).isNotEqualTo("0");
        assertThat(accounting.inTable()).isGreaterThan(ROWS);
        assertThat(shop.value("SELECT count(*) FROM orders WHERE amount = 0")).isEqualTo("0");
    }

    @Test
    void corruptedRowsThatAreFoundLateComeBackWithTheGoodWritesSince() throws Exception {
        Shop shop = new Shop(PostgresServer.port(), workspace, 3000, "[clone, dump]", "level-3: {restore: dump}");
        try (Clients clients = shop.clients()) {
            shop.arm();
            clients.commit(50);
            long wrong = shop.release("UPDATE orders SET note = md5(note), code = NULL WHERE id % 7 = 3");
            clients.commit(WRITES);
            assertThat(shop.rollBack()).containsEntry("verdict", "equal");
            shop.replay(wrong);
            clients.commit(30);
        }
        Accounting accounting = shop.settle();

        assertThat(accounting.inTable()).isGreaterThan(3000 + WRITES / 2);
        assertThat(accounting.inConflict() + accounting.inSalvage()).isLessThan(400);
        assertThat(shop.value("SELECT count(*) FROM orders WHERE id <= 3000 AND code IS NULL"))
                .isEqualTo("0");
    }

    @Test
    void aDeleteThatRanDownAChainOfForeignKeysIsTakenBackWithAllThatHungOnIt() throws Exception {
        Shop shop = new Shop(PostgresServer.port(), workspace, 3000, "[clone]", "level-3: {restore: clone}");
        try (Clients clients = shop.clients()) {
            shop.arm();
            clients.commit(150);
            long wrong = shop.release("DELETE FROM customers WHERE id <= 25");
            clients.commit(200);
            assertThat(shop.rollBack()).containsEntry("verdict", "equal");
            shop.replay(wrong);
            clients.commit(30);
        }
        Accounting accounting = shop.settle();

        assertThat(shop.value("SELECT count(*) FROM customers WHERE id <= 25")).isEqualTo("25");
        assertThat(shop.value("SELECT count(*) >= 1000 FROM orders WHERE customer_id <= 25"))
                .isEqualTo("t");
        assertThat(accounting.inConflict()).isLessThan(20);
    }
}
