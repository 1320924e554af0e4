package dev.sternway.database.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.testing.PostgresServer;
import java.io.File;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
    private static final String DATABASE = PostgresServer.create();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @BeforeAll
    static void types() {
        PostgresServer.execute(
                DATABASE,
                "create type mood as enum ('sad', 'glad')",
                "create type pair as (at timestamptz, mood mood)",
                "create domain price as numeric(10, 2)",
                "create domain whole as bigint");
    }

    @Test
    void survivesDumpAndRestoreWithEveryKindOfType() throws Exception {
        String source = PostgresServer.create();
        PostgresServer.execute(
                source,
                "create type never as enum ('x')",
                "create type mood as enum ('sad', 'glad')",
                "create type pair as (at timestamptz, mood mood)",
                "create domain price as numeric(10, 2)",
                "create table target (id int)",
                "create table rich (id serial primary key, f4 float4, f8 float8, n numeric, p price, m money, b bytea,"
                        + " j json, jb jsonb, x xml, pt point, bt bit(3), vb varbit, iv interval, ts timestamp, tz timestamptz,"
                        + " tt timetz, mo mood, mos mood[], co pair, arr float8[], r numrange, tr tstzrange, u uuid, i inet,"
                        + " tv tsvector, rc regclass, mx int[][], c char(5), o oid)",
                "insert into rich select i, i / 3.0, sqrt(i), i / 7.0, i, i::money, decode(md5(i::text), 'hex'),"
                        + " '{\"a\":  1.50}', '{\"a\": 1.50}', '<a/>', point(i / 3.0, sqrt(i)), b'101', b'1', '1 mon', now(), now(),"
                        + " now()::timetz, 'glad', '{sad,glad}', row(now(), 'sad'::mood)::pair, array[sqrt(i), 'NaN', null],"
                        + " numrange(0.10, i), tstzrange(now(), null), gen_random_uuid(), '10.0.0.1/8', 'a b'::tsvector, 'target',"
                        + " '[0:1][0:0]={{1},{2}}', 'ab', 7 from generate_series(1, 50) i",
                "create table parts (id int, at date) partition by range (at)",
                "create table parts_old partition of parts for values from ('2000-01-01') to ('2010-01-01')",
                "create table parts_new partition of parts for values from ('2010-01-01') to ('2040-01-01')",
                "insert into parts select i, date '2005-01-01' + i * 100 from generate_series(1, 40) i");
        String copy = PostgresServer.create();
        PostgresServer.execute(
                "postgres",
                "alter database " + copy + " set timezone = 'Asia/Tokyo'",
                "alter database " + copy + " set extra_float_digits = -2",
                "alter database " + copy + " set datestyle = 'German'",
                "alter database " + copy + " set intervalstyle = 'iso_8601'",
                "alter database " + copy + " set bytea_output = 'escape'");
        copy(source, copy);
        PostgresServer.execute(copy, "alter table rich drop f4, add f4 float4", "update rich set f4 = id / 3.0");

        assertThat(all(copy)).isEqualTo(all(source));
        assertThat(all(source))
                .extracting(Fingerprint::table, Fingerprint::rows)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("public.rich", 50L),
                        org.assertj.core.groups.Tuple.tuple("public.parts", 40L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "numeric|1.0|1.00",
                "numeric(12,3)|1.001|1.002",
                "numeric[]|{1.0}|{1.00}",
                "price|1.10|1.11",
                "float8|0.1|0.10000000000000002",
                "float4|1e-45|3e-45",
                "text|a|A",
                "text|''|NULL",
                "int|0|NULL",
                "bigint|-1|4294967295",
                "int8range|[-1,5)|[4294967295,4294967299)",
                "date|2020-01-01|2020-01-02",
                "date|infinity|-infinity",
                "timestamptz|infinity|-infinity",
                "bool|true|false",
                "whole|-1|4294967295",
                "int[]|{1,2,3,4}|{{1,2},{3,4}}",
                "int[]|{1,2}|[0:1]={1,2}",
                "int[]|{1,NULL}|{1,0}",
                "bytea|\\x00|\\x0000",
                "json|{\"a\":1}|{\"a\": 1}",
                "jsonb|{\"a\":1.0}|{\"a\":1.00}",
                "xml|<a/>|<a></a>",
                "point|(1,2)|(1,2.0000000000000004)",
                "bit(3)|101|100",
                "varbit|1|10",
                "interval|1 mon|30 days",
                "timestamptz|2020-01-01 00:00:00+00|2020-01-01 00:00:00.000001+00",
                "timetz|10:00:00+00|11:00:00+01",
                "mood|sad|glad",
                "mood[]|{sad}|{sad,glad}",
                "pair|(2020-01-01 00:00:00+00,sad)|(2020-01-01 00:00:00+00,glad)",
                "money|1.00|1.01",
                "tsvector|a:1|a:2",
                "inet|10.0.0.1/8|10.0.0.1/16",
                "numrange|[1.0,2]|[1.00,2]",
                "regclass|pg_class|pg_type"
            })
    void seesAValueThatChanged(String type, String before, String after) throws Exception {
        String table = "c" + NUMBER.incrementAndGet();
        PostgresServer.execute(
                DATABASE,
                "create table " + table + " (id int, v " + type + ")",
                "insert into " + table + " values (1, " + literal(before) + "), (2, null)");
        Fingerprint was = of("public." + table);
        PostgresServer.execute(DATABASE, "update " + table + " set v = " + literal(before) + " where id = 1");
        assertThat(of("public." + table)).isEqualTo(was);

        PostgresServer.execute(DATABASE, "update " + table + " set v = " + literal(after) + " where id = 1");

        assertThat(of("public." + table).sum()).isNotEqualTo(was.sum());
    }

    @Test
    void seesValuesSwappedBetweenRowsAndBetweenColumns() throws Exception {
        PostgresServer.execute(
                DATABASE,
                "create table swaps (id int, a int, b int)",
                "insert into swaps select i, i * 10, i * 100 from generate_series(1, 200) i");
        Fingerprint was = of("public.swaps");
        for (int i = 1; i < 20; i++) {
            String swap = "update swaps set a = case id when " + i + " then " + (i + 1) * 10 + " else " + i * 10
                    + " end where id in (" + i + ", " + (i + 1) + ")";
            PostgresServer.execute(DATABASE, swap);
            assertThat(of("public.swaps")).isNotEqualTo(was);
            PostgresServer.execute(DATABASE, "update swaps set a = id * 10");
        }
        PostgresServer.execute(DATABASE, "update swaps set a = b, b = a where id = 7");
        assertThat(of("public.swaps")).isNotEqualTo(was);
    }

    @Test
    void isTheSameForWholeNumbersOfEveryWidth() throws Exception {
        PostgresServer.execute(
                DATABASE,
                "create table widths (id int, v smallint)",
                "insert into widths values (1, 7), (2, -7), (3, null), (4, 0), (5, -1)");
        Fingerprint narrow = of("public.widths");
        PostgresServer.execute(DATABASE, "alter table widths alter v type int");
        assertThat(of("public.widths")).isEqualTo(narrow);

        PostgresServer.execute(DATABASE, "alter table widths alter v type whole, alter id type bigint");

        assertThat(of("public.widths")).isEqualTo(narrow);
    }

    @Test
    void comparesWithASnapshotThatWasTakenTheEarlierWay() throws Exception {
        String database = PostgresServer.create();
        PostgresServer.execute(
                database,
                "create table old (id bigint primary key, at date, n numeric, r int8range)",
                "insert into old values (1, '2020-01-01', 1.0, '[1,2)'), (2, null, null, null)");
        // written by the version before: no way is named, and this is its sum of these rows
        String json =
                "{\"schema\":{\"lines\":[]},\"tables\":[{\"table\":\"public.old\",\"columns\":[\"at\",\"id\",\"n\",\"r\"],"
                        + "\"rows\":2,\"sum\":\"-8373346789276770701\"}]}";
        Snapshot armed = Snapshot.parse(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try (Connection connection = PostgresServer.connect(database)) {
            assertThat(armed.contentDifference(connection)).isEmpty();
            PostgresServer.execute(database, "update old set n = 1.00 where id = 1");
            assertThat(armed.contentDifference(connection))
                    .containsExactly("table public.old has other content: 2 rows before, 2 now, values differ");

            Snapshot later = Snapshot.parse(json.replace("\"rows\":2", "\"way\":7,\"rows\":2")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThatThrownBy(() -> later.contentDifference(connection))
                    .isInstanceOf(dev.sternway.base.ProblemException.class)
                    .hasMessageContaining("newer Sternway");
        }
    }

    @Test
    void ofChunksReadAtOnceIsThatOfTheWholeTable() throws Exception {
        String database = PostgresServer.create();
        PostgresServer.execute(
                database,
                "create table \"Big one\" (id int, \"Odd \"\"name\" text)",
                "insert into \"Big one\" select i, repeat('x', i % 90) from generate_series(1, 20000) i",
                "create table empty (id int)",
                "create table parts (id int) partition by hash (id)",
                "create table parts_0 partition of parts for values with (modulus 2, remainder 0)",
                "create table parts_1 partition of parts for values with (modulus 2, remainder 1)",
                "insert into parts select generate_series(1, 5000)",
                "create table child (more text) inherits (empty)",
                "insert into child values (1, 'of the child only')");
        AtomicInteger opened = new AtomicInteger();
        Supplier<Connection> door = () -> {
            opened.incrementAndGet();
            return PostgresServer.connect(database);
        };
        List<String> told = new java.util.ArrayList<>();

        List<Fingerprint> chunked = Fingerprints.over(
                        door, 3, 10, (done, total, unit) -> told.add(done + " of " + total + " " + unit))
                .of(columns(database));

        assertThat(chunked).isEqualTo(all(database));
        assertThat(opened).hasValue(3);
        assertThat(told).hasSizeGreaterThan(10);
        assertThat(told.get(told.size() - 1)).matches("(\\d+) of \\1 bytes");
    }

    @Test
    void leavesTheSessionAndTheTransactionAsTheyWere() throws Exception {
        PostgresServer.execute(DATABASE, "create table own (id int)");
        try (Connection connection = PostgresServer.connect(DATABASE)) {
            connection.setAutoCommit(false);
            PostgresServer.execute(DATABASE, "insert into own values (1)");
            Sql.column(connection, "insert into own values (2) returning id");

            Fingerprint seen = Fingerprint.of(connection, "public.own", List.of("id"));
            connection.commit();

            assertThat(seen.rows()).isEqualTo(2);
            assertThat(of("public.own")).isEqualTo(seen);
            assertThat(Sql.column(connection, "show search_path").get(0)).contains("public");
        }
    }

    @Test
    void aReaderThatFailsStopsTheOthersAndSaysWhy() {
        assertThatThrownBy(
                        () -> Fingerprints.over(() -> PostgresServer.connect(DATABASE), 2, Fingerprints.Progress.NONE)
                                .of(Map.of("pg_catalog.pg_class", List.of("no_such_column"))))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no_such_column");
    }

    private static Fingerprint of(String table) throws SQLException {
        try (Connection connection = PostgresServer.connect(DATABASE)) {
            return Fingerprint.of(connection, table, Fingerprint.columns(connection, table));
        }
    }

    private static List<Fingerprint> all(String database) throws SQLException {
        try (Connection connection = PostgresServer.connect(database)) {
            return Fingerprints.on(connection).of(columns(database));
        }
    }

    private static Map<String, List<String>> columns(String database) throws SQLException {
        Map<String, List<String>> columns = new java.util.TreeMap<>();
        try (Connection connection = PostgresServer.connect(database)) {
            for (String table : Fingerprint.tables(connection)) {
                columns.put(table, Fingerprint.columns(connection, table));
            }
        }
        return columns;
    }

    private static String literal(String value) {
        return value == null ? "null" : value.equals("''") ? "''" : "'" + value + "'";
    }

    private static void copy(String source, String copy) throws Exception {
        String client = " -h localhost -p " + PostgresServer.port() + " -U postgres ";
        ProcessBuilder builder = new ProcessBuilder(
                "sh", "-c", "pg_dump" + client + source + " | psql -q -v ON_ERROR_STOP=1" + client + copy);
        builder.environment().put("PGPASSWORD", PostgresServer.PASSWORD_VALUE.reveal());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .directory(new File("/"))
                .inheritIO();
        assertThat(builder.start().waitFor()).isZero();
    }
}
