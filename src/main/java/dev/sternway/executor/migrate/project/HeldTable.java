package dev.sternway.executor.migrate.project;

import dev.sternway.database.DatabaseAccess;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.migrate.HistoryTable;
import dev.sternway.executor.sql.Patience;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A table that nobody can read until a session of the given name was seen waiting for it, or until this is closed. */
final class HeldTable implements AutoCloseable {
    private static final long EVERY_MILLIS = 20;

    private final Connection connection;
    private final String sessionName;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread watcher;
    private volatile boolean seen;

    private HeldTable(Connection connection, String sessionName) {
        this.connection = connection;
        this.sessionName = sessionName;
        this.watcher = new Thread(this::watch, "held-table");
        watcher.setDaemon(true);
    }

    /** @throws dev.sternway.base.ProblemException SW-0550 when there is no such table */
    static HeldTable of(StepContext context, DatabaseAccess database, String table, String sessionName)
            throws Exception {
        HeldTable held = Patience.whileLocked(context, () -> {
            Connection connection = database.connect();
            boolean locked = false;
            try {
                connection.setAutoCommit(false);
                HistoryTable.execute(connection, "set local lock_timeout = '500ms'");
                String name = HistoryTable.get(connection, table).quoted();
                HistoryTable.execute(connection, "lock table " + name + " in access exclusive mode");
                locked = true;
                return new HeldTable(connection, sessionName);
            } finally {
                if (!locked) {
                    connection.close();
                }
            }
        });
        held.watcher.start();
        return held;
    }

    /** Whether the tool that has ended by now was seen. */
    boolean wasWaitedFor() {
        return seen;
    }

    private void watch() {
        try (var query = connection.prepareStatement("select exists (select 1 from pg_stat_activity"
                + " where application_name = ? and pg_backend_pid() = any(pg_blocking_pids(pid)))")) {
            query.setString(1, sessionName);
            do {
                HistoryTable.execute(connection, "select pg_stat_clear_snapshot()");
                ResultSet row = query.executeQuery();
                row.next();
                seen = row.getBoolean(1);
            } while (!seen && !stop.await(EVERY_MILLIS, TimeUnit.MILLISECONDS));
            connection.rollback();
        } catch (SQLException gone) {
            seen = false;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        stop.countDown();
        watcher.join();
        connection.close();
    }
}
