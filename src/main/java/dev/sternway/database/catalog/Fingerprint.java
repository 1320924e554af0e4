package dev.sternway.database.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a table holds, in one line: number of rows and the sum of twice-hashed rows, over named columns.
 *
 * @param table schema and name
 * @param columns in alphabetical order, so that a restored column at the end changes nothing
 */
public record Fingerprint(String table, List<String> columns, long rows, String sum) {
    /** Whether a column's type, or what it is an array or domain of, can be hashed; all others are hashed as text. */
    private static final String HASHABLE = "select a.attname from pg_attribute a join pg_type t on t.oid = a.atttypid"
            + " left join pg_type b on b.oid = t.typbasetype"
            + " join pg_type d on d.oid = coalesce(b.oid, t.oid)"
            + " join pg_type e on e.oid = case when d.typcategory = 'A' then d.typelem else d.oid end"
            + " where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped"
            + " and (e.typtype in ('e', 'r') or e.oid in (select c.opcintype from pg_opclass c"
            + " join pg_am m on m.oid = c.opcmethod where m.amname = 'hash')"
            + " or e.oid in (select k.castsource from pg_cast k join pg_opclass c on c.opcintype = k.casttarget"
            + " join pg_am m on m.oid = c.opcmethod where m.amname = 'hash' and k.castmethod = 'b'"
            + " and k.castcontext = 'i'))";

    /** All ordinary tables outside the system's and the salvage schema. */
    public static List<String> tables(Connection connection) throws SQLException {
        return Sql.column(
                connection,
                "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where c.relkind in ('r', 'p') and not c.relispartition"
                        + " and n.nspname !~ '^(information_schema$|sternway_salvage|pg_)' order by 1");
    }

    public static List<String> columns(Connection connection, String table) throws SQLException {
        return Sql.column(
                connection,
                "select attname from pg_attribute where attrelid = to_regclass(?) and attnum > 0 and not attisdropped"
                        + " order by attname",
                quoted(table));
    }

    public static Fingerprint of(Connection connection, String table, List<String> columns) throws SQLException {
        List<String> hashable = Sql.column(connection, HASHABLE, quoted(table));
        String row = columns.stream()
                .map(column -> Sql.name(column) + (hashable.contains(column) ? "" : "::text"))
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
}
