package dev.sternway.testing;

import dev.sternway.base.Secret;
import dev.sternway.database.mariadb.MariaServer;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One MariaDB with a row-based binary log for all tests of a JVM; its user may do everything; it ends with the process. */
public final class MariaDbServer {
    public static final SecretReference PASSWORD = new SecretReference("TEST_MARIADB_PASSWORD");

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final MariaServer SERVER = MariaServer.start(List.of(
            "--server-id=1",
            "--log-bin=binlog",
            "--binlog-format=ROW",
            "--binlog-row-image=FULL",
            "--binlog-row-metadata=FULL"));

    private MariaDbServer() {}

    public static int port() {
        return SERVER.port();
    }

    public static String user() {
        return SERVER.user();
    }

    public static Secret password() {
        return Secret.of(SERVER.password());
    }

    /** A new empty schema of its own. */
    public static String create() {
        String name = "t" + NUMBER.incrementAndGet() + "_" + Long.toString(System.nanoTime(), 36);
        execute("", "CREATE DATABASE " + name);
        return name;
    }

    public static Connection connect(String schema) {
        try {
            return SERVER.connect(schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements, each on its own. */
    public static void execute(String schema, String... statements) {
        try (Connection connection = connect(schema);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** First column of the first row, as text; {@code "null"} for NULL, empty text for no row. */
    public static String value(String schema, String query) {
        try (Connection connection = connect(schema);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The schema as a plan's target. */
    public static Target target(String schema) {
        return new Target(
                Target.Type.MARIADB,
                Optional.of("jdbc:mariadb://127.0.0.1:" + port() + "/" + schema),
                Optional.of(user()),
                Optional.of(PASSWORD),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
