package dev.sternway.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that write and commit as fast as they can, until they are turned away. */
final class BusyClients implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong commits = new AtomicLong();
    private volatile boolean over;

    private final String url;
    private final String user;
    private final String password;

    BusyClients(String url, String user, String password, int number) {
        this.url = url;
        this.user = user;
        this.password = password;
        for (int i = 0; i < number; i++) {
            Thread thread = new Thread(this::write, "client-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    private void write() {
        while (!over) {
            try (Connection connection = DriverManager.getConnection(url, user, password);
                    PreparedStatement update =
                            connection.prepareStatement("update users set seen = now() where id = ?")) {
                while (!over) {
                    update.setInt(1, 1 + (int) (Math.random() * 1000));
                    update.executeUpdate();
                    commits.incrementAndGet();
                }
            } catch (SQLException turnedAway) {
                Thread.onSpinWait();
            }
        }
    }

    long commits() {
        return commits.get();
    }

    /** Waits until they have committed so many more. */
    void warmUp(long more) throws InterruptedException {
        long until = commits() + more;
        while (commits() < until) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join(2000);
        }
    }
}
