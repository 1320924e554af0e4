package dev.sternway.database.mariadb.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.database.decode.Change;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.testing.MariaDbServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BinlogReaderTest {
    private final String schema = MariaDbServer.create();
    private final MariaAccess access =
            MariaAccess.of(MariaDbServer.target(schema), reference -> MariaDbServer.password());

    @Test
    void tellsEveryKindOfValueAsTheServerWritesIt() throws Exception {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("tiny", "tinyint unsigned = 255");
        columns.put("small", "smallint = -32768");
        columns.put("middle", "mediumint unsigned = 16777215");
        columns.put("negative", "mediumint = -8388608");
        columns.put("whole", "int unsigned = 4294967295");
        columns.put("big", "bigint unsigned = 18446744073709551615");
        columns.put("born", "year = 1999");
        columns.put("exact", "decimal(40,10) = -123456789012345678901234567.0000000001");
        columns.put("single", "float = 0.1");
        columns.put("twice", "double = 1e-300");
        columns.put("flags", "bit(10) = 513");
        columns.put("day", "date = '0000-00-00'");
        columns.put("leap", "date = '2024-02-29'");
        columns.put("back", "time(3) = '-838:59:58.999'");
        columns.put("ago", "time(1) = '-00:00:00.5'");
        columns.put("wall", "datetime(6) = '9999-12-31 23:59:59.000001'");
        columns.put("never", "datetime = '2020-00-10 00:00:00'");
        columns.put("moment", "timestamp(2) = '2026-03-29 01:30:00.07'");
        columns.put("color", "enum('red','gr\u00fcn') = 'gr\u00fcn'");
        columns.put("tags", "set('a','b','c') = 'a,c'");
        columns.put("old", "varchar(300) CHARACTER SET latin1 = '\u20acuro \u00fc'");
        columns.put("fixed", "char(20) = 'x  y'");
        columns.put("wide", "varchar(300) = '\ud83d\ude80 it''s'");
        columns.put("long_text", "mediumtext = 'line\nline'");
        columns.put("doc", "json = '{\"a\": [1, 2.50]}'");
        columns.put("raw", "varbinary(20) = 0x00ff27");
        columns.put("pad", "binary(4) = 0x61620000");
        columns.put("blobbed", "longblob = 0x00");
        columns.put("none", "int = NULL");
        List<String> defined = new ArrayList<>();
        List<String> values = new ArrayList<>();
        columns.forEach((name, text) -> {
            defined.add(name + " " + text.substring(0, text.indexOf(" = ")));
            values.add(text.substring(text.indexOf(" = ") + 3));
        });
        MariaDbServer.execute(schema, "CREATE TABLE things (" + String.join(", ", defined) + ")");
        String from = place();
        MariaDbServer.execute(
                schema,
                "SET time_zone = '+00:00'",
                "SET SESSION sql_mode = 'ALLOW_INVALID_DATES'; SET time_zone = '+00:00';"
                        + " INSERT INTO things VALUES (" + String.join(", ", values) + ")");

        List<Change> changes = read(from);

        assertThat(changes).hasSize(1);
        Map<String, Optional<String>> row = changes.get(0).row();
        columns.forEach((name, text) -> {
            String value = text.substring(text.indexOf(" = ") + 3);
            String plain = value.replaceFirst("^'(.*)'$", "$1").replace("''", "'");
            assertThat(row.get(name))
                    .as(name + " " + changes.get(0).types().get(name))
                    .isEqualTo(name.equals("none") ? Optional.empty() : Optional.of(expected(name, plain)));
            assertThat(text.replace("json", "longtext").replace("pad binary", "binary"))
                    .startsWith(changes.get(0).types().get(name).replaceFirst(" unsigned", ""));
        });
    }

    /** Where the literal is not the shortest form. */
    private static String expected(String name, String plain) {
        return switch (name) {
            case "twice" -> "1.0E-300";
            case "long_text" -> "line\nline";
            default -> plain;
        };
    }

    @Test
    void tellsOldAndNewRowAndTheTransactionInTheOrderOfCommits() throws Exception {
        MariaDbServer.execute(schema, "CREATE TABLE t (id int PRIMARY KEY, name varchar(10))");
        String other = MariaDbServer.create();
        MariaDbServer.execute(other, "CREATE TABLE t (id int)");
        String from = place();
        MariaDbServer.execute(
                schema,
                "START TRANSACTION; INSERT INTO t VALUES (1, 'a'), (2, 'b'); UPDATE t SET name = 'c' WHERE id = 2; COMMIT",
                "START TRANSACTION; INSERT INTO t VALUES (9, 'never'); ROLLBACK",
                "INSERT INTO " + other + ".t VALUES (7)",
                "UPDATE t SET id = 5 WHERE id = 1",
                "DELETE FROM t WHERE id = 2",
                "TRUNCATE TABLE t");
        List<Long> transactions = new ArrayList<>();
        List<String> told = new ArrayList<>();

        new BinlogReader(access).read(from, (transaction, change) -> {
            transactions.add(transaction);
            told.add(change.kind() + " " + change.key() + change.row());
        });

        assertThat(told)
                .containsExactly(
                        "INSERT {}{id=Optional[1], name=Optional[a]}",
                        "INSERT {}{id=Optional[2], name=Optional[b]}",
                        "UPDATE {id=Optional[2], name=Optional[b]}{id=Optional[2], name=Optional[c]}",
                        "UPDATE {id=Optional[1], name=Optional[a]}{id=Optional[5], name=Optional[a]}",
                        "DELETE {id=Optional[2], name=Optional[c]}{}",
                        "TRUNCATE {}{}");
        assertThat(transactions.subList(0, 3)).containsOnly(transactions.get(0));
        assertThat(transactions.subList(2, 6)).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void refusesWhatWasNotWrittenRowByRow() {
        MariaDbServer.execute(schema, "CREATE TABLE t (id int PRIMARY KEY, other int)");
        String from = place();
        MariaDbServer.execute(schema, "SET SESSION binlog_format = STATEMENT; INSERT INTO t VALUES (1, 1)");
        assertThatThrownBy(() -> read(from)).hasMessageContaining("binlog_format other than ROW: INSERT INTO t");

        String then = place();
        MariaDbServer.execute(schema, "SET SESSION binlog_row_image = MINIMAL; UPDATE t SET other = 2");
        assertThatThrownBy(() -> read(then)).hasMessageContaining("binlog_row_image other than FULL");
        assertThatThrownBy(() -> read("nonsense")).hasMessageContaining("SW-0620");
        assertThatThrownBy(() -> read("binlog.000000:4")).hasMessageContaining("SW-0621");
    }

    @Test
    void saysWhatTheServerLacks() throws Exception {
        Binlog log = new Binlog(access);
        assertThat(log.lacks(Duration.ofHours(1))).isEmpty();
        MariaDbServer.execute(schema, "CREATE TABLE t (id uuid)");
        assertThat(log.lacks(Duration.ofHours(1))).containsExactly("t.id is uuid, which the log does not tell in full");

        MariaDbServer.execute("", "CREATE USER IF NOT EXISTS plain_" + schema + " IDENTIFIED BY 'x'");
        BinlogPlace end = log.end().orElseThrow();
        assertThat(Binlog.since(log.files(), end)).contains(0L);
        assertThat(Binlog.since(log.files(), new BinlogPlace("binlog.999999", 4)))
                .isEmpty();
        assertThat(Binlog.since(new java.util.TreeMap<>(Map.of(2L, 10L, 4L, 10L)), new BinlogPlace("b.000002", 4)))
                .as("a file between them is gone")
                .isEmpty();
    }

    private String place() {
        try {
            return new Binlog(access).end().orElseThrow().toString();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Change> read(String from) throws Exception {
        List<Change> changes = new ArrayList<>();
        new BinlogReader(access).read(from, (transaction, change) -> changes.add(change));
        return changes;
    }
}
