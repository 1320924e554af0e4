package dev.sternway.testing;

import dev.sternway.base.Secret;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL 15 for all tests of a JVM; superuser {@code postgres}; it ends with the process. */
public final class PostgresServer {
    public static final SecretReference PASSWORD = new SecretReference("TEST_DB_PASSWORD");
    public static final Secret PASSWORD_VALUE = Secret.of("postgres");

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private PostgresServer() {}

    public static int port() {
        return SERVER.getPort();
    }

    public static String url(String database) {
        return "jdbc:postgresql://localhost:" + port() + "/" + database;
    }

    /** A new empty database of its own. */
    public static String create() {
        String name = "t" + NUMBER.incrementAndGet() + "_" + Long.toString(System.nanoTime(), 36);
        execute("postgres", "CREATE DATABASE " + name);
        return name;
    }

    public static Connection connect(String database) {
        return connect(database, "postgres");
    }

    public static Connection connect(String database, String user) {
        try {
            return DriverManager.getConnection(url(database), user, PASSWORD_VALUE.reveal());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements as superuser, each on its own. */
    public static void execute(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** First column of the first row, as text; {@code "null"} for NULL, empty text for no row. */
    public static String value(String database, String query) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Target target(String database) {
        return new Target(
                Target.Type.POSTGRESQL,
                Optional.of(url(database)),
                Optional.of("postgres"),
                Optional.of(PASSWORD),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("wal_level", "logical")
                    .setServerConfig("max_replication_slots", "50")
                    .setServerConfig("max_wal_senders", "50")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
