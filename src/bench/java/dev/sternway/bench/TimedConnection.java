package dev.sternway.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.util.ClassUtils;

/** A connection that adds up how long it waits for the database. */
final class TimedConnection {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();

    Connection around(Connection connection) {
        return (Connection) proxy(connection);
    }

    long millis() {
        return nanos.get() / 1_000_000;
    }

    long calls() {
        return calls.get();
    }

    private Object proxy(Object target) {
        InvocationHandler timed = (proxy, method, arguments) -> {
            boolean waits = method.getName().startsWith("execute")
                    || method.getName().equals("commit")
                    || method.getName().equals("rollback");
            long start = System.nanoTime();
            try {
                Object result = method.invoke(target, arguments);
                return result instanceof Statement ? proxy(result) : result;
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            } finally {
                if (waits) {
                    nanos.addAndGet(System.nanoTime() - start);
                    calls.incrementAndGet();
                }
            }
        };
        Class<?>[] types = Arrays.stream(ClassUtils.getAllInterfaces(target))
                .filter(it -> Modifier.isPublic(it.getModifiers()))
                .toArray(Class<?>[]::new);
        return Proxy.newProxyInstance(TimedConnection.class.getClassLoader(), types, timed);
    }
}
