package dev.sternway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.base.Secret;
import dev.sternway.database.mariadb.MariaServer;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Target;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shop on a MariaDB of its own, which can be killed; clients come with an account of their own. */
final class MariaShop implements AutoCloseable {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE regions (id int PRIMARY KEY, name varchar(20), facts json, size double)",
            "CREATE TABLE customers (id int AUTO_INCREMENT PRIMARY KEY, region_id int NOT NULL, name varchar(50) NOT NULL UNIQUE,"
                    + " FOREIGN KEY (region_id) REFERENCES regions (id))",
            "CREATE TABLE orders (id bigint AUTO_INCREMENT PRIMARY KEY, customer_id int NOT NULL, note varchar(50) NOT NULL,"
                    + " amount decimal(12,2), code varchar(20),"
                    + " FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE)",
            "CREATE TABLE items (id int AUTO_INCREMENT PRIMARY KEY, order_id bigint NOT NULL, label varchar(50),"
                    + " FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE)");

    private static final String ACCOUNT = "clients";

    final Journal journal = new Journal();
    final TestContext context;
    final MariaServer server = MariaServer.start(List.of(
            "--server-id=1",
            "--log-bin=binlog",
            "--binlog-format=ROW",
            "--binlog-row-image=FULL",
            "--binlog-row-metadata=FULL"));

    private final int orders;
    private int steps;

    MariaShop(Path workspace, int orders) throws SQLException {
        this.orders = orders;
        this.context = new TestContext(workspace);
        context.secrets.put(MariaDbServer.PASSWORD.secret(), Secret.of(server.password()));
        reach();
        run(
                "",
                "CREATE DATABASE shop",
                "CREATE USER " + ACCOUNT + " IDENTIFIED BY 'pw'",
                "GRANT ALL ON shop.* TO " + ACCOUNT);
        run("shop", TABLES.toArray(String[]::new));
        run(
                "shop",
                "INSERT INTO regions SELECT seq, CONCAT('r', seq), '{\"a\": 1.50}', seq / 3 FROM seq_0_to_4",
                "INSERT INTO customers (id, region_id, name) SELECT seq, seq % 5, CONCAT('c', seq) FROM seq_1_to_"
                        + Shop.CUSTOMERS,
                "INSERT INTO orders (id, customer_id, note, amount, code) SELECT seq, 1 + seq % 50, CONCAT('n', seq), seq % 1000 + 0.25,"
                        + " CONCAT('K', seq) FROM seq_1_to_" + orders,
                "INSERT INTO items (id, order_id, label) SELECT seq, seq, CONCAT('i', seq) FROM seq_1_to_"
                        + Shop.ITEMS);
        journal.armed("customers", Shop.CUSTOMERS, i -> i % 5 + "|c" + i);
        journal.armed("items", Shop.ITEMS, i -> i + "|i" + i);
        journal.armed("orders", orders, i -> Shop.customer(i) + "|n" + i + "|" + Shop.amount(i) + "|K" + i);
    }

    /** A server that was killed comes back on another port. */
    void reach() {
        context.target(
                "db",
                new Target(
                        Target.Type.MARIADB,
                        Optional.of("jdbc:mariadb://127.0.0.1:" + server.port() + "/shop"),
                        Optional.of(server.user()),
                        Optional.of(MariaDbServer.PASSWORD),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    Clients clients() {
        return new Clients(
                () -> DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + server.port() + "/shop", ACCOUNT, "pw"),
                journal,
                orders);
    }

    void run(String schema, String... statements) throws SQLException {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    String value(String query) throws SQLException {
        try (Connection connection = server.connect("shop");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    /** Runs a step as a worker does. @return what it says for evidence */
    <I extends Record> Map<String, String> step(Executor<I> named, I inputs) throws Exception {
        steps++;
        TestContext mine = context.withKey("step/" + steps);
        Executor<I> executor = named.on(inputs, mine);
        Probe probe = executor.probe(inputs, mine);
        Outcome outcome =
                probe instanceof Probe.Already already ? Outcome.done(already.evidence()) : executor.run(inputs, mine);
        assertThat(outcome).as("%s %s", executor.uses(), mine.output).isInstanceOf(Outcome.Done.class);
        assertThat(executor.verify(inputs, mine)).as(executor.uses()).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).evidence();
    }

    /** No committed row is missing. */
    Accounting settle() throws Exception {
        try (Connection connection = server.connect("shop")) {
            Accounting accounting =
                    Accounting.of(journal, connection, context.workspace().resolve("salvage-db"));
            assertThat(accounting.unaccounted()).isEmpty();
            return accounting;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
