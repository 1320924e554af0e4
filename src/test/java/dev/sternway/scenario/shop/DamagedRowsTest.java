package dev.sternway.scenario.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that a release made wrong, found when clients had long gone on writing. */
class DamagedRowsTest {
    private static final int ROWS = Integer.getInteger("sternway.rows", 20_000);
    private static final int WRITES = Integer.getInteger("sternway.writes", 1_000);

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
    void corruptedRowsThatAreFoundLateComeBackWithoutTheGoodWritesSince() throws Exception {
        Shop shop = new Shop(PostgresServer.port(), workspace, 3000, "[clone, dump]", "level-3: {restore: dump}");
        try (Clients clients = shop.clients()) {
            shop.arm();
            clients.commit(50);
            long wrong = shop.release("UPDATE orders SET note = md5(note), code = NULL WHERE id % 7 = 3");
            clients.commit(WRITES);
            shop.rollBack();
            shop.replay(wrong);
            clients.commit(30);
        }
        Accounting accounting = shop.settle();

        assertThat(accounting.inTable()).isGreaterThan(3000);
        assertThat(shop.value("SELECT count(*) FROM orders WHERE id <= 3000 AND code IS NULL"))
                .isEqualTo("0");
    }
}
