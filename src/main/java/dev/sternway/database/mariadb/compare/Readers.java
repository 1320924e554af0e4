package dev.sternway.database.mariadb.compare;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Several connections that see one moment: those whose snapshots stand at the same place of the binary log. Where they cannot
 * be had, and somebody may write, there is only one.
 */
final class Readers implements AutoCloseable {
    private static final int TRIES = 20;

    private final List<Connection> connections = new ArrayList<>();

    private Readers() {}

    /** What is done with one part on one connection. */
    interface Work<T> {
        void on(T part, Connection connection) throws SQLException;
    }

    /** @param still nobody writes, so that all moments are one */
    static Readers open(Supplier<Connection> door, int wanted, boolean still) throws SQLException {
        Readers readers = new Readers();
        try {
            for (int i = 0; i < wanted; i++) {
                Connection connection = door.get();
                readers.connections.add(connection);
                RowHash.settle(connection);
            }
            if (!still && !readers.agree()) {
                while (readers.connections.size() > 1) {
                    readers.connections.remove(1).close();
                }
            }
            return readers;
        } catch (SQLException | RuntimeException failure) {
            readers.close();
            throw failure;
        }
    }

    Connection first() {
        return connections.get(0);
    }

    int size() {
        return connections.size();
    }

    <T> void each(List<T> parts, Work<T> work) throws SQLException {
        ConcurrentLinkedQueue<T> open = new ConcurrentLinkedQueue<>(parts);
        ExecutorService threads = Executors.newFixedThreadPool(connections.size());
        List<Future<?>> running = new ArrayList<>();
        try {
            for (Connection connection : connections) {
                running.add(threads.submit(() -> {
                    for (T part = open.poll(); part != null; part = open.poll()) {
                        work.on(part, connection);
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException failure) {
            open.clear();
            if (failure.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new SQLException(failure.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new SQLException("stopped", stop);
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean agree() throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            List<String> places = new ArrayList<>();
            for (Connection connection : connections) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                    statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
                }
                places.add(
                        String.join(
                                " ",
                                Sql.column(
                                        connection,
                                        "SELECT variable_value FROM information_schema.session_status WHERE variable_name IN"
                                                + " ('BINLOG_SNAPSHOT_FILE', 'BINLOG_SNAPSHOT_POSITION') ORDER BY variable_name")));
            }
            if (!places.get(0).isBlank() && places.stream().distinct().count() == 1) {
                return true;
            }
        }
        return connections.size() == 1;
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
