package dev.sternway.database.mariadb.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.Digest;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.decode.ChangeLine;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far a replay is, and what is open, in a schema of its own on the same server: written in the transactions of the
 * replay itself, so that one that was killed goes on where it was.
 */
final class ReplayState {
    private static final String REPLAYS = "sternway_salvage.replays";
    private static final String OPEN = "sternway_salvage.open_changes";

    private final Connection connection;
    private final String salvage;
    private final String schema;

    ReplayState(Connection connection, String salvage, String schema) {
        this.connection = connection;
        this.salvage = salvage;
        this.schema = schema;
    }

    void open() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS sternway_salvage CHARACTER SET utf8mb4");
            statement.execute("CREATE TABLE IF NOT EXISTS " + REPLAYS
                    + " (salvage varchar(64), schema_name varchar(64), done bigint, PRIMARY KEY (salvage, schema_name))"
                    + " ENGINE=InnoDB");
            statement.execute("CREATE TABLE IF NOT EXISTS " + OPEN
                    + " (salvage varchar(64), schema_name varchar(64), change_number bigint, transaction_number bigint,"
                    + " state varchar(10), why text, row_key char(64), line longtext,"
                    + " PRIMARY KEY (salvage, schema_name, change_number), KEY (salvage, schema_name, row_key))"
                    + " ENGINE=InnoDB");
        }
        run("INSERT IGNORE INTO " + REPLAYS + " VALUES (?, ?, 0)", salvage, schema);
        connection.commit();
    }

    /** Forgets all: the schema was put back by other means. */
    void restart() throws SQLException {
        run("UPDATE " + REPLAYS + " SET done = 0 WHERE salvage = ? AND schema_name = ?", salvage, schema);
        run("DELETE FROM " + OPEN + " WHERE salvage = ? AND schema_name = ?", salvage, schema);
        connection.commit();
    }

    long done() throws SQLException {
        return Sql.number(
                connection, "SELECT done FROM " + REPLAYS + " WHERE salvage = ? AND schema_name = ?", salvage, schema);
    }

    void done(long change) throws SQLException {
        run("UPDATE " + REPLAYS + " SET done = ? WHERE salvage = ? AND schema_name = ?", change, salvage, schema);
    }

    /** Conflicts of transactions that are left out now are none any more. */
    void leaveOut(List<Long> transactions) throws SQLException {
        for (Long transaction : transactions) {
            run(
                    "UPDATE " + OPEN
                            + " SET state = 'left out' WHERE salvage = ? AND schema_name = ? AND transaction_number = ?"
                            + " AND state = 'conflict'",
                    salvage,
                    schema,
                    transaction);
        }
    }

    /** Transactions that were left out before and are not now. */
    Set<Long> reopened(List<Long> except) throws SQLException {
        Set<Long> found = new HashSet<>();
        Sql.column(
                        connection,
                        "SELECT DISTINCT transaction_number FROM " + OPEN
                                + " WHERE salvage = ? AND schema_name = ? AND state = 'left out'",
                        salvage,
                        schema)
                .forEach(it -> found.add(Long.valueOf(it)));
        except.forEach(found::remove);
        return found;
    }

    boolean isLeftOut(long change) throws SQLException {
        return !Sql.column(
                        connection,
                        "SELECT 1 FROM " + OPEN
                                + " WHERE salvage = ? AND schema_name = ? AND change_number = ? AND state = 'left out'",
                        salvage,
                        schema,
                        change)
                .isEmpty();
    }

    /** Whether a change that is left out touched the row before. */
    boolean tainted(ChangeLine change, List<String> key) throws SQLException {
        return !Sql.column(
                        connection,
                        "SELECT 1 FROM " + OPEN
                                + " WHERE salvage = ? AND schema_name = ? AND row_key = ? AND state = 'left out' AND change_number < ? LIMIT 1",
                        salvage,
                        schema,
                        rowKey(change, change.key(), key),
                        change.change())
                .isEmpty();
    }

    /** @param state conflict or left out */
    void keep(ChangeLine change, List<String> key, String state, String why) throws Exception {
        boolean conflict = state.equals("conflict");
        run(
                "REPLACE INTO " + OPEN + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                salvage,
                schema,
                change.change(),
                change.transaction(),
                state,
                why,
                rowKey(change, change.row().isEmpty() ? change.key() : change.row(), key),
                conflict ? Json.exact().writeValueAsString(change) : "");
    }

    void settle(long change) throws SQLException {
        run(
                "DELETE FROM " + OPEN + " WHERE salvage = ? AND schema_name = ? AND change_number = ?",
                salvage,
                schema,
                change);
    }

    record Conflict(ChangeLine change, String why) {}

    List<Conflict> conflicts(boolean refusedOnly) throws Exception {
        List<Conflict> conflicts = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT line, why FROM " + OPEN
                + " WHERE salvage = ? AND schema_name = ? AND state = 'conflict'"
                + (refusedOnly ? " AND why LIKE 'refused: %'" : "") + " ORDER BY change_number")) {
            query.setString(1, salvage);
            query.setString(2, schema);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    conflicts.add(new Conflict(
                            Json.exact().readValue(rows.getString(1), ChangeLine.class), rows.getString(2)));
                }
            }
        }
        return conflicts;
    }

    private static String rowKey(ChangeLine change, JsonNode row, List<String> key) {
        StringBuilder text = new StringBuilder(change.table());
        key.forEach(column -> text.append('\u0000').append(row.path(column)));
        return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void run(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
