package dev.sternway.database.compare;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads whole rows by their keys, many at once, as JSON that the server writes; what it writes is passed on unread. */
public final class RowFetch {
    private static final String NUMBERS = "select a.attname from pg_attribute a join pg_type t on t.oid = a.atttypid"
            + " where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped and t.typcategory = 'N'";
    private static final int LONGEST = 19;
    private static final int GIVEN = 3;

    private final Connection connection;
    private final RowKey key;
    private final List<String> numbers;
    private final String query;
    private final Map<String, Long> highest = new TreeMap<>();

    private RowFetch(Connection connection, RowKey key, List<String> numbers, String query) {
        this.connection = connection;
        this.key = key;
        this.numbers = numbers;
        this.query = query;
    }

    /**
     * A row.
     *
     * @param key the columns of its key as a JSON object
     * @param values its columns as a JSON object; empty when there is no such row
     */
    public record Row(String key, String values) {
        private static final Row NONE = new Row("", "");

        public boolean there() {
            return !values.isEmpty();
        }
    }

    /**
     * On a connection that nothing else uses meanwhile; it sees what the other of its side sees.
     *
     * @param keyColumns names of the key's columns
     */
    public static RowFetch of(Connection connection, String table, List<String> keyColumns, List<String> columns)
            throws SQLException {
        RowKey key = RowKey.of(connection, table);
        try (Statement statement = connection.createStatement()) {
            // so that money is written as this database reads it; single rows are read by their keys
            statement.execute("set local lc_monetary to default; set local enable_hashjoin = off;"
                    + " set local enable_mergejoin = off; set local jit = off");
        }
        List<String> numbers = new ArrayList<>(Sql.column(connection, NUMBERS, Fingerprint.quoted(table)));
        numbers.retainAll(columns);
        String named = columns.stream().map(Sql::name).collect(Collectors.joining(", "));
        String ofKey = keyColumns.stream()
                .map(column -> Sql.text(column) + ", r." + Sql.name(column))
                .collect(Collectors.joining(", "));
        String digits = numbers.stream()
                .map(column -> ", r." + Sql.name(column) + "::text")
                .collect(Collectors.joining());
        return new RowFetch(
                connection,
                key,
                numbers,
                "select k.turn, jsonb_build_object(" + ofKey + ")::text, to_jsonb(r)::text" + digits + " from (select "
                        + named + " from " + Fingerprint.quoted(table) + ") r" + key.joined());
    }

    /** @return rows in the order of the keys */
    public List<Row> rows(List<List<String>> keys) throws SQLException {
        Row[] rows = new Row[keys.size()];
        Arrays.fill(rows, Row.NONE);
        if (keys.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < key.columns().size(); i++) {
                int column = i;
                statement.setArray(
                        i + 1,
                        connection.createArrayOf(
                                "text",
                                keys.stream().map(each -> each.get(column)).toArray()));
            }
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows[found.getInt(1) - 1] = new Row(found.getString(2), found.getString(GIVEN));
                    note(found);
                }
            }
        }
        return List.of(rows);
    }

    private void note(ResultSet row) throws SQLException {
        for (int i = 0; i < numbers.size(); i++) {
            String digits = row.getString(GIVEN + 1 + i);
            if (digits != null && whole(digits)) {
                highest.merge(numbers.get(i), Long.parseLong(digits), Math::max);
            }
        }
    }

    private static boolean whole(String digits) {
        int start = digits.startsWith("-") ? 1 : 0;
        for (int i = start; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return false;
            }
        }
        return digits.length() > start && digits.length() < LONGEST;
    }

    /** The highest whole number of every column, in all rows read so far. */
    public Map<String, Long> highest() {
        return highest;
    }
}
