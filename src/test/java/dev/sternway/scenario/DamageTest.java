package dev.sternway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What releases do to data, while users go on: nothing that they were promised is lost. */
class DamageTest {
    private static final int SMALL = 2_000;

    @TempDir
    private static Path data;

    private static Cluster cluster;

    @TempDir
    private Path workspace;

    private Bank bank;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(data);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @AfterEach
    void goHome() throws Exception {
        assertThat(bank.unaccounted()).isEmpty();
        assertThat(bank.journal.answers()).isGreaterThan(200);
        bank.close();
    }

    @Test
    void aLostColumn() throws Exception {
        armed(SMALL);
        bank.clients.write(300);
        bank.sql("ALTER TABLE accounts DROP COLUMN note");
        bank.clients.goOn(100);
        bank.restore();
        bank.replay();

        assertThat(bank.conflicts).isEmpty();
    }

    @Test
    void anUpdateWithoutWhere() throws Exception {
        armed(Bank.ROWS);
        bank.clients.write(200);
        long bad = bank.damage("UPDATE accounts SET balance = 0");
        bank.clients.write(200);
        bank.restore();
        bank.replay(bad);

        assertThat(bank.conflicts).isEmpty();
        assertThat(value("SELECT count(*) FROM accounts WHERE balance <> 10.55"))
                .isEqualTo("0");
    }

    @Test
    void aDroppedTable() throws Exception {
        armed(SMALL);
        bank.clients.write(200);
        bank.sql("DROP TABLE orders CASCADE");
        bank.clients.goOn(100);
        bank.restore();
        bank.replay();

        assertThat(bank.conflicts).isEmpty();
        assertThat(Long.parseLong(value("SELECT count(*) FROM orders"))).isGreaterThan(1000);
    }

    @Test
    void aTypeThatLosesDigits() throws Exception {
        armed(SMALL);
        bank.clients.write(200);
        bank.sql("ALTER TABLE accounts ALTER balance TYPE integer USING trunc(balance)");
        bank.clients.write(100);
        bank.restore();
        bank.replay();

        assertThat(bank.conflicts)
                .isNotEmpty()
                .allSatisfy(conflict -> assertThat(conflict).contains("a column had another type"));
        assertThat(value("SELECT count(*) FROM accounts WHERE balance <> 10.55 AND id <= " + SMALL))
                .isEqualTo("0");
    }

    @Test
    void rowsFoundCorruptedLongAfterWithManyGoodWritesSince() throws Exception {
        armed(SMALL);
        long bad = bank.damage("UPDATE accounts SET phone = 'scrambled', balance = -1 WHERE id % 10 = 0");
        bank.clients.write(Bank.WRITES);
        bank.restore();
        bank.replay(bad);

        assertThat(value("SELECT count(*) FROM accounts WHERE balance = -1 OR phone = 'scrambled'"))
                .isEqualTo("0");
        assertThat(bank.conflicts).hasSizeLessThan(400);
    }

    @Test
    void aChainOfForeignKeys() throws Exception {
        armed(SMALL);
        bank.clients.write(200);
        long bad = bank.damage("DELETE FROM orders WHERE id <= 500");
        bank.sql("WITH o AS (INSERT INTO orders (account_id, memo) VALUES (1, 'new') RETURNING id)"
                + " INSERT INTO order_lines (order_id, text) SELECT id, 'chained' FROM o");
        bank.clients.write(100);
        bank.restore();
        bank.replay(bad);

        assertThat(value("SELECT count(*) FROM order_lines l JOIN orders o ON o.id = l.order_id"))
                .isEqualTo("1001");
        assertThat(bank.conflicts).isEmpty();
    }

    private void armed(int rows) throws Exception {
        bank = new Bank(cluster, workspace, rows);
        bank.clients.write(50);
        bank.arm();
    }

    private String value(String query) {
        return cluster.value(bank.name, query);
    }
}
