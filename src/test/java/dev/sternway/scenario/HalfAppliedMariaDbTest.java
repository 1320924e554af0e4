package dev.sternway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.base.Secret;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.compare.Difference;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.data.FreezeDatabase;
import dev.sternway.executor.data.ReplayDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.executor.data.ThawDatabase;
import dev.sternway.executor.data.VerifyDatabase;
import dev.sternway.executor.mariadb.MariaCopy;
import dev.sternway.executor.mariadb.log.MariaBinlog;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Settings;
import dev.sternway.planner.mariadb.MariaProver;
import dev.sternway.planner.mariadb.MariaScratch;
import dev.sternway.planner.mariadb.derive.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MariaDB commits every definition at once: a migration that dies leaves the half of it that was done. */
class HalfAppliedMariaDbTest {
    private static final int ORDERS = Integer.getInteger("sternway.rows", 3_000);
    private static final List<String> MIGRATION = List.of(
            "ALTER TABLE orders ADD COLUMN total decimal(14,4), ADD KEY (note)",
            "UPDATE orders SET total = amount * 1.2, code = CONCAT('new ', code) WHERE id <= 3000",
            "ALTER TABLE regions MODIFY name varchar(200) NOT NULL",
            "DELETE FROM items WHERE id <= 100",
            "CREATE TABLE labels (id int AUTO_INCREMENT PRIMARY KEY, word varchar(20))",
            "INSERT INTO labels (word) VALUES ('a'), ('b')",
            "ALTER TABLE items ADD COLUMN extra text",
            "ALTER TABLE orders DROP COLUMN code");

    @TempDir
    Path workspace;

    @Test
    void theKilledProcessOfAMigrationIsTakenBackByTheCopyAndNoWriteOfClientsIsForgotten() throws Exception {
        try (MariaShop shop = new MariaShop(workspace, ORDERS)) {
            Map<String, String> replayed;
            try (Clients clients = shop.clients()) {
                clients.commit(30);
                arm(shop);
                clients.commit(100);
                List<Long> bad = dieAfter(6, shop);
                clients.commit(100);
                replayed = putBack(shop, bad);
                clients.commit(30);
            }
            Accounting accounting = shop.settle();

            assertThat(replayed.get("rows-replayed")).isNotEqualTo("0");
            assertThat(accounting.inTable()).isGreaterThan(ORDERS);
            assertThat(accounting.inConflict()).isZero();
            assertThat(shop.value("SELECT COUNT(*) FROM orders WHERE code LIKE 'new %'"))
                    .isEqualTo("0");
            assertThat(shop.value("SELECT COUNT(*) FROM items WHERE id <= 100")).isEqualTo("100");
        }
    }

    @Test
    void theKilledServerIsTakenBackByTheDerivedScriptWhichKnowsHowFarTheMigrationCame() throws Exception {
        try (MariaShop shop = new MariaShop(workspace, ORDERS)) {
            Proof proof = prove(shop);
            Catalog before = catalog(shop);
            try (Clients clients = shop.clients()) {
                clients.commit(50);
                crashInTheMiddle(shop, proof);
                clients.commit(50);
                assertThat(Difference.between(before, catalog(shop)).isNone()).isFalse();

                shop.step(new FreezeDatabase(), new FreezeDatabase.Inputs("db"));
                try (Session session = new Session(shop.server.connect("shop"), "sternway_salvage")) {
                    session.script(proof.down(), "down");
                }
                assertThat(Difference.between(before, catalog(shop)).definitions())
                        .isEmpty();
                shop.step(new ThawDatabase(), new ThawDatabase.Inputs("db"));
                clients.commit(30);
            }
            Accounting accounting = shop.settle();

            assertThat(accounting.inTable()).isGreaterThan(ORDERS);
            assertThat(accounting.inConflict() + accounting.inSalvage()).isZero();
        }
    }

    private static void arm(MariaShop shop) throws Exception {
        assertThat(shop.step(new MariaBinlog(), new MariaBinlog.Inputs("db", MariaBinlog.Action.NOTE))
                        .get("binlog"))
                .startsWith("binlog.");
        shop.step(new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.TAKE));
        shop.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
    }

    /** @return numbers of its transactions */
    private static List<Long> dieAfter(int statements, MariaShop shop) throws SQLException {
        List<Long> transactions = new ArrayList<>();
        Connection connection = shop.server.connect("shop");
        try (Statement statement = connection.createStatement()) {
            for (String sql : MIGRATION.subList(0, statements)) {
                statement.execute(sql);
                try (var row = statement.executeQuery("SELECT SUBSTRING_INDEX(@@last_gtid, '-', -1)")) {
                    row.next();
                    transactions.add(row.getLong(1));
                }
            }
            Thread killer = new Thread(() -> {
                try {
                    connection.abort(Runnable::run);
                } catch (SQLException alreadyGone) {
                    throw new IllegalStateException(alreadyGone);
                }
            });
            killer.start();
            statement.execute(MIGRATION.get(statements));
        } catch (SQLException died) {
            return transactions;
        }
        return transactions;
    }

    private static Map<String, String> putBack(MariaShop shop, List<Long> bad) throws Exception {
        shop.step(new FreezeDatabase(), new FreezeDatabase.Inputs("db"));
        assertThat(shop.step(new SalvageDatabase(), new SalvageDatabase.Inputs("db", List.of())))
                .containsEntry("read-from", "the log of writes")
                .containsEntry("rows-lost", "0");
        shop.step(new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.RESTORE));
        assertThat(shop.step(
                        new VerifyDatabase(),
                        new VerifyDatabase.Inputs("db", Optional.of("armed"), Optional.of("armed"))))
                .containsEntry("verdict", "equal");
        Map<String, String> replayed = shop.step(new ReplayDatabase(), new ReplayDatabase.Inputs("db", bad));
        shop.step(new ThawDatabase(), new ThawDatabase.Inputs("db"));
        return replayed;
    }

    private static Proof prove(MariaShop shop) throws SQLException {
        String url = "jdbc:mariadb://127.0.0.1:" + shop.server.port() + "/shop";
        try (MariaScratch scratch = MariaScratch.beside(
                        url, Optional.of(shop.server.user()), Optional.of(Secret.of(shop.server.password())));
                MariaProver prover = new MariaProver(scratch, Settings.USUAL)) {
            String migration = String.join(";\n", MIGRATION) + ";";
            Proof proof = prover.prove(new Migration("half", "half", migration, Optional.empty()));
            assertThat(proof.down()).as(proof.reason()).isNotEmpty();
            return proof;
        }
    }

    private static void crashInTheMiddle(MariaShop shop, Proof proof) throws Exception {
        Thread migration = new Thread(() -> {
            try (Session session = new Session(shop.server.connect("shop"), "sternway_salvage")) {
                session.script(proof.capture(), "capture");
            } catch (SQLException died) {
                return;
            }
        });
        migration.start();
        try (Session watch = new Session(shop.server.connect(""), "sternway_salvage")) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> watch.ask("SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'shop'"
                                    + " AND column_name = 'total'")
                            .filter("1"::equals)
                            .isPresent());
        }
        shop.server.crash();
        migration.join();
        shop.reach();
    }

    private static Catalog catalog(MariaShop shop) throws SQLException {
        try (Connection connection = shop.server.connect("shop")) {
            return CatalogReader.read(connection);
        }
    }
}
