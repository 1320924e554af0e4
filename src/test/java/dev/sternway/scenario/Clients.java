package dev.sternway.scenario;

import dev.sternway.scenario.Journal.Write;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** Busy clients of the shop: they write without pause, come back when they are thrown out, and note what was committed. */
final class Clients implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(30);

    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final Journal journal;
    private final LogIn logIn;
    private final int armed;
    private volatile boolean on = true;
    private volatile boolean items = true;

    /** Connects as a user of the shop. */
    interface LogIn {
        Connection get() throws SQLException;
    }

    /** @param armed number of orders that are there already */
    Clients(LogIn logIn, Journal journal, int armed) {
        this.logIn = logIn;
        this.journal = journal;
        this.armed = armed;
        for (int i = 0; i < CLIENTS; i++) {
            threads.execute(new Client(i));
        }
    }

    /** Returns when so many more transactions are committed. */
    void commit(long more) {
        long enough = journal.transactions() + more;
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> journal.transactions() >= enough);
    }

    /** From now on they know no items: the release took the table. */
    void withoutItems() {
        items = false;
    }

    @Override
    public void close() throws InterruptedException {
        on = false;
        threads.shutdown();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the clients do not stop");
        }
    }

    /** An order as its client knows it. */
    private record Order(long id, long customer, String note, String amount, String code, List<Long> items) {
        String text() {
            return customer + "|" + note + "|" + amount + "|" + code;
        }
    }

    private final class Client implements Runnable {
        private final int number;
        private final Random random;
        private final List<Order> live = new ArrayList<>();
        private int written;

        Client(int number) {
            this.number = number;
            this.random = new Random(number);
            for (int i = 1; i <= Math.min(armed, 2000); i++) {
                if (i % CLIENTS == number && i > Shop.ITEMS / 2) {
                    live.add(new Order(i, Shop.customer(i), "n" + i, Shop.amount(i), "K" + i, List.of()));
                }
            }
        }

        @Override
        public void run() {
            while (on) {
                try (Connection connection = logIn.get()) {
                    connection.setAutoCommit(false);
                    while (on) {
                        transaction(connection);
                        LockSupport.parkNanos(PACE);
                    }
                } catch (SQLException refused) {
                    LockSupport.parkNanos(AGAIN);
                }
            }
        }

        private void transaction(Connection connection) throws SQLException {
            List<Write> writes = new ArrayList<>();
            Optional<Order> known;
            Optional<Order> old = Optional.empty();
            int dice = random.nextInt(10);
            try {
                if (dice < 5 || live.isEmpty()) {
                    known = Optional.of(insert(connection, writes, dice == 0));
                } else {
                    old = Optional.of(live.get(random.nextInt(live.size())));
                    known = dice < 9
                            ? update(connection, old.get(), writes, dice == 8)
                            : delete(connection, old.get(), writes);
                }
            } catch (SQLException refused) {
                connection.rollback();
                return;
            }
            try {
                connection.commit();
            } catch (SQLException unknown) {
                journal.doubtful(writes);
                old.ifPresent(live::remove);
                throw unknown;
            }
            if (!writes.isEmpty()) {
                journal.committed(writes);
                old.ifPresent(live::remove);
                known.ifPresent(live::add);
            }
        }

        private Order insert(Connection connection, List<Write> writes, boolean newCustomer) throws SQLException {
            String note = "c" + number + "-" + ++written;
            long customer = 1 + random.nextInt(Shop.CUSTOMERS);
            if (newCustomer) {
                customer = id(connection, "INSERT INTO customers (region_id, name) VALUES (2, ?) RETURNING id", note);
                writes.add(new Write("customers", customer, Optional.of("2|" + note)));
            }
            String amount = random.nextInt(1000) + ".50";
            long id = id(
                    connection,
                    "INSERT INTO orders (note, customer_id, amount) VALUES (?, " + customer + ", " + amount
                            + ") RETURNING id",
                    note);
            List<Long> lines = new ArrayList<>();
            if (items) {
                lines.add(id(
                        connection, "INSERT INTO items (label, order_id) VALUES (?, " + id + ") RETURNING id", note));
                writes.add(new Write("items", lines.get(0), Optional.of(id + "|" + note)));
            }
            Order order = new Order(id, customer, note, amount, "", lines);
            writes.add(new Write("orders", id, Optional.of(order.text())));
            return order;
        }

        private Optional<Order> update(Connection connection, Order old, List<Write> writes, boolean amountToo)
                throws SQLException {
            String note = "c" + number + "-" + ++written;
            String amount = amountToo ? random.nextInt(1000) + ".75" : old.amount();
            Order order = new Order(old.id(), old.customer(), note, amount, old.code(), old.items());
            String set = amountToo ? ", amount = " + amount : "";
            if (count(connection, "UPDATE orders SET note = '" + note + "'" + set + " WHERE id = " + old.id()) == 1) {
                writes.add(new Write("orders", old.id(), Optional.of(order.text())));
            }
            return Optional.of(order);
        }

        private Optional<Order> delete(Connection connection, Order old, List<Write> writes) throws SQLException {
            if (!old.items().isEmpty() && !items || old.items().isEmpty() && old.id() <= Shop.ITEMS) {
                return Optional.of(old);
            }
            for (Long item : old.items()) {
                if (count(connection, "DELETE FROM items WHERE id = " + item) == 1) {
                    writes.add(new Write("items", item, Optional.empty()));
                }
            }
            if (count(connection, "DELETE FROM orders WHERE id = " + old.id()) == 1) {
                writes.add(new Write("orders", old.id(), Optional.empty()));
            }
            return Optional.empty();
        }

        private static long id(Connection connection, String sql, String text) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, text);
                ResultSet row = statement.executeQuery();
                row.next();
                return row.getLong(1);
            }
        }

        private static int count(Connection connection, String sql) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                return statement.executeUpdate();
            }
        }
    }
}
