package dev.sternway.scenario.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns and tables that a release took away while clients wrote; only what is damaged is put back. */
class DamagedTablesTest {
    private static final int ROWS = 2_500;

    @TempDir
    Path workspace;

    @Test
    void aDroppedTableComesBackWithRowsThatOnlyTheLogKnows() throws Exception {
        Shop shop = shop("[clone]", "level-3: {restore: tables}");
        try (Clients clients = shop.clients()) {
            shop.arm();
            clients.commit(150);
            clients.withoutItems();
            shop.run("DROP TABLE items");
            clients.commit(100);
            assertThat(shop.rollBack()).containsKey("way");
            clients.commit(30);
            shop.replay();
            clients.commit(30);
        }
        Accounting accounting = shop.settle();

        assertThat(shop.value("SELECT count(*) > 410 FROM items")).isEqualTo("t");
        assertThat(accounting.inConflict()).isLessThan(100);
    }

    @Test
    void aLostColumnComesBackAndRowsWrittenWithoutItStay() throws Exception {
        Shop shop = shop("[clone]", "level-3: {restore: clone}");
        try (Clients clients = shop.clients()) {
            shop.arm();
            clients.commit(100);
            shop.run("ALTER TABLE orders DROP COLUMN code");
            clients.commit(200);
            shop.rollBack();
            clients.commit(30);
            shop.replay();
            clients.commit(30);
        }
        shop.settle();

        assertThat(shop.value("SELECT count(*) FROM orders WHERE id <= " + ROWS + " AND code IS NULL"))
                .isEqualTo("0");
    }

    private Shop shop(String keep, String data) throws Exception {
        return new Shop(PostgresServer.port(), workspace, ROWS, keep, data);
    }
}
