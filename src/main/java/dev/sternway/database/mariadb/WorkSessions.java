package dev.sternway.database.mariadb;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Work;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The sessions of some work on one server. The server's list of sessions shows no name of ours, so each holds a lock that is
 * called after the work and the session's own number: those that earlier attempts left are ended first, its own when it is
 * cancelled.
 */
record WorkSessions(Work work, MariaAccess server) {
    private static final String HOLDING =
            "SELECT id FROM information_schema.processlist WHERE IS_USED_LOCK(CONCAT(?, ' ', id)) = id";
    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final int ATTEMPTS = 20;

    void watch() {
        if (work.isNamed() && work.onceOn(server.host() + ":" + server.port(), this::end) && work.isAgain()) {
            endEarlier();
        }
    }

    /** Takes the lock. */
    static String mark(Work work) {
        return "GET_LOCK(CONCAT('" + work.session() + " ', CONNECTION_ID()), 0)";
    }

    /** A session may be about to begin: whoever calls this calls it again. */
    private void end() {
        try (Connection connection = server.connect()) {
            kill(connection, work.session());
        } catch (SQLException | ProblemException unreachable) {
            // a server that takes no connection is asked again
        }
    }

    /** What they had open is undone when they are gone. */
    private void endEarlier() {
        int now = Integer.parseInt(work.session().substring(work.family().length()));
        long end = System.nanoTime() + MOST_NANOS;
        try (Connection connection = server.connect()) {
            for (int attempt = Math.max(1, now - ATTEMPTS); attempt < now; attempt++) {
                while (kill(connection, work.family() + attempt) && System.nanoTime() < end) {
                    run(connection, "DO SLEEP(0.05)");
                }
            }
        } catch (SQLException | ProblemException unreachable) {
            // what follows says why
        }
    }

    /** @return whether there were any */
    private static boolean kill(Connection connection, String session) throws SQLException {
        List<String> found = Sql.column(connection, HOLDING, session);
        for (String one : found) {
            try {
                run(connection, "KILL CONNECTION " + Long.parseLong(one));
            } catch (SQLException gone) {
                // it ended by itself
            }
        }
        return !found.isEmpty();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
