package dev.sternway.database.decode;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.salvage.LineFile;
import dev.sternway.database.salvage.Manifest;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * The changes as a table of the salvage schema in the restored database, each with the row as it was before, so that a
 * replay can be interrupted and go on. Made once, in one transaction.
 */
final class ChangeTable {
    private static final ObjectMapper JSON = Json.exact();

    private final Connection connection;
    private final String name;

    ChangeTable(Connection connection, Manifest.Part part) {
        this.connection = connection;
        this.name = "sternway_salvage.changes_" + part.sha256().substring(0, 12);
    }

    String name() {
        return name;
    }

    boolean exists() throws SQLException {
        return !Sql.column(connection, "select 1 where to_regclass(?) is not null", name)
                .isEmpty();
    }

    void require(Path folder) throws SQLException {
        if (!exists()) {
            throw ProblemException.of(
                    "SW-0570",
                    "This database does not know what the changes saw, so they might overwrite newer rows",
                    folder.toString(),
                    "If nobody wrote to it since it was put back to the state at arming: sternway salvage replay --as-armed");
        }
    }

    void skipOthers(Set<String> restored) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update " + name + " set state = 'already', why = '' where state is null and tab <> all (?)")) {
            statement.setArray(1, connection.createArrayOf("text", restored.toArray()));
            statement.executeUpdate();
        }
    }

    /** @throws ProblemException SW-0430 when the file was changed since it was written */
    void load(Path file, Manifest.Part part, List<Long> except) throws Exception {
        LineFile.requireUnchanged(file, part.sha256());
        connection.setAutoCommit(false);
        execute(
                "create schema if not exists sternway_salvage",
                "create table " + name
                        + " (change bigint primary key, transaction bigint, kind text, tab text, key jsonb,"
                        + " row jsonb, newkey jsonb, types jsonb, before jsonb, delta jsonb, state text, why text)",
                "create or replace function sternway_salvage.fitted(shape anyelement, given jsonb, columns text[])"
                        + " returns jsonb language plpgsql as $$ begin return (select coalesce(jsonb_object_agg(k, v), '{}')"
                        + " from jsonb_each(to_jsonb(jsonb_populate_record(shape, given))) e (k, v)"
                        + " where given ? k and k = any (columns)); exception when others then return null; end $$",
                "drop aggregate if exists sternway_salvage.merged(jsonb)",
                "create aggregate sternway_salvage.merged(jsonb) (sfunc = jsonb_concat, stype = jsonb, initcond = '{}')");
        copy(file);
        execute("create index on " + name + " (tab, change)");
        for (Long transaction : except) {
            execute("update " + name + " set state = 'left out' where transaction = " + transaction);
        }
        for (String table : Sql.column(connection, "select distinct tab from " + name + " order by 1")) {
            ReplayedTable shape = ReplayedTable.of(connection, table);
            if (shape.there()) {
                prepare(shape);
            } else {
                execute("update " + name + " set state = 'no table' where state is null and tab = " + Sql.text(table));
            }
        }
        execute(
                "update " + name
                        + " set state = 'conflict', why = 'the table was emptied' where state is null and kind ="
                        + " 'TRUNCATE'",
                "update " + name
                        + " set state = 'conflict', why = 'its values do not fit the restored table, or it has no key' where state"
                        + " is null and (row is null or key is null)",
                "create index on " + name + " (change) where state is null",
                "analyze " + name);
        connection.commit();
    }

    /** The next that wait, in their order. */
    List<OpenChange> open(long after, int most) throws SQLException {
        return rows("where state is null and change > " + after + " order by change limit " + most);
    }

    List<OpenChange> rows(String which) throws SQLException {
        List<OpenChange> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select change, kind, tab, key, coalesce(newkey::text, ''), row,"
                                + " coalesce(before, '{}'), coalesce(delta, '{}') from " + name + " " + which)) {
            while (rows.next()) {
                found.add(OpenChange.of(rows));
            }
        }
        return found;
    }

    /** Whether a change that is left out touched the row before: then its values are not what this change saw. */
    boolean tainted(OpenChange row) throws SQLException {
        return !Sql.column(
                        connection,
                        "select 1 from " + name + " where state = 'left out' and tab = ? and change < ? and ("
                                + "key = ?::jsonb or newkey = ?::jsonb) limit 1",
                        row.table(),
                        row.change(),
                        row.key(),
                        row.key())
                .isEmpty();
    }

    void note(String state, List<Long> numbers) throws SQLException {
        if (!numbers.isEmpty()) {
            try (PreparedStatement statement =
                    connection.prepareStatement("update " + name + " set state = ?, why = '' where change = any (?)")) {
                statement.setString(1, state);
                statement.setArray(2, connection.createArrayOf("int8", numbers.toArray()));
                statement.executeUpdate();
            }
        }
    }

    /** The same table as another database has it; nothing when it has none. */
    void takeOver(Connection prepared, Path folder) throws Exception {
        String columns = Sql.column(
                        prepared,
                        "select coalesce(string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', '"
                                + " order by attnum), '') from pg_attribute where attrelid = to_regclass(?) and attnum > 0",
                        name)
                .get(0);
        if (columns.isEmpty()) {
            return;
        }
        Path file = Files.createTempFile(folder, "changes", ".copy");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                prepared.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy " + name + " to stdout (format binary)", out);
            }
            connection.setAutoCommit(false);
            execute(
                    "create schema if not exists sternway_salvage",
                    "create table " + name + " (" + columns + ", primary key (change))");
            try (InputStream in = Files.newInputStream(file)) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + name + " from stdin (format binary)", in);
            }
            execute(
                    "create index on " + name + " (tab, change)",
                    "create index on " + name + " (change) where state is null",
                    "analyze " + name);
            connection.commit();
        } finally {
            Files.delete(file);
        }
    }

    /** Rows and keys in the restored table's types; what each row was before, from the table and the changes before. */
    private void prepare(ReplayedTable table) throws SQLException {
        String at = "tab = " + Sql.text(table.name());
        UnaryOperator<String> keyOf = values -> "(select jsonb_object_agg(k, coalesce(" + values
                + " -> k, 'null')) from unnest(" + table.keyArray() + ") k)";
        fit(table, at);
        execute(
                "update " + name + " set newkey = case when kind = 'UPDATE' and key <> '{}' then "
                        + keyOf.apply("row") + " end, key = case when key <> '{}' then "
                        + keyOf.apply("key") + " else " + keyOf.apply("row") + " end where " + at
                        + " and kind <> 'TRUNCATE'",
                "update " + name + " set key = null where " + at + " and key @? '$.* ? (@ == null)'");
        execute("with images as (select change, key, row, true as own from " + name + " where " + at
                + " union all select change, newkey, row, false from " + name + " where " + at
                + " and newkey is not null),"
                + " seen as (select i.change, i.own, coalesce((select to_jsonb(t) from " + table.quoted()
                + " t, jsonb_populate_record(null::" + table.quoted() + ", i.key) k where " + table.sameKey()
                + "), '{}') || coalesce(sternway_salvage.merged(i.row) over (partition by i.key order by i.change rows"
                + " between unbounded preceding and 1 preceding), '{}') as before from images i where i.key is not null)"
                + " update " + name + " c set before = (select coalesce(jsonb_object_agg(k, v), '{}') from"
                + " jsonb_each(s.before) e (k, v) where k = any (" + table.columnArray()
                + ")), delta = case when c.kind ="
                + " 'UPDATE' then (select coalesce(jsonb_object_agg(k, v), '{}') from jsonb_each(c.row) e (k, v) where v is"
                + " distinct from s.before -> k) end from seen s where s.own and s.change = c.change");
        // what rewrote the column is not in the log, so nobody knows what it was before the update
        execute("update " + name
                + " c set state = 'conflict', why = 'a column had another type when this was written' where "
                + at
                + " and state is null and kind = 'UPDATE' and exists (select 1 from pg_attribute a where a.attrelid ="
                + " to_regclass(" + Sql.text(table.quoted())
                + ") and a.attnum > 0 and not a.attisdropped and c.delta ? a.attname"
                + " and c.types ->> a.attname::text <> format_type(a.atttypid, null))");
    }

    /** In one go where every value fits; a value that does not is found with a subtransaction for each row. */
    private void fit(ReplayedTable table, String at) throws SQLException {
        String shape = "(null::" + table.quoted() + ", ";
        UnaryOperator<String> all = value -> "(select coalesce(jsonb_object_agg(k, v), '{}') from"
                + " jsonb_each(to_jsonb(jsonb_populate_record" + shape + value + "))) e (k, v) where " + value
                + " ? k and k = any (" + table.columnArray() + "))";
        UnaryOperator<String> each =
                value -> "sternway_salvage.fitted" + shape + value + ", " + table.columnArray() + ")";
        Savepoint before = connection.setSavepoint();
        try {
            execute(fitting(all) + at);
        } catch (SQLException unfit) {
            connection.rollback(before);
            execute(fitting(each) + at);
        }
        connection.releaseSavepoint(before);
    }

    private String fitting(UnaryOperator<String> how) {
        return "update " + name + " set row = " + how.apply("row") + ", key = " + how.apply("key") + " where ";
    }

    private void copy(Path file) throws Exception {
        String into = "copy " + name + " (change, transaction, kind, tab, key, row, types) from stdin (format csv)";
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
                Writer out = new OutputStreamWriter(
                        new PGCopyOutputStream(connection.unwrap(PGConnection.class), into), StandardCharsets.UTF_8)) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                ChangeLine line = JSON.readValue(text, ChangeLine.class);
                out.write(line.change() + "," + line.transaction() + ","
                        + line.kind().name());
                for (String value : List.of(
                        line.table(),
                        line.key().toString(),
                        line.row().toString(),
                        JSON.writeValueAsString(line.types()))) {
                    out.write(",\"" + value.replace("\"", "\"\"") + "\"");
                }
                out.write("\n");
            }
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
