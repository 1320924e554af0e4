package dev.sternway.database.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.catalog.Readers;
import dev.sternway.testing.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableDifferenceTest {
    private final String left = PostgresServer.create();
    private final String right = PostgresServer.create();
    private final List<String> found = new ArrayList<>();

    @Test
    void namesTheKeysThatAreMissingNewOrChanged() throws Exception {
        both("create table t (id int primary key, name text)");
        both("insert into t select i, 'n' || i from generate_series(-500, 5000) i");
        PostgresServer.execute(
                right,
                "delete from t where id in (-500, -1, 5000)",
                "insert into t values (-501, 'new'), (9000, 'new')",
                "update t set name = null where id = 0",
                "update t set name = name || '!' where id = 4999");

        TableDifference difference = difference("t");

        assertThat(difference).isEqualTo(new TableDifference(3, 2, 2, 5501 + 5500));
        assertThat(found)
                .containsExactly(
                        "RIGHT [-501]",
                        "LEFT [-500]",
                        "LEFT [-1]",
                        "CHANGED [0]",
                        "CHANGED [4999]",
                        "LEFT [5000]",
                        "RIGHT [9000]");
    }

    @Test
    void agreesWithTheServerOnTheOrderOfEveryKindOfKey() throws Exception {
        both(
                "create table keys (a text, b uuid, c numeric, d timestamptz, e smallint, v int, primary key (a, b, c, d, e))");
        both(
                "insert into keys select v, u, c, timestamptz '2020-01-01' + c * interval '1 hour', e, 1 from unnest(array['a',"
                        + " 'B', '', 'ä', 'z', 'aa', 'Ab', E'\\U0001F600', E'\\uFFFD']) v, unnest(array['ffffffff-0000-0000-0000-000000000000',"
                        + " '00000000-0000-0000-ffff-000000000001']::uuid[]) u, unnest(array[-1, 1.50, 10]) c, generate_series(-2, 2) e");
        PostgresServer.execute(
                right,
                "alter database " + right + " set timezone = 'Asia/Tokyo'",
                "update keys set v = 2 where a = 'Ab' and e = -2 and c = 1.5",
                "update keys set c = 1.500 where c = 1.5");

        TableDifference difference = difference("keys");

        assertThat(difference.onlyLeft() + difference.onlyRight()).isZero();
        assertThat(difference.changed()).isEqualTo(9 * 2 * 5);
        assertThat(found)
                .anyMatch(it -> it.startsWith(
                        "CHANGED [Ab, 00000000-0000-0000-ffff-000000000001, 1.5, 2020-01-01 01:30:00+00, -2]"));
    }

    @Test
    void comparesAKeyThatBecameAnotherType() throws Exception {
        both("create table ids (id int primary key, v int)");
        both("insert into ids select i, i from generate_series(1, 200) i");
        PostgresServer.execute(right, "alter table ids alter id type text", "update ids set v = 0 where id = '9'");
        try (Readers here = Readers.open(() -> PostgresServer.connect(left), 1);
                Readers there = Readers.open(() -> PostgresServer.connect(right), 1)) {
            TableDifference.of(here, there, "public.ids", List.of("v"), this::note, Progress.NONE);
        }
        assertThat(found).containsExactly("CHANGED [9]");
    }

    /** No number is a UUID: by key every row would differ. */
    @Test
    void comparesWholeRowsWhereAKeyBecameAnotherKind() throws Exception {
        both("create table people (id int primary key, name text)");
        both("insert into people select i, 'p' || i from generate_series(1, 200) i");
        PostgresServer.execute(
                right,
                "alter table people drop id, add id uuid primary key default gen_random_uuid()",
                "insert into people (name) values ('late-comer')");
        try (Readers here = Readers.open(() -> PostgresServer.connect(left), 1);
                Readers there = Readers.open(() -> PostgresServer.connect(right), 1)) {
            assertThat(TableDifference.of(here, there, "public.people", List.of("name"), this::note, Progress.NONE))
                    .isEqualTo(new TableDifference(0, 1, 0, 401));
        }
    }

    @Test
    void countsRowsOfATableWithoutAKeyAsOftenAsTheyAreThere() throws Exception {
        both("create table bag (v text)");
        both("insert into bag values ('a'), ('a'), ('a'), ('b'), (null)");
        PostgresServer.execute(right, "delete from bag where ctid = '(0,1)'", "insert into bag values ('c')");

        assertThat(difference("bag")).isEqualTo(new TableDifference(1, 1, 0, 10));
    }

    @Test
    void readsRowsThatSpanSeveralMessagesAndEmptyTables() throws Exception {
        both("create table wide (id text primary key, v text)");
        PostgresServer.execute(left, "insert into wide values (repeat('k', 2000), repeat('v', 3000000))");

        assertThat(difference("wide")).isEqualTo(new TableDifference(1, 0, 0, 1));
        assertThat(found).containsExactly("LEFT [" + "k".repeat(2000) + "]");
    }

    @Test
    void refusesToCompareRowsThatAPolicyHides() throws Exception {
        both("create table secret (id int primary key)");
        String role = "hidden_" + left;
        both("alter table secret enable row level security");
        PostgresServer.execute(
                left, "create role " + role + " login password 'postgres'", "grant select on secret to " + role);

        try (Readers here = Readers.open(() -> PostgresServer.connect(left, role), 1);
                Readers there = Readers.open(() -> PostgresServer.connect(right), 1)) {
            assertThatThrownBy(() ->
                            TableDifference.of(here, there, "public.secret", List.of("id"), this::note, Progress.NONE))
                    .hasMessageContaining("row-level security");
        }
    }

    private TableDifference difference(String table) throws Exception {
        try (Readers here = Readers.open(() -> PostgresServer.connect(left), 1);
                Readers there = Readers.open(() -> PostgresServer.connect(right), 1)) {
            List<String> columns = Fingerprint.columns(here.first(), "public." + table);
            return TableDifference.of(here, there, "public." + table, columns, this::note, Progress.NONE);
        }
    }

    private void note(TableDifference.Side side, List<String> key) {
        found.add(side + " " + key);
    }

    private void both(String sql) {
        PostgresServer.execute(left, sql);
        PostgresServer.execute(right, sql);
    }
}
