package dev.sternway.executor.sql.mariadb;

import dev.sternway.base.Digest;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Which statements of a step have started and which are done, in {@code sternway_salvage.applied_statements} beside the schema. */
final class Journal {
    private static final String TABLE = "sternway_salvage.applied_statements";

    private final Connection connection;
    private final String key;

    /** @param connection to the schema; others of the server have journals of their own */
    Journal(Connection connection, String key) throws SQLException {
        this.connection = connection;
        this.key = Digest.of(connection.getCatalog() + "\n" + key);
    }

    /** @param shape digest of all definitions before it; empty where they tell nothing */
    record Entry(boolean done, String shape) {}

    void open() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS sternway_salvage");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS " + TABLE
                            + " (step char(64) CHARACTER SET ascii, number int, done boolean NOT NULL, shape varchar(64) NOT NULL,"
                            + " at timestamp(6) NOT NULL DEFAULT current_timestamp(6), PRIMARY KEY (step, number)) ENGINE=InnoDB");
        }
    }

    boolean isThere() throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'sternway_salvage'"
                                + " AND table_name = 'applied_statements'")
                > 0;
    }

    Map<Integer, Entry> entries() throws SQLException {
        Map<Integer, Entry> found = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT number, done, shape FROM " + TABLE + " WHERE step = ?")) {
            statement.setString(1, key);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    found.put(row.getInt(1), new Entry(row.getBoolean(2), row.getString(3)));
                }
            }
        }
        return found;
    }

    void started(int number, String shape) throws SQLException {
        write(number, false, shape);
    }

    void done(int number) throws SQLException {
        write(number, true, "");
    }

    private void write(int number, boolean done, String shape) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "REPLACE INTO " + TABLE + " (step, number, done, shape) VALUES (?, ?, ?, ?)")) {
            statement.setString(1, key);
            statement.setInt(2, number);
            statement.setBoolean(3, done);
            statement.setString(4, shape);
            statement.executeUpdate();
        }
    }
}
