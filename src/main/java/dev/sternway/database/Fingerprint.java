package dev.sternway.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a table holds, in one line: number of rows and the sum of twice-hashed rows, over named columns.
 *
 * @param table schema and name
 * @param columns in alphabetical order, so that a restored column at the end changes nothing
 */
public record Fingerprint(String table, List<String> columns, long rows, String sum) {
    /** Types without a hash of their own are hashed as text. */
    private static final Set<String> AS_TEXT =
            Set.of("json", "xml", "point", "bit", "varbit", "box", "path", "polygon");

    /** All ordinary tables outside the system's and the salvage schema. */
    public static List<String> tables(Connection connection) throws SQLException {
        return Sql.column(
                connection,
                "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where c.relkind in ('r', 'p') and not c.relispartition"
                        + " and n.nspname not in ('information_schema', 'sternway_salvage')"
                        + " and n.nspname not like 'pg\\_%' order by 1");
    }

    public static List<String> columns(Connection connection, String table) throws SQLException {
        return Sql.column(
                connection,
                "select attname from pg_attribute where attrelid = to_regclass(?) and attnum > 0 and not attisdropped"
                        + " order by attname",
                quoted(table));
    }

    public static Fingerprint of(Connection connection, String table, List<String> columns) throws SQLException {
        String row = columns.stream()
                .map(column -> expression(connection, table, column))
                .collect(Collectors.joining(", "));
        String query = "select count(*) || ' ' || coalesce(sum(hashtextextended(hash_record_extended(ROW(" + row
                + "), 0)::text, 0)::numeric), 0) from " + quoted(table);
        String[] found = Sql.column(connection, query).get(0).split(" ", 2);
        return new Fingerprint(table, List.copyOf(columns), Long.parseLong(found[0]), found[1]);
    }

    /** The quoted form of schema.table. */
    public static String quoted(String table) {
        int dot = table.indexOf('.');
        return dot < 0 ? Sql.name(table) : Sql.name(table.substring(0, dot)) + "." + Sql.name(table.substring(dot + 1));
    }

    private static String expression(Connection connection, String table, String column) {
        try {
            List<String> type = Sql.column(
                    connection,
                    "select typname from pg_attribute a join pg_type t on t.oid = a.atttypid"
                            + " where attrelid = to_regclass(?) and attname = ?",
                    quoted(table),
                    column);
            boolean asText = !type.isEmpty() && AS_TEXT.contains(type.get(0));
            return Sql.name(column) + (asText ? "::text" : "");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
