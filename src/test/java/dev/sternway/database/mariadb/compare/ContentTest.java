package dev.sternway.database.mariadb.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.testing.MariaDbServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {
    private static final String TYPES = """
            CREATE TABLE kinds (id bigint unsigned PRIMARY KEY, i int, d decimal(30,12), f float, g double, b bit(40),
              c char(5) CHARACTER SET latin1, v varchar(40) CHARACTER SET utf8mb4, w varchar(40) CHARACTER SET ucs2, t text, j json,
              e enum('a','b','é') COLLATE utf8mb4_bin, s set('x','y'), bi binary(4), bl longblob, p point, day date, at datetime(6),
              ts timestamp(6) NULL, tm time(3), y year, u uuid, ip inet6, twice bigint AS (i * 2) PERSISTENT)
              DEFAULT CHARSET utf8mb4""";
    private static final String ROW = """
            INSERT INTO kinds (id, i, d, f, g, b, c, v, w, t, j, e, s, bi, bl, p, day, at, ts, tm, y, u, ip)
            SELECT seq, -seq, seq + 0.123456789012, seq / 3, seq / 7, seq, 'ä', CONCAT('naïve 🙂 ', seq), 'ü', REPEAT('y', seq),
              '{"a": 1.50}', 'é', 'x,y', UNHEX('00FF'), REPEAT(CHAR(seq), 70000), POINT(seq, 1), '2026-01-01', '2026-03-29 02:30:00.123456',
              '2026-10-25 01:30:00.5', '-12:00:00.25', 2026, UUID(), '::1' FROM seq_1_to_40""";

    private final String schema = MariaDbServer.create();

    @BeforeEach
    void table() {
        MariaDbServer.execute(schema, TYPES, "SET time_zone = '+00:00'", ROW);
    }

    @Test
    void aCopyInAnotherSchemaIsTheSameHoweverItsSessionsAreSet() throws Exception {
        String copy = MariaDbServer.create();
        MariaDbServer.execute(
                copy,
                "CREATE TABLE kinds LIKE " + schema + ".kinds",
                "INSERT INTO kinds (u, ip, y, tm, ts, at, day, p, bl, bi, s, e, j, t, w, v, c, b, g, f, d, i, id) SELECT u, ip, y, tm, ts,"
                        + " at, day, p, bl, bi, s, e, j, t, w, v, c, b, g, f, d, i, id FROM " + schema
                        + ".kinds ORDER BY id DESC",
                "ALTER TABLE kinds MODIFY i int AFTER ip");
        Snapshot before = content(schema).snapshot();
        Snapshot after = Content.of(
                        () -> {
                            var connection = MariaDbServer.connect(copy);
                            execute(connection, "SET time_zone = '-05:00', sql_mode = 'ANSI,ORACLE'");
                            return connection;
                        },
                        Progress.NONE)
                .snapshot();
        assertThat(after.tables()).isEqualTo(before.tables());
        assertThat(before.schema().difference(after.schema())).isEmpty();
        assertThat(before.tables().get(0).rows()).isEqualTo(40);
    }

    @Test
    void partsOfATableAddUpToTheWholeOfIt() throws Exception {
        assertThat(content(schema).inPartsOf(20_000).snapshot().tables())
                .isEqualTo(content(schema).snapshot().tables());
    }

    @Test
    void anotherTextTypeOfTheSameTextIsNoOtherContent() throws Exception {
        Snapshot before = content(schema).snapshot();
        MariaDbServer.execute(
                schema,
                "ALTER TABLE kinds MODIFY c varchar(9) CHARACTER SET utf8mb4, MODIFY w varchar(40) CHARACTER SET utf8mb4");
        assertThat(content(schema).difference(before)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE kinds SET v = CASE id WHEN 3 THEN 'naïve 🙂 4' WHEN 4 THEN 'naïve 🙂 3' ELSE v END",
                "UPDATE kinds SET t = NULL WHERE id = 7",
                "UPDATE kinds SET t = '' WHERE id = 7",
                "UPDATE kinds SET i = -i WHERE id = 9",
                "UPDATE kinds SET bl = CONCAT(LEFT(bl, 69999), 'z') WHERE id = 40",
                "UPDATE kinds SET f = f + 0.000001 WHERE id = 1",
                "UPDATE kinds SET g = g * 1.0000000000000003e0 WHERE id = 1",
                "UPDATE kinds SET e = 'b' WHERE id = 2",
                "UPDATE kinds SET s = 'x' WHERE id = 2",
                "UPDATE kinds SET b = b | (1 << 39) WHERE id = 2",
                "UPDATE kinds SET p = POINT(1, id) WHERE id = 2",
                "UPDATE kinds SET j = '{\"a\": 1.5}' WHERE id = 2",
                "UPDATE kinds SET ts = ts + INTERVAL 1 MICROSECOND WHERE id = 2",
                "UPDATE kinds SET v = CONCAT(v, ' ') WHERE id = 2",
                "DELETE FROM kinds WHERE id = 40"
            })
    void seesThatAValueIsAnother(String change) throws Exception {
        Snapshot before = content(schema).snapshot();
        MariaDbServer.execute(schema, change);
        assertThat(content(schema).difference(before))
                .singleElement()
                .asString()
                .startsWith("table kinds has other content");
    }

    @Test
    void saysWhatIsGoneAndWhatChangedInTheDefinitions() throws Exception {
        MariaDbServer.execute(
                schema, "CREATE TABLE lost (id int PRIMARY KEY)", "CREATE VIEW few AS SELECT id FROM kinds");
        Snapshot before = content(schema).snapshot();
        MariaDbServer.execute(
                schema, "DROP TABLE lost", "ALTER TABLE kinds DROP COLUMN y, ADD extra int", "DROP VIEW few");
        assertThat(content(schema).difference(before)).containsExactly("table kinds lacks [y]", "table lost is gone");
        List<String> facts =
                before.schema().difference(content(schema).snapshot().schema());
        assertThat(facts)
                .contains("- column kinds.y year(4) DEFAULT NULL", "+ column kinds.extra int(11) DEFAULT NULL")
                .anyMatch(it -> it.startsWith("- view few as "));
        assertThat(content(schema).sameColumns(before).table("kinds")).isEmpty();
    }

    @Test
    void readsOneMomentThoughOthersWrite() throws Exception {
        MariaDbServer.execute(
                schema,
                "CREATE TABLE a (id int PRIMARY KEY, n int) SELECT seq AS id, 0 AS n FROM seq_1_to_1000",
                "CREATE TABLE z LIKE a");
        Snapshot snapshot = Content.of(() -> MariaDbServer.connect(schema), (done, total, unit) -> {
                    MariaDbServer.execute(schema, "REPLACE INTO a VALUES (1, 2)", "REPLACE INTO z VALUES (1, 2)");
                })
                .snapshot();
        assertThat(snapshot.table("z").orElseThrow().rows()).isZero();
        assertThat(snapshot.table("a").orElseThrow().rows()).isEqualTo(1000);
    }

    private static Content content(String name) {
        return Content.of(() -> MariaDbServer.connect(name), Progress.NONE);
    }

    private static void execute(java.sql.Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
