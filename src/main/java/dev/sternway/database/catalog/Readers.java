package dev.sternway.database.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Connections that all see the same moment of a database, in sessions where every value has one text only and rows
 * hidden by row-level security are refused.
 */
public final class Readers implements AutoCloseable {
    private static final String MOMENT = "set transaction isolation level repeatable read";

    private final List<Connection> connections;

    private Readers(List<Connection> connections) {
        this.connections = connections;
    }

    /** What is done with one item; it must not be done twice at once on one connection. */
    public interface Work<T> {
        void with(T item, Connection connection) throws SQLException;
    }

    public static Readers open(Supplier<Connection> door, int number) throws SQLException {
        Readers readers = new Readers(new ArrayList<>());
        try {
            String moment = "";
            for (int i = 0; i < Math.max(1, number); i++) {
                Connection connection = door.get();
                readers.connections.add(connection);
                connection.setAutoCommit(false);
                try (var statement = connection.createStatement()) {
                    // sent together: a round trip each would be most of the time where tables are small
                    statement.execute(MOMENT + (i > 0 ? "; set transaction snapshot " + Sql.text(moment) : "") + "; "
                            + RowHash.SETTLED);
                }
                if (i == 0 && number > 1) {
                    moment = Sql.column(connection, "select pg_export_snapshot()")
                            .get(0);
                }
            }
            return readers;
        } catch (SQLException | RuntimeException failed) {
            readers.close();
            throw failed;
        }
    }

    /** Makes another session's transaction like these: values have one text only until it ends. */
    public static void settle(Connection connection) throws SQLException {
        RowHash.settle(connection);
    }

    public Connection first() {
        return connections.get(0);
    }

    /** @param number from 0, which is the first */
    public Connection at(int number) {
        return connections.get(number);
    }

    /** A 64-bit number for every row of a table, as SQL for these sessions; equal where the named columns are. */
    public String rowHash(String table, List<String> columns) throws SQLException {
        return RowHash.expression(first(), table, columns, RowHash.NOW);
    }

    /** Works on every item on whatever connection is free; when one fails or the thread is stopped, so are the statements under way. */
    public <T> void each(List<T> items, Work<T> work) throws SQLException {
        Queue<T> open = new ConcurrentLinkedQueue<>(items);
        ExecutorService threads = Executors.newFixedThreadPool(connections.size());
        ExecutorCompletionService<Boolean> ends = new ExecutorCompletionService<>(threads);
        for (Connection connection : connections) {
            ends.submit(() -> {
                for (T item = open.poll(); item != null; item = open.poll()) {
                    work.with(item, connection);
                }
                return true;
            });
        }
        boolean whole = false;
        try {
            for (int i = 0; i < connections.size(); i++) {
                ends.take().get();
            }
            whole = true;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof SQLException own ? own : new SQLException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SQLException("stopped", stopped);
        } finally {
            threads.shutdown();
            if (!whole) {
                open.clear();
                cancel();
            }
        }
    }

    /** Ends the statements that run now. */
    public void cancel() throws SQLException {
        for (Connection connection : connections) {
            connection.unwrap(org.postgresql.PGConnection.class).cancelQuery();
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
