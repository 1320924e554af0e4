package dev.sternway.database.mariadb.compare;

import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a table that is read at once.
 *
 * @param condition with {@code WHERE}; empty for the whole table
 * @param rows as the server estimates them
 */
record KeyRange(TableShape table, String condition, long rows) {
    private static final long USUAL_BYTES = 32L << 20;
    private static final int MOST = 64;

    /** @param bytes how large a part may be */
    static List<KeyRange> of(Connection connection, TableShape table, long bytes) throws SQLException {
        long size = 0;
        long rows = 0;
        try (var estimate = connection.prepareStatement("SELECT data_length, table_rows FROM information_schema.tables"
                + " WHERE table_schema = DATABASE() AND table_name = ?")) {
            estimate.setString(1, table.name());
            ResultSet row = estimate.executeQuery();
            if (row.next()) {
                size = row.getLong(1);
                rows = row.getLong(2);
            }
        }
        int parts = (int) Math.min(MOST, size / bytes + 1);
        List<Column> key = table.keys().containsKey("PRIMARY") ? table.rowKey().orElse(List.of()) : List.of();
        if (parts == 1 || key.isEmpty() || !key.get(0).baseType().endsWith("int")) {
            return List.of(new KeyRange(table, "", rows));
        }
        return split(connection, table, Quote.name(key.get(0).name()), parts, rows);
    }

    static long usualBytes() {
        return USUAL_BYTES;
    }

    private static List<KeyRange> split(Connection connection, TableShape table, String key, int parts, long rows)
            throws SQLException {
        BigInteger low;
        BigInteger high;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT MIN(" + key + "), MAX(" + key + ") FROM " + Quote.name(table.name()))) {
            row.next();
            BigDecimal lowest = row.getBigDecimal(1);
            if (lowest == null) {
                return List.of(new KeyRange(table, "", 0));
            }
            low = lowest.toBigInteger();
            high = row.getBigDecimal(2).toBigInteger();
        }
        BigInteger width = high.subtract(low).divide(BigInteger.valueOf(parts)).add(BigInteger.ONE);
        List<KeyRange> ranges = new ArrayList<>();
        for (BigInteger from = low; from.compareTo(high) <= 0; from = from.add(width)) {
            ranges.add(new KeyRange(
                    table,
                    " WHERE " + key + " BETWEEN " + from + " AND "
                            + from.add(width).subtract(BigInteger.ONE).min(high),
                    rows / parts));
        }
        return ranges;
    }
}
