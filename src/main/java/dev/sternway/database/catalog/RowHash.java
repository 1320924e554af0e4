package dev.sternway.database.catalog;

import dev.sternway.base.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a row becomes one number: the server's own hashes of its values, each with a seed of its own, are combined and hashed
 * again, because the combination is linear and would not see two rows that swap a value. Only values whose hash is equal
 * when their text is are hashed as they are; all others are hashed as text, in a session where every value has one text
 * only: numbers whose scale the column does not fix, json, xml, geometry, bits, intervals, money, arrays, enums, and names
 * of objects. 0.0 and -0.0 count as equal.
 */
final class RowHash {
    /** Which way of hashing this is; sums of different ways cannot be compared. */
    static final int NOW = 1;

    private static final String EXACT = "select w.name, b.typname || ' ' || a.attname from"
            + " unnest(?::text[], ?::text[]) w (name, quoted) join pg_attribute a on a.attrelid = to_regclass(w.quoted)"
            + " join pg_type t"
            + " on t.oid = a.atttypid join pg_type b on b.oid = case when t.typtype = 'd' then t.typbasetype else t.oid end"
            + " left join pg_collation l on l.oid = a.attcollation"
            + " where a.attnum > 0 and not a.attisdropped"
            + " and coalesce(l.collisdeterministic, true) and b.typnamespace = 'pg_catalog'::regnamespace"
            + " and (b.typname <> 'numeric' or case when t.typtype = 'd' then t.typtypmod else a.atttypmod end >= 0)";
    /** The server folds eight bytes to four before it hashes them, so that -1 and 4294967295 were one: the seed has them all. */
    private static final String WHOLE = "hashint8extended(%1$s, %1$s # %2$d)";

    private static final String AS_TEXT = "hashtextextended(%1$s::text collate \"C\", %2$d)";
    /** SQL of the hash of a column {@code %1$s} with a seed {@code %2$d}, by type; other types are hashed as text. */
    private static final Map<String, String> HASHES = Map.ofEntries(
            Map.entry("bool", "hashint4extended(%1$s::int4, %2$d)"),
            Map.entry("char", "hashcharextended(%1$s, %2$d)"),
            Map.entry("name", "hashnameextended(%1$s, %2$d)"),
            Map.entry("int2", WHOLE),
            Map.entry("int4", WHOLE),
            Map.entry("int8", WHOLE),
            Map.entry("float4", "hashfloat4extended(%1$s, %2$d)"),
            Map.entry("float8", "hashfloat8extended(%1$s, %2$d)"),
            Map.entry("numeric", "hash_numeric_extended(%1$s, %2$d)"),
            Map.entry("text", "hashtextextended(%1$s, %2$d)"),
            Map.entry("varchar", "hashtextextended(%1$s, %2$d)"),
            Map.entry("bpchar", "hashbpcharextended(%1$s, %2$d)"),
            Map.entry("bytea", "hash_record_extended(ROW(%1$s), %2$d)"),
            Map.entry(
                    "date",
                    "case when isfinite(%1$s) then hashint4extended(%1$s - date '2000-01-01', %2$d) else " + AS_TEXT
                            + " end"),
            Map.entry("time", "time_hash_extended(%1$s, %2$d)"),
            Map.entry("timetz", "timetz_hash_extended(%1$s, %2$d)"),
            Map.entry("timestamp", "timestamp_hash_extended(%1$s, %2$d)"),
            Map.entry("timestamptz", "timestamp_hash_extended(timezone(interval '0', %1$s), %2$d)"),
            Map.entry("uuid", "uuid_hash_extended(%1$s, %2$d)"),
            Map.entry("oid", "hashoidextended(%1$s, %2$d)"),
            Map.entry("inet", "hashinetextended(%1$s, %2$d)"),
            Map.entry("cidr", "hashinetextended(%1$s, %2$d)"),
            Map.entry("macaddr", "hashmacaddrextended(%1$s, %2$d)"),
            Map.entry("int4range", "hash_range_extended(%1$s, %2$d)"),
            Map.entry("daterange", "hash_range_extended(%1$s, %2$d)"),
            Map.entry("tsrange", "hash_range_extended(%1$s, %2$d)"),
            Map.entry("tstzrange", "hash_range_extended(%1$s, %2$d)"));
    /** Stands for a NULL, another number in every column. */
    private static final long NULLS = 0x9E3779B97F4A7C15L;

    private static final List<String> SETTINGS = List.of(
            "timezone = 'UTC'",
            "datestyle = 'ISO, YMD'",
            "intervalstyle = 'postgres'",
            "extra_float_digits = 1",
            "lc_monetary = 'C'",
            "bytea_output = 'hex'",
            "row_security = off",
            "search_path = pg_catalog");

    /** Statements that give every value one text only, until the transaction ends. */
    static final String SETTLED = "set local " + String.join("; set local ", SETTINGS);

    private RowHash() {}

    /** What is done while the session is settled. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * A 64-bit number for every row of {@code table}, as SQL.
     *
     * @param way {@link #NOW}, or 0 as guards have it that were armed before
     * @throws ProblemException SW-0575 when it is a way of the future
     */
    static String expression(Connection connection, String table, List<String> columns, int way) throws SQLException {
        return expressions(connection, Map.of(table, columns), way).getOrDefault(table, "");
    }

    /** The same of many tables, with one query. */
    static Map<String, String> expressions(Connection connection, Map<String, List<String>> columns, int way)
            throws SQLException {
        String[] tables = columns.keySet().toArray(String[]::new);
        if (way < 0 || way > NOW) {
            throw ProblemException.of(
                    "SW-0575",
                    "The fingerprint of " + String.join(", ", tables) + " was taken by a newer Sternway",
                    String.join(", ", tables),
                    "Use that one, or arm again");
        }
        String[] quoted = Arrays.stream(tables).map(Fingerprint::quoted).toArray(String[]::new);
        Map<String, List<String>> exact = Sql.pairs(connection, EXACT, tables, quoted);
        Map<String, String> expressions = new HashMap<>();
        columns.forEach((table, named) -> {
            Map<String, String> types = new HashMap<>();
            for (String each : exact.getOrDefault(table, List.of())) {
                int space = each.indexOf(' ');
                types.put(each.substring(space + 1), each.substring(0, space));
            }
            expressions.put(table, way == 0 ? first(named, types) : now(named, types));
        });
        return expressions;
    }

    private static String now(List<String> columns, Map<String, String> types) {
        List<String> hashes = new ArrayList<>();
        for (String column : columns) {
            int seed = hashes.size() + 1;
            String hash = HASHES.getOrDefault(types.getOrDefault(column, ""), AS_TEXT);
            hashes.add(
                    "coalesce(" + String.format(Locale.ROOT, hash, Sql.name(column), seed) + ", " + NULLS * seed + ")");
        }
        return "hashint4extended(0, " + (hashes.isEmpty() ? "0" : String.join(" # ", hashes)) + ")";
    }

    private static String first(List<String> columns, Map<String, String> types) {
        return columns.stream()
                .map(column -> {
                    String type = types.getOrDefault(column, "");
                    boolean exact = HASHES.containsKey(type) || type.equals("int8range");
                    return exact ? Sql.name(column) : Sql.name(column) + "::text collate \"C\"";
                })
                .collect(Collectors.joining(", ", "hashtextextended(hash_record_extended(ROW(", "), 0)::text, 0)"));
    }

    /** Gives every value one text only, until the transaction ends. */
    static void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTLED);
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
