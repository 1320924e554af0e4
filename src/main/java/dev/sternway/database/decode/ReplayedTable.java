package dev.sternway.database.decode;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.tables.QuietTriggers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of the restored database, as a replay sees it.
 *
 * @param columns those that can be written
 * @param always identity columns that take no value of their own
 * @param quiet so that nobody's triggers fire
 */
record ReplayedTable(String name, List<String> key, List<String> columns, List<String> always, QuietTriggers quiet) {
    static ReplayedTable of(Connection connection, String table) throws SQLException {
        String quoted = Fingerprint.quoted(table);
        return new ReplayedTable(
                table,
                Sql.column(
                        connection,
                        "select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid"
                                + " and a.attnum = any(i.indkey) where i.indrelid = to_regclass(?) and i.indisprimary"
                                + " order by array_position(i.indkey::int2[], a.attnum)",
                        quoted),
                Sql.column(
                        connection,
                        "select attname from pg_attribute where attrelid = to_regclass(?) and attnum > 0 and not attisdropped"
                                + " and attgenerated = '' order by attnum",
                        quoted),
                Sql.column(
                        connection,
                        "select attname from pg_attribute where attrelid = to_regclass(?) and attidentity = 'a'",
                        quoted),
                QuietTriggers.of(connection, table));
    }

    boolean there() {
        return !columns.isEmpty();
    }

    String quoted() {
        return Fingerprint.quoted(name);
    }

    String keyArray() {
        return array(key);
    }

    String columnArray() {
        return array(columns);
    }

    /** Condition between the table t and a record k. */
    String sameKey() {
        return key.isEmpty()
                ? "false"
                : key.stream()
                        .map(column -> "t." + Sql.name(column) + " = k." + Sql.name(column))
                        .collect(Collectors.joining(" and "));
    }

    private static String array(List<String> names) {
        return "array[" + names.stream().map(Sql::text).collect(Collectors.joining(", ")) + "]::text[]";
    }
}
