package dev.sternway.database.catalog;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * What a table holds, in one line: number of rows and the sum of their hashes over named columns. Order of rows does not
 * count, and sums of chunks add up. It tells change from no change; it is no protection against somebody who forges rows.
 *
 * @param table schema and name
 * @param columns in alphabetical order, so that a restored column at the end changes nothing
 * @param way how rows were hashed; those of guards that were armed before there were several have 0
 */
public record Fingerprint(String table, List<String> columns, long rows, String sum, int way) {
    private static final String TABLES = " from pg_class c join pg_namespace n on n.oid = c.relnamespace";
    private static final String OWN = " where c.relkind in ('r', 'p') and not c.relispartition"
            + " and n.nspname !~ '^(information_schema$|sternway_salvage|pg_)'";

    /** All ordinary tables outside the system's and the salvage schema; partitions count as part of their table. */
    public static List<String> tables(Connection connection) throws SQLException {
        return Sql.column(connection, "select n.nspname || '.' || c.relname" + TABLES + OWN + " order by 1");
    }

    public static List<String> columns(Connection connection, String table) throws SQLException {
        return Sql.column(
                connection,
                "select attname from pg_attribute where attrelid = to_regclass(?) and attnum > 0 and not attisdropped"
                        + " order by attname",
                quoted(table));
    }

    /** The columns of every table, as {@link #columns(Connection, String)} gives them. */
    public static Map<String, List<String>> columns(Connection connection) throws SQLException {
        Map<String, List<String>> columns = Sql.pairs(
                connection,
                "select n.nspname || '.' || c.relname, coalesce(a.attname, '')" + TABLES
                        + " left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
                        + OWN
                        + " order by 1, a.attname");
        columns.values().forEach(named -> named.removeIf(String::isEmpty));
        return columns;
    }

    /** Also of what the connection's own transaction has written. */
    public static Fingerprint of(Connection connection, String table, List<String> columns) throws SQLException {
        return of(connection, table, columns, RowHash.NOW);
    }

    static Fingerprint of(Connection connection, String table, List<String> columns, int way) throws SQLException {
        return RowHash.settled(connection, settled -> {
            String hash = RowHash.expression(settled, table, columns, way);
            boolean parts = !Sql.column(
                            settled,
                            "select 1 from pg_class where oid = to_regclass(?) and relkind = 'p'",
                            quoted(table))
                    .isEmpty();
            return none(table, columns, way).plus(settled, hash, (parts ? "" : "only ") + quoted(table));
        });
    }

    /** Of rows whose hashes {@link Readers#rowHash} gave. */
    public static Fingerprint read(String table, List<String> columns, long rows, BigInteger sum) {
        return new Fingerprint(table, List.copyOf(columns), rows, sum.toString(), RowHash.NOW);
    }

    /** Whether it was taken as fingerprints are now; only such ones can be compared. */
    public boolean current() {
        return way == RowHash.NOW;
    }

    static Fingerprint none(String table, List<String> columns, int way) {
        return new Fingerprint(table, List.copyOf(columns), 0, "0", way);
    }

    /** With the rows of {@code from} counted in; the session is settled. */
    Fingerprint plus(Connection connection, String hash, String from) throws SQLException {
        String[] found = Sql.column(connection, "select count(*) || ' ' || coalesce(sum(" + hash + "), 0) from " + from)
                .get(0)
                .split(" ", 2);
        return plus(new Fingerprint(table, columns, Long.parseLong(found[0]), found[1], way));
    }

    /** Of this chunk and another of the same table together. */
    public Fingerprint plus(Fingerprint other) {
        return new Fingerprint(
                table,
                columns,
                rows + other.rows(),
                new BigInteger(sum).add(new BigInteger(other.sum())).toString(),
                way);
    }

    /** The quoted form of schema.table. */
    public static String quoted(String table) {
        int dot = table.indexOf('.');
        return dot < 0 ? Sql.name(table) : Sql.name(table.substring(0, dot)) + "." + Sql.name(table.substring(dot + 1));
    }
}
