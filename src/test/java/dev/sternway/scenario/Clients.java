package dev.sternway.scenario;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Users at work, each on rows of its own; they come back whenever they are thrown out. */
final class Clients implements AutoCloseable {
    private static final int NUMBER = 4;

    private final String url;
    private final String role;
    private final Journal journal;
    private final int rows;
    private final Semaphore work = new Semaphore(0);
    private final ExecutorService threads = Executors.newFixedThreadPool(NUMBER);
    private volatile boolean on = true;

    Clients(String url, String role, Journal journal, int rows) {
        this.url = url;
        this.role = role;
        this.journal = journal;
        this.rows = rows;
        for (int i = 0; i < NUMBER; i++) {
            int number = i;
            threads.execute(() -> live(number));
        }
    }

    /** Lets them write so many times, and waits until that was answered. */
    void write(int times) throws InterruptedException {
        long until = journal.answers() + times;
        work.release(times);
        journal.await(until);
    }

    /** Lets them go on meanwhile. */
    void goOn(int times) {
        work.release(times);
    }

    private void live(int number) {
        int turn = 0;
        while (on) {
            try (Connection connection = DriverManager.getConnection(url, role, "postgres");
                    Statement statement = connection.createStatement()) {
                while (on) {
                    if (work.tryAcquire(50, TimeUnit.MILLISECONDS)) {
                        turn++;
                        one(statement, number, turn);
                    }
                }
            } catch (SQLException thrownOut) {
                work.release();
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void one(Statement statement, int number, int turn) throws SQLException {
        long account = 1 + number + (long) NUMBER * ((turn * 7919L) % (rows / NUMBER));
        String note = "by " + number + " in turn " + turn;
        switch (turn % 4) {
            case 0 -> {
                insert(statement, "accounts", "name", note, "INSERT INTO accounts (name) VALUES ('" + note + "')");
            }
            case 1 -> {
                insert(
                        statement,
                        "orders",
                        "memo",
                        note,
                        "INSERT INTO orders (account_id, memo) VALUES (" + account + ", '" + note + "')");
            }
            case 2 -> update(statement, account, "note", note);
            default -> update(statement, account, "phone", String.valueOf(turn));
        }
    }

    private void insert(Statement statement, String table, String column, String value, String sql)
            throws SQLException {
        try (ResultSet id = statement.executeQuery(sql + " RETURNING id")) {
            id.next();
            journal.wrote(table, id.getLong(1), column, value);
        }
    }

    private void update(Statement statement, long id, String column, String value) throws SQLException {
        try {
            if (statement.executeUpdate("UPDATE accounts SET " + column + " = '" + value + "' WHERE id = " + id) == 1) {
                journal.wrote("accounts", id, column, value);
            } else {
                work.release();
            }
        } catch (SQLException unanswered) {
            if (unanswered.getSQLState() == null || !unanswered.getSQLState().startsWith("42")) {
                journal.unanswered("accounts", id);
            }
            throw unanswered;
        }
    }

    @Override
    public void close() throws InterruptedException {
        on = false;
        threads.shutdown();
        threads.awaitTermination(20, TimeUnit.SECONDS);
    }
}
