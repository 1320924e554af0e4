package dev.sternway.database.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a row becomes one number: the server's own hash of the record, hashed again, because the first one is linear and
 * would not see two rows that swap a value. Only values whose hash is equal when their text is are hashed as they are;
 * all others are hashed as text, in a session where every value has one text only: numbers whose scale the column does
 * not fix, json, xml, geometry, bits, intervals, money, arrays, enums, and names of objects. 0.0 and -0.0 count as equal.
 */
final class RowHash {
    private static final String EXACT = "select a.attname from pg_attribute a join pg_type t on t.oid = a.atttypid"
            + " join pg_type b on b.oid = case when t.typtype = 'd' then t.typbasetype else t.oid end"
            + " left join pg_collation l on l.oid = a.attcollation"
            + " where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped"
            + " and coalesce(l.collisdeterministic, true)"
            + " and (b.oid in ('bool'::regtype, '\"char\"'::regtype, 'name'::regtype, 'int2'::regtype, 'int4'::regtype,"
            + " 'int8'::regtype, 'float4'::regtype, 'float8'::regtype, 'text'::regtype, 'varchar'::regtype,"
            + " 'bpchar'::regtype, 'bytea'::regtype, 'date'::regtype, 'time'::regtype, 'timetz'::regtype,"
            + " 'timestamp'::regtype, 'timestamptz'::regtype, 'uuid'::regtype, 'oid'::regtype, 'inet'::regtype,"
            + " 'cidr'::regtype, 'macaddr'::regtype, 'int4range'::regtype, 'int8range'::regtype, 'daterange'::regtype,"
            + " 'tsrange'::regtype, 'tstzrange'::regtype)"
            + " or b.oid = 'numeric'::regtype and case when t.typtype = 'd' then t.typtypmod else a.atttypmod end >= 0)";
    private static final List<String> SETTINGS = List.of(
            "timezone = 'UTC'",
            "datestyle = 'ISO, YMD'",
            "intervalstyle = 'postgres'",
            "extra_float_digits = 1",
            "lc_monetary = 'C'",
            "bytea_output = 'hex'",
            "row_security = off",
            "search_path = pg_catalog");

    private RowHash() {}

    /** What is done while the session is settled. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** A 64-bit number for every row of {@code table}, as SQL. */
    static String expression(Connection connection, String table, List<String> columns) throws SQLException {
        List<String> exact = Sql.column(connection, EXACT, Fingerprint.quoted(table));
        return columns.stream()
                .map(column -> exact.contains(column) ? Sql.name(column) : Sql.name(column) + "::text collate \"C\"")
                .collect(Collectors.joining(", ", "hashtextextended(hash_record_extended(ROW(", "), 0)::text, 0)"));
    }

    /** Gives every value one text only, until the transaction ends. */
    static void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute("set local " + setting);
            }
        }
    }

    /** Reads in a settled session, and leaves the session as it was. */
    static <T> T settled(Connection connection, Work<T> reading) throws SQLException {
        boolean own = connection.getAutoCommit();
        if (own) {
            connection.setAutoCommit(false);
        }
        Savepoint before = connection.setSavepoint();
        try {
            settle(connection);
            return reading.on(connection);
        } finally {
            connection.rollback(before);
            if (own) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
