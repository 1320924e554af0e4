package dev.sternway.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/** A connection that adds up how long it waits for the database. */
final class TimedConnection {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();

    Connection around(Connection connection) {
        return proxy(Connection.class, connection);
    }

    long millis() {
        return nanos.get() / 1_000_000;
    }

    long calls() {
        return calls.get();
    }

    private <T> T proxy(Class<T> type, Object target) {
        InvocationHandler timed = (proxy, method, arguments) -> {
            boolean waits = method.getName().startsWith("execute")
                    || method.getName().equals("commit")
                    || method.getName().equals("rollback");
            long start = System.nanoTime();
            try {
                Object result = method.invoke(target, arguments);
                return result instanceof Statement ? proxy(statementType(result), result) : result;
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            } finally {
                if (waits) {
                    nanos.addAndGet(System.nanoTime() - start);
                    calls.incrementAndGet();
                }
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, timed));
    }

    private static Class<?> statementType(Object statement) {
        return statement instanceof CallableStatement
                ? CallableStatement.class
                : statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
    }
}
