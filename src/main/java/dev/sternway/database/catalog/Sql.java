package dev.sternway.database.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small queries and safe names. */
public final class Sql {
    private Sql() {}

    /** A quoted identifier. */
    public static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** A quoted text. */
    public static String text(String value) {
        return "E'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** First column of every row. */
    public static List<String> column(Connection connection, String query, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        }
    }

    /** The first two columns of every row. */
    public static Map<String, List<String>> pairs(Connection connection, String query, Object... parameters)
            throws SQLException {
        Map<String, List<String>> pairs = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    pairs.computeIfAbsent(rows.getString(1), any -> new ArrayList<>())
                            .add(rows.getString(2));
                }
            }
        }
        return pairs;
    }

    public static long number(Connection connection, String query, Object... parameters) throws SQLException {
        return Long.parseLong(column(connection, query, parameters).get(0));
    }
}
