package dev.sternway.executor.postgres.tables;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Connections to one database that are used again: whoever closes one gives it back, and its transaction ends. Where tables
 * are small, logging in anew each time takes most of the time.
 */
final class KeptConnections implements Supplier<Connection>, AutoCloseable {
    private final Supplier<Connection> door;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean over;

    KeptConnections(Supplier<Connection> door) {
        this.door = door;
    }

    @Override
    public Connection get() {
        Connection kept;
        synchronized (idle) {
            kept = idle.poll();
        }
        Connection real = kept == null ? door.get() : kept;
        boolean[] given = {true};
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        if (given[0]) {
                            given[0] = false;
                            back(real);
                        }
                        return null;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause() == null ? failed : failed.getCause();
                    }
                });
    }

    /** One whose transaction cannot be ended is of no use any more. */
    private void back(Connection connection) throws SQLException {
        boolean usable = false;
        try {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            synchronized (idle) {
                usable = !over && !connection.isClosed();
                if (usable) {
                    idle.push(connection);
                }
            }
        } finally {
            if (!usable) {
                connection.close();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        synchronized (idle) {
            over = true;
            while (!idle.isEmpty()) {
                idle.pop().close();
            }
        }
    }
}
