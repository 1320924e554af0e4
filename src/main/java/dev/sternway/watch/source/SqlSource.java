package dev.sternway.watch.source;

import dev.sternway.watch.Sample;
import dev.sternway.watch.Source;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The first column of the first row, read in a read-only transaction. */
public final class SqlSource implements Source {
    private static final int SECONDS = 5;

    private final String query;
    private final Connections connections;

    /** Opens a connection to the target. */
    public interface Connections {
        Connection open() throws SQLException;
    }

    public SqlSource(String query, Connections connections) {
        this.query = query;
        this.connections = connections;
    }

    @Override
    public String query() {
        return query;
    }

    @Override
    public Sample ask() {
        try (Connection connection = connections.open()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(SECONDS);
                try (ResultSet rows = statement.executeQuery(query)) {
                    if (!rows.next()) {
                        return new Sample.None();
                    }
                    double number = rows.getDouble(1);
                    return rows.wasNull() ? new Sample.None() : new Sample.Value(number);
                }
            }
        } catch (SQLException failure) {
            return new Sample.Down(
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
