package dev.sternway.database;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;

/** Ends other sessions of a database and waits until they are gone. */
final class Sessions {
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 2;

    private Sessions() {}

    /** @param superusersToo false leaves superusers connected */
    static void end(Connection maintenance, boolean superusersToo, String... databases) throws SQLException {
        String others = " from pg_stat_activity a left join pg_roles r on r.oid = a.usesysid where a.datname in ("
                + String.join(", ", Collections.nCopies(databases.length, "?"))
                + ") and a.pid <> pg_backend_pid() and a.backend_type = 'client backend'"
                + (superusersToo ? "" : " and not coalesce(r.rolsuper, false)");
        long start = System.nanoTime();
        while (!Sql.column(maintenance, "select pg_terminate_backend(a.pid)" + others, (Object[]) databases)
                .isEmpty()) {
            if (System.nanoTime() - start > MOST.toNanos()) {
                throw new SQLException("sessions of " + String.join(", ", databases) + " do not end");
            }
            pause();
        }
    }

    static void pause() throws SQLException {
        try {
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("stopped", e);
        }
    }
}
