package dev.sternway.database.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads whole rows by their keys, many at once. */
public final class RowFetch {
    private final Connection connection;
    private final RowKey key;
    private final String query;

    private RowFetch(Connection connection, RowKey key, String query) {
        this.connection = connection;
        this.key = key;
        this.query = query;
    }

    /** On a connection that nothing else uses meanwhile; it sees what the other of {@code side} sees. */
    public static RowFetch of(Connection connection, String table, List<String> columns) throws SQLException {
        RowKey key = RowKey.of(connection, table);
        try (Statement statement = connection.createStatement()) {
            // so that money is written as this database reads it
            statement.execute("set local lc_monetary to default");
        }
        String named = columns.stream().map(Sql::name).collect(Collectors.joining(", "));
        return new RowFetch(
                connection,
                key,
                "select " + key.texts() + ", to_jsonb(r)::text from (select " + named + " from "
                        + dev.sternway.database.catalog.Fingerprint.quoted(table) + ") r" + key.joined());
    }

    /** @return rows by key; keys that are not there are left out */
    public Map<List<String>, JsonNode> rows(List<List<String>> keys) throws SQLException {
        Map<List<String>, JsonNode> rows = new HashMap<>();
        if (keys.isEmpty()) {
            return rows;
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
                    Object[] values = (Object[]) found.getArray(1).getArray();
                    rows.put(
                            java.util.Arrays.stream(values).map(String::valueOf).toList(),
                            Json.exact().readTree(found.getString(2)));
                }
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new SQLException(e);
        }
        return rows;
    }
}
