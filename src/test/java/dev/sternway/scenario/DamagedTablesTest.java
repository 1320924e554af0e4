package dev.sternway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns and tables that a release took away or changed while clients wrote. */
class DamagedTablesTest {
    private static final int ROWS = 2_500;
    private static final String KEPT = "SELECT count(*) FROM orders WHERE id <= " + ROWS + " AND code IS NULL";

    @TempDir
    Path workspace;

    @ParameterizedTest
    @ValueSource(strings = {"tables", "clone"})
    void aDroppedTableComesBackWithRowsThatOnlyTheLogKnows(String way) throws Exception {
        Shop shop = shop("[clone]", "level-3: {restore: " + way + "}");
        try (Clients clients = shop.clients()) {
            shop.arm();
            clients.commit(150);
            clients.withoutItems();
            shop.run("DROP TABLE items");
            clients.commit(100);
            assertThat(shop.rollBack()).containsEntry("verdict", "equal");
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
            assertThat(shop.rollBack()).containsEntry("verdict", "equal");
            clients.commit(30);
            shop.replay();
            clients.commit(30);
        }
        shop.settle();

        assertThat(shop.value(KEPT)).isEqualTo("0");
    }

    @Test
    void withoutALogRowsAreComparedByKeyAndNoneIsLost() throws Exception {
        Shop shop = shop("[clone]", "level-3: {restore: clone}");
        try (Clients clients = shop.clients()) {
            shop.arm();
            shop.run("SELECT pg_drop_replication_slot('" + shop.context.notes.get("slot/db") + "')");
            clients.commit(100);
            shop.run("ALTER TABLE orders DROP COLUMN code");
            clients.commit(200);
            assertThat(shop.rollBack())
                    .containsEntry("verdict", "equal")
                    .hasEntrySatisfying(
                            "read-from",
                            from -> assertThat(from)
                                    .startsWith("key-wise difference: the slot ")
                                    .endsWith(" is gone"));
            clients.commit(30);
            shop.replay();
            clients.commit(30);
        }
        shop.settle();

        assertThat(shop.value(KEPT)).isEqualTo("0");
    }

    @Test
    void withoutACloneRowsAreComparedWithTheRestoredDumpAndNoneIsLost() throws Exception {
        Shop shop = shop("[dump]", "level-3: {restore: dump}");
        shop.arm();
        try (Clients clients = shop.clients()) {
            clients.commit(100);
            shop.run("ALTER TABLE orders DROP COLUMN code");
            clients.commit(200);
            assertThat(shop.rollBack())
                    .containsEntry("verdict", "equal")
                    .containsEntry("read-from", "key-wise difference from the restored dump");
            clients.commit(30);
            shop.replay();
            clients.commit(30);
        }
        shop.settle();

        assertThat(shop.value(KEPT)).isEqualTo("0");
    }

    @Test
    void aTypeThatLosesTextComesBackFromTheClone() throws Exception {
        Shop shop = shop("[clone]", "level-3: {restore: clone}");
        try (Clients clients = shop.clients()) {
            shop.arm();
            clients.commit(100);
            shop.run("ALTER TABLE orders ALTER code TYPE integer USING length(code)");
            clients.commit(100);
            assertThat(shop.rollBack()).containsEntry("verdict", "equal");
            shop.replay();
            clients.commit(30);
        }
        Accounting accounting = shop.settle();

        assertThat(shop.value(KEPT)).isEqualTo("0");
        assertThat(accounting.inConflict()).isPositive();
    }

    @Test
    void aTypeIsChangedBackByAScriptAndKeepsWhatClientsWroteMeanwhile() throws Exception {
        Shop shop = shop("[clone]", "level-2: {scripts: [back.sql]}");
        shop.context.file("back.sql", "ALTER TABLE orders ALTER amount TYPE numeric(12,2) USING amount::numeric");
        try (Clients clients = shop.clients()) {
            shop.arm();
            clients.commit(100);
            shop.run("ALTER TABLE orders ALTER amount TYPE text");
            clients.commit(200);
            assertThat(shop.rollBack()).containsEntry("verdict", "equal");
            clients.commit(30);
        }
        Accounting accounting = shop.settle();

        assertThat(accounting.inTable()).isGreaterThan(ROWS + 100);
        assertThat(accounting.inConflict() + accounting.inSalvage()).isZero();
    }

    private Shop shop(String keep, String data) throws Exception {
        return new Shop(PostgresServer.port(), workspace, ROWS, keep, data);
    }
}
