package dev.sternway.database.mariadb.salvage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads whole rows by their keys, many at a time. */
final class RowFetch {
    /** Longer lists of keys make the server look for another way to answer. */
    private static final int MOST = 500;

    private static final long BYTES = 8L << 20;

    private final Connection connection;
    private final String from;
    private final List<Column> key;
    private final List<Column> columns;
    private final String lock;

    /** @param from a table's quoted name, or a query in brackets with a name */
    RowFetch(Connection connection, String from, List<Column> key, List<Column> columns, boolean toWrite) {
        this.connection = connection;
        this.from = from;
        this.key = key;
        this.columns = columns;
        this.lock = toWrite ? " FOR UPDATE" : "";
    }

    /** How many rows of a table are read at once, so that memory stays flat with large ones too. */
    static int batch(Connection connection, String table) throws SQLException {
        long bytes = Sql.number(
                connection,
                "SELECT COALESCE(MAX(avg_row_length), 0) FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND table_name = ?",
                table);
        return (int) Math.max(1, Math.min(MOST, BYTES / Math.max(1, bytes)));
    }

    Map<List<String>, ObjectNode> rows(List<List<String>> keys) throws SQLException {
        Map<List<String>, ObjectNode> found = new HashMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        String one = key.stream().map(it -> Quote.name(it.name()) + " = ?").collect(Collectors.joining(" AND "));
        String where = key.size() == 1
                ? Quote.name(key.get(0).name()) + " IN (" + "?, ".repeat(keys.size() - 1) + "?)"
                : keys.stream().map(it -> "(" + one + ")").collect(Collectors.joining(" OR "));
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT " + RowJson.select(columns) + " FROM " + from + " WHERE " + where + lock)) {
            int at = 1;
            for (List<String> values : keys) {
                for (int i = 0; i < key.size(); i++) {
                    RowJson.bindText(statement, at++, values.get(i), key.get(i));
                }
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ObjectNode row = RowJson.read(rows, columns);
                    found.put(
                            key.stream()
                                    .map(it -> RowJson.text(row.path(it.name())))
                                    .toList(),
                            row);
                }
            }
        }
        return found;
    }
}
