package dev.sternway.planner.mariadb;

import dev.sternway.database.mariadb.MariaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One MariaDB for all tests of a JVM, driven by MariaDB's own client and dump: the judges of what Sternway says. */
final class MariaBox {
    static final MariaServer SERVER = MariaServer.start();

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private MariaBox() {}

    /** A new empty schema. */
    static String create() {
        String name = "t" + NUMBER.incrementAndGet();
        run("", "CREATE DATABASE " + name);
        return name;
    }

    /** Runs a script with the client. @throws AssertionError with the client's message when it fails */
    static void run(String schema, String script) {
        String error = error(schema, script);
        if (!error.isEmpty()) {
            throw new AssertionError(error + " in\n" + script);
        }
    }

    /** Runs a script with the client. @return the error it ends with; empty when it ends well */
    static String error(String schema, String script) {
        return process(schema, script, "mariadb", "--batch", "--skip-column-names", "--comments").error;
    }

    /** All values of a query's first row, with bars between. */
    static String value(String schema, String query) {
        Ran ran = process(schema, query, "mariadb", "--batch", "--skip-column-names", "--comments");
        if (!ran.error.isEmpty()) {
            throw new AssertionError(ran.error + " in " + query);
        }
        return ran.output.strip().replace('\t', '|').replace("\n", " / ");
    }

    /** Everything in a schema as text; the keys of a table in the order of their names, as nothing depends on another. */
    static String dump(String schema) {
        Ran ran = process(
                schema,
                "",
                "mariadb-dump",
                "--force",
                "--skip-lock-tables",
                "--skip-comments",
                "--skip-dump-date",
                "--routines",
                "--events",
                "--triggers",
                "--hex-blob",
                "--order-by-primary",
                "--skip-extended-insert");
        if (!ran.error.lines().allMatch(line -> line.contains("references invalid table"))) {
            throw new AssertionError(ran.error);
        }
        return sortedKeys(ran.output.replace(schema, "SCHEMA"));
    }

    private static String sortedKeys(String dump) {
        List<String> lines = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (String line : dump.split("\n")) {
            if (line.matches("  (UNIQUE |FULLTEXT |SPATIAL )?KEY .*")) {
                keys.add(line.replaceFirst(",$", ""));
            } else {
                keys.stream().sorted().forEach(lines::add);
                keys.clear();
                lines.add(line);
            }
        }
        return String.join("\n", lines);
    }

    static Connection connect(String schema) throws SQLException {
        return SERVER.connect(schema);
    }

    private static Ran process(String schema, String input, String... command) {
        try {
            Path script = Files.createTempFile("sternway", ".sql");
            Path output = Files.createTempFile("sternway", ".out");
            Path error = Files.createTempFile("sternway", ".err");
            try {
                Files.writeString(script, input);
                List<String> words = new ArrayList<>(List.of(command));
                words.addAll(
                        1,
                        List.of(
                                "--no-defaults",
                                "--host=127.0.0.1",
                                "--port=" + SERVER.port(),
                                "--user=" + SERVER.user(),
                                "--default-character-set=utf8mb4"));
                if (!schema.isEmpty()) {
                    words.add(schema);
                }
                ProcessBuilder builder = new ProcessBuilder(words)
                        .redirectInput(script.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(error.toFile());
                builder.environment().put("MYSQL_PWD", SERVER.password());
                int code = builder.start().waitFor();
                String message = code == 0 ? "" : Files.readString(error);
                return new Ran(Files.readString(output, StandardCharsets.UTF_8), message);
            } finally {
                Files.delete(script);
                Files.delete(output);
                Files.delete(error);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Ran(String output, String error) {}
}
