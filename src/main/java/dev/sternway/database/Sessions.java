package dev.sternway.database;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Ends other sessions of a database and waits until they are gone. */
final class Sessions {
    private static final int TRIES = 200;
    private static final long PAUSE_MILLIS = 25;

    private Sessions() {}

    /** @param superusersToo false leaves superusers connected */
    static void end(Connection maintenance, String database, boolean superusersToo) throws SQLException {
        String others = "from pg_stat_activity a left join pg_roles r on r.oid = a.usesysid where a.datname = ?"
                + " and a.pid <> pg_backend_pid() and a.backend_type = 'client backend'"
                + (superusersToo ? "" : " and not coalesce(r.rolsuper, false)");
        for (int i = 0; i < TRIES; i++) {
            Sql.column(maintenance, "select pg_terminate_backend(a.pid) " + others, database);
            List<String> left = Sql.column(maintenance, "select a.pid " + others, database);
            if (left.isEmpty()) {
                return;
            }
            pause();
        }
        throw new SQLException("sessions of " + database + " do not end");
    }

    private static void pause() throws SQLException {
        try {
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("stopped", e);
        }
    }
}
