package dev.sternway.database.mariadb.freeze;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Sessions of accounts that are locked out, and of events that still run. */
final class Clients {
    private static final int TRIES = 1200;
    private static final int GONE = 1094;

    private final Connection connection;
    private final String schema;
    private final String users;

    /** @param users names of accounts that are to have no session */
    Clients(Connection connection, String schema, Set<String> users) {
        this.connection = connection;
        this.schema = schema;
        this.users = users.isEmpty()
                ? "NULL"
                : users.stream()
                        .map(dev.sternway.database.mariadb.catalog.Quote::text)
                        .collect(Collectors.joining(", "));
    }

    /** Ends them, and waits until what they had open is undone. Who is just logging in is waited for too. */
    void end() throws SQLException {
        long newest = Sql.number(connection, "SELECT MAX(id) FROM information_schema.processlist");
        for (int i = 0; i < TRIES; i++) {
            List<String> left = Sql.column(connection, "SELECT id" + others(newest));
            for (String id : left) {
                kill(id);
            }
            if (left.isEmpty() && arriving(newest) == 0) {
                return;
            }
            Sql.column(connection, "SELECT SLEEP(0.05)");
        }
        throw new SQLException("sessions of " + schema + " do not end");
    }

    /** Those that are there at two looks: a log-in that is being refused is seen for a moment too. */
    long count() throws SQLException {
        Set<String> there = new TreeSet<>(Sql.column(connection, "SELECT id" + others(0)));
        if (!there.isEmpty()) {
            Sql.column(connection, "SELECT SLEEP(0.05)");
            there.retainAll(Sql.column(connection, "SELECT id" + others(0)));
        }
        return there.size();
    }

    /** @param newest session of the time when accounts were locked; later ones that still log in will be refused */
    private String others(long newest) {
        return " FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND command <> 'Binlog Dump'"
                + " AND (user IN (" + users + ") AND (command <> 'Connect' OR id <= " + newest
                + ") OR command = 'Connect' AND db = "
                + dev.sternway.database.mariadb.catalog.Quote.text(schema) + ")";
    }

    private long arriving(long newest) throws SQLException {
        return Sql.number(
                connection,
                "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'unauthenticated user' AND id <= ?",
                newest);
    }

    private void kill(String id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("KILL " + id);
        } catch (SQLException failure) {
            if (failure.getErrorCode() != GONE) {
                throw failure;
            }
        }
    }
}
