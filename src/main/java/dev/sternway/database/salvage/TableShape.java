package dev.sternway.database.salvage;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Key and writable columns of a table. */
record TableShape(String table, List<String> key, List<String> columns, Map<String, String> types) {
    private static final String TYPED = "select attname || ' ' || format_type(atttypid, atttypmod) from pg_attribute"
            + " where attrelid = to_regclass(?) and attnum > 0 and not attisdropped";

    /** @throws ProblemException SW-0431 when the table has no primary key */
    static TableShape of(Connection connection, String table) throws SQLException {
        String quoted = Fingerprint.quoted(table);
        List<String> key = Sql.column(
                connection,
                "select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid"
                        + " and a.attnum = any(i.indkey) where i.indrelid = to_regclass(?) and i.indisprimary"
                        + " order by array_position(i.indkey::int2[], a.attnum)",
                quoted);
        if (key.isEmpty()) {
            throw ProblemException.of(
                    "SW-0431",
                    "The table " + table + " has no primary key, so its rows cannot be told apart",
                    table,
                    "Give it a key before the release, or leave it out of the salvage knowingly");
        }
        List<String> columns = Sql.column(
                connection,
                "select attname from pg_attribute where attrelid = to_regclass(?) and attnum > 0 and not attisdropped"
                        + " and attgenerated = '' order by attnum",
                quoted);
        Map<String, String> types = new HashMap<>();
        List<String> typed = Sql.column(connection, TYPED, quoted);
        columns.forEach(column -> typed.stream()
                .filter(it -> it.startsWith(column + " "))
                .forEach(it -> types.put(column, it.substring(column.length() + 1))));
        return new TableShape(table, key, columns, types);
    }

    /**
     * The columns that the same table of another database has too.
     *
     * @throws ProblemException SW-0431 when rows cannot be compared without a select
     */
    List<String> commonWith(Connection other) throws SQLException {
        List<String> there = typed(other);
        List<String> names = Fingerprint.columns(other, table);
        List<String> common = columns.stream().filter(names::contains).toList();
        List<String> moved = common.stream()
                .filter(column -> !there.contains(column + " " + types.get(column)))
                .toList();
        if (!common.containsAll(key) || !moved.isEmpty()) {
            throw ProblemException.of(
                    "SW-0431",
                    "The table " + table + " has another shape since the migration"
                            + (moved.isEmpty() ? "" : ": " + moved),
                    table,
                    "Give salvage a select that reads it in the old shape");
        }
        return common;
    }

    private List<String> typed(Connection connection) throws SQLException {
        return Sql.column(connection, TYPED, quoted());
    }

    String quoted() {
        return Fingerprint.quoted(table);
    }

    static String list(List<String> columns) {
        return columns.stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    /** The key as one text that sorts the same in Java (bytes) and in the database (collation C). */
    String keyText() {
        return "array_to_json(array["
                + key.stream().map(column -> Sql.name(column) + "::text").collect(Collectors.joining(", "))
                + "])::text";
    }

    /** Condition that picks the row whose key is in a JSON parameter. */
    String byKey(String alias) {
        return key.stream()
                .map(column -> alias + "." + Sql.name(column) + " = k." + Sql.name(column))
                .collect(Collectors.joining(" and "));
    }
}
