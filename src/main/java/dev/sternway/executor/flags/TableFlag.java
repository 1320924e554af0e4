package dev.sternway.executor.flags;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.catalog.Quote;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rows of a flag. Each change is one transaction. */
record TableFlag(Opened opened, boolean mariaDb, String table, Map<String, String> where, Map<String, String> disabled)
        implements Flag {
    private static final int SECONDS = 10;
    private static final int MOST = 1_000;
    private static final String DENIED = "42501";
    /** ER_TABLEACCESS_DENIED_ERROR and ER_COLUMNACCESS_DENIED_ERROR. */
    private static final Set<Integer> DENIED_ON_MARIADB = Set.of(1142, 1143);

    /** The database, connected anew. */
    @FunctionalInterface
    interface Opened {
        Connection connect() throws SQLException;
    }

    /** One statement's work. */
    @FunctionalInterface
    private interface Doing {
        void on(Connection connection) throws SQLException;
    }

    @Override
    public JsonNode state() throws SQLException {
        try (Connection connection = opened.connect()) {
            return rows(connection);
        }
    }

    @Override
    public boolean off(JsonNode rows) {
        for (JsonNode row : rows) {
            for (Map.Entry<String, String> value : disabled.entrySet()) {
                if (!same(row.path(value.getKey()).asText(), value.getValue())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** PostgreSQL says t and f of what people write as true and false. */
    private static boolean same(String is, String wanted) {
        return is.equals(wanted) || is.equals("f") && wanted.equals("false") || is.equals("t") && wanted.equals("true");
    }

    @Override
    public void switchOff(JsonNode now) throws SQLException {
        inOne(connection -> change(
                connection,
                "UPDATE " + name() + " SET " + assigned(disabled) + " WHERE " + met(where),
                new ArrayList<>(sorted(disabled).values()),
                new ArrayList<>(sorted(where).values())));
    }

    /** Rows that came since go, rows that went come back. */
    @Override
    public void restore(JsonNode before, JsonNode unlocked) throws SQLException {
        inOne(connection -> {
            JsonNode now = rows(connection);
            List<String> key = key(connection);
            Map<Map<String, String>, JsonNode> there = new HashMap<>();
            now.forEach(row -> there.put(values(row, key), row));
            for (JsonNode row : before) {
                Optional<JsonNode> is = Optional.ofNullable(there.remove(values(row, key)));
                Map<String, String> all = values(row, names(row));
                if (is.isEmpty()) {
                    change(
                            connection,
                            "INSERT INTO " + name() + " ("
                                    + all.keySet().stream().map(this::quoted).collect(Collectors.joining(", "))
                                    + ") VALUES ("
                                    + all.keySet().stream().map(it -> "?").collect(Collectors.joining(", ")) + ")",
                            new ArrayList<>(all.values()),
                            List.of());
                } else if (!is.get().equals(row)) {
                    Map<String, String> id = values(row, key);
                    change(
                            connection,
                            "UPDATE " + name() + " SET " + assigned(all) + emptied(row) + " WHERE " + met(id),
                            new ArrayList<>(all.values()),
                            new ArrayList<>(id.values()));
                }
            }
            for (Map<String, String> id : there.keySet()) {
                change(
                        connection,
                        "DELETE FROM " + name() + " WHERE " + met(id),
                        List.of(),
                        new ArrayList<>(id.values()));
            }
        });
    }

    private JsonNode rows(Connection connection) throws SQLException {
        String order = key(connection).stream().map(this::quoted).collect(Collectors.joining(", "));
        String query = "SELECT * FROM " + name() + " WHERE " + met(where) + " ORDER BY " + order;
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setQueryTimeout(SECONDS);
            bind(select, 1, new ArrayList<>(sorted(where).values()));
            try (ResultSet found = select.executeQuery()) {
                while (found.next() && rows.size() <= MOST) {
                    ObjectNode row = rows.addObject();
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        row.put(found.getMetaData().getColumnLabel(i), found.getString(i));
                    }
                }
            }
        }
        if (rows.isEmpty() || rows.size() > MOST) {
            throw ProblemException.of(
                    "SW-1149",
                    rows.isEmpty()
                            ? "No row of " + table + " is this flag: " + new TreeMap<>(where)
                            : "More than " + MOST + " rows of " + table + " are this flag",
                    table,
                    "Correct where in the plan");
        }
        return rows;
    }

    /** @throws ProblemException SW-1149 when it has none: rows could not be told apart */
    private List<String> key(Connection connection) throws SQLException {
        int dot = table.indexOf('.');
        String schema = dot < 0 ? null : table.substring(0, dot);
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet found = connection
                .getMetaData()
                .getPrimaryKeys(
                        mariaDb ? Optional.ofNullable(schema).orElse(connection.getCatalog()) : connection.getCatalog(),
                        mariaDb ? null : schema,
                        table.substring(dot + 1))) {
            while (found.next()) {
                columns.put(found.getInt("KEY_SEQ"), found.getString("COLUMN_NAME"));
            }
        }
        if (columns.isEmpty()) {
            throw ProblemException.of(
                    "SW-1149", "The table " + table + " is not there or has no primary key", table, "Correct its name");
        }
        return List.copyOf(columns.values());
    }

    private void inOne(Doing doing) throws SQLException {
        try (Connection connection = opened.connect()) {
            connection.setAutoCommit(false);
            doing.on(connection);
            connection.commit();
        } catch (SQLException failure) {
            if (denies(failure)) {
                throw denied(failure);
            }
            throw failure;
        }
    }

    private static boolean denies(SQLException failure) {
        return DENIED.equals(failure.getSQLState()) || DENIED_ON_MARIADB.contains(failure.getErrorCode());
    }

    private ProblemException denied(SQLException failure) {
        return new ProblemException(
                new Problem(
                        "SW-0351",
                        "The user of the target may not change " + table + ": " + failure.getMessage(),
                        table,
                        "Grant it UPDATE, INSERT and DELETE on the table, or name a user who has them"),
                failure);
    }

    private void change(Connection connection, String text, List<String> first, List<String> then) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setQueryTimeout(SECONDS);
            bind(statement, 1, first);
            bind(statement, 1 + first.size(), then);
            statement.executeUpdate();
        }
    }

    /** As text whose kind the column knows. */
    private void bind(PreparedStatement statement, int from, List<String> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            if (mariaDb) {
                statement.setString(from + i, values.get(i));
            } else {
                statement.setObject(from + i, values.get(i), Types.OTHER);
            }
        }
    }

    private static Map<String, String> values(JsonNode row, List<String> columns) {
        Map<String, String> values = new TreeMap<>();
        columns.forEach(column -> {
            if (!row.path(column).isNull()) {
                values.put(column, row.path(column).asText());
            }
        });
        return values;
    }

    private String emptied(JsonNode row) {
        return names(row).stream()
                .filter(column -> row.path(column).isNull())
                .map(column -> ", " + quoted(column) + " = NULL")
                .collect(Collectors.joining());
    }

    private static List<String> names(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Map<String, String> sorted(Map<String, String> values) {
        return new TreeMap<>(values);
    }

    private String assigned(Map<String, String> values) {
        return sorted(values).keySet().stream().map(it -> quoted(it) + " = ?").collect(Collectors.joining(", "));
    }

    private String met(Map<String, String> values) {
        return sorted(values).keySet().stream().map(it -> quoted(it) + " = ?").collect(Collectors.joining(" AND "));
    }

    private String name() {
        return java.util.Arrays.stream(table.split("\\.")).map(this::quoted).collect(Collectors.joining("."));
    }

    private String quoted(String name) {
        return mariaDb ? Quote.name(name) : Sql.name(name);
    }
}
