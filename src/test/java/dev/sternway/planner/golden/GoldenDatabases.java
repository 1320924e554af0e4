package dev.sternway.planner.golden;

import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** New databases to try a case on: empty, or copies of a base in {@code planner/bases}; with the second roles that cases grant to. */
public final class GoldenDatabases {
    private static final Path BASES = Path.of("src/test/resources/planner/bases");
    private static final Map<String, String> TEMPLATES = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    static {
        PostgresServer.execute(
                "postgres", "CREATE ROLE golden_owner", "CREATE ROLE golden_reader", "CREATE ROLE golden_writer");
    }

    private GoldenDatabases() {}

    /** Empty. */
    public static String create() {
        return PostgresServer.create();
    }

    /** With everything that the base script makes. */
    public static String copyOf(String base) {
        String copy = "g" + NUMBER.incrementAndGet() + "_" + Long.toString(System.nanoTime(), 36);
        PostgresServer.execute(
                "postgres",
                "CREATE DATABASE " + copy + " TEMPLATE " + TEMPLATES.computeIfAbsent(base, GoldenDatabases::template));
        return copy;
    }

    public static void drop(String database) {
        String subscriptions = PostgresServer.value(
                database,
                "SELECT string_agg(format('DROP SUBSCRIPTION %I', subname), ';') FROM pg_subscription"
                        + " WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())");
        if (!subscriptions.equals("null")) {
            PostgresServer.execute(database, subscriptions.split(";"));
        }
        PostgresServer.execute("postgres", "DROP DATABASE " + database + " WITH (FORCE)");
    }

    private static String template(String base) {
        String database = PostgresServer.create();
        Optional<String> error = ClientTool.script(database, text(BASES.resolve(base + ".sql")));
        if (error.isPresent()) {
            throw new IllegalStateException(base + ": " + error.get());
        }
        return database;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
