package dev.sternway.database;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Work;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** The sessions of some work on one server: those that earlier attempts left are ended first, its own when it is cancelled. */
record WorkSessions(Work work, DatabaseAccess maintenance, DatabaseAccess named) {
    private static final String OWN = " from pg_stat_activity where pid <> pg_backend_pid()"
            + " and (application_name = ? or starts_with(application_name, ? || ' '))";
    private static final String EARLIER = " from pg_stat_activity where pid <> pg_backend_pid()"
            + " and starts_with(application_name, ?) and application_name <> ? and not starts_with(application_name, ? || ' ')";
    private static final int TRIES = 200;

    void watch(String server) {
        if (work.isNamed() && work.onceOn(server, this::end) && work.isAgain()) {
            endEarlier();
        }
    }

    /** A session may be about to begin: whoever calls this calls it again. */
    private void end() {
        try (Connection connection = connect()) {
            Sql.column(connection, "select pg_terminate_backend(pid)" + OWN, work.session(), work.session());
        } catch (SQLException | ProblemException unreachable) {
            // a server that takes no connection is asked again
        }
    }

    private void endEarlier() {
        try (Connection connection = connect()) {
            Object[] names = {work.family(), work.session(), work.session()};
            for (int i = 0;
                    i < TRIES
                            && !Sql.column(connection, "select pg_terminate_backend(pid)" + EARLIER, names)
                                    .isEmpty();
                    i++) {
                Sessions.pause();
            }
        } catch (SQLException | ProblemException unreachable) {
            // what follows says why
        }
    }

    private Connection connect() {
        try {
            return maintenance.connect();
        } catch (ProblemException closed) {
            return named.connect();
        }
    }
}
