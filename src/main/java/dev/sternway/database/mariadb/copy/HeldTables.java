package dev.sternway.database.mariadb.copy;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Quote;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** All tables of a schema, readable and not writable for as long as this is open. */
final class HeldTables implements AutoCloseable {
    private static final int TRIES = 5;

    private final Connection connection;
    private final List<String> tables;

    private HeldTables(Connection connection, List<String> tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /** @throws ProblemException SW-0591 when open transactions do not let go of a table in half a minute */
    static HeldTables of(MariaAccess schema) throws SQLException {
        Connection connection = Session.open(schema);
        try {
            for (int i = 0; i < TRIES; i++) {
                List<String> seen = names(connection);
                if (!seen.isEmpty()) {
                    Session.run(
                            connection,
                            "LOCK TABLES "
                                    + seen.stream()
                                            .map(it -> Quote.name(it) + " READ")
                                            .collect(Collectors.joining(", ")));
                }
                try (Connection other = schema.connect()) {
                    if (names(other).equals(seen)) {
                        return new HeldTables(connection, seen);
                    }
                }
                Session.run(connection, "UNLOCK TABLES");
            }
            throw busy(schema, "tables come and go");
        } catch (SQLTransientException waited) {
            connection.close();
            throw busy(schema, "a transaction has been open for more than half a minute");
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    private static ProblemException busy(MariaAccess schema, String why) {
        return ProblemException.of(
                "SW-0591",
                "The tables of " + schema.name() + " cannot be held still: " + why,
                schema.host() + ":" + schema.port(),
                "End long transactions and migrations, then try again");
    }

    private static List<String> names(Connection connection) throws SQLException {
        return Sql.column(
                connection,
                "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY 1");
    }

    List<String> tables() {
        return tables;
    }

    /** The binary log's file and position, {@code file:bytes}; empty where the server keeps none. */
    static String place(MariaAccess schema) throws SQLException {
        try (Connection other = schema.connect();
                Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery("SHOW MASTER STATUS")) {
            return row.next() ? row.getString(1) + ":" + row.getLong(2) : "";
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
