package dev.sternway.testing;

import dev.sternway.run.secret.Encoded;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Secrets that are easily found again.
 *
 * @param values by name; more may come while the test runs
 */
public record Canaries(Supplier<Map<String, String>> values) {
    private static final Duration HURRY = Duration.ofMillis(5);

    /** Which of them are in a text, as they are or as they are often written. */
    public Set<String> in(String text) {
        Set<String> found = new TreeSet<>();
        values.get().forEach((name, value) -> {
            Stream<String> plain =
                    Stream.of(value, value.replace("\"", "\\\""), URLEncoder.encode(value, StandardCharsets.UTF_8));
            if (Stream.concat(plain, Encoded.inBase64(value).stream()).anyMatch(text::contains)) {
                found.add(name);
            }
        });
        return found;
    }

    /** In every text of every table of a PostgreSQL. */
    public List<String> inTables(String url) throws Exception {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                ResultSet columns = connection
                        .createStatement()
                        .executeQuery("select table_schema, table_name, column_name from information_schema.columns"
                                + " where data_type in ('text', 'character varying', 'bytea', 'json', 'jsonb')"
                                + " and table_schema not in ('pg_catalog', 'information_schema')")) {
            while (columns.next()) {
                String table = "\"" + columns.getString(1) + "\".\"" + columns.getString(2) + "\"";
                String query = "select \"" + columns.getString(3) + "\" from " + table;
                try (ResultSet rows = connection.createStatement().executeQuery(query)) {
                    while (rows.next()) {
                        Object value = rows.getObject(1);
                        String text = value instanceof byte[] bytes
                                ? new String(bytes, StandardCharsets.ISO_8859_1)
                                : String.valueOf(value);
                        in(text).forEach(name -> found.add(query + ": " + name + " in " + excerpt(text)));
                    }
                }
            }
        }
        return found;
    }

    public List<String> inFiles(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                in(Files.readString(file, StandardCharsets.ISO_8859_1)).forEach(name -> found.add(file + ": " + name));
            }
        }
        return found;
    }

    private static String excerpt(String text) {
        return text.substring(0, Math.min(text.length(), 600));
    }

    public Arguments watchArguments() {
        return new Arguments(this);
    }

    /** Looks at the arguments of every process of this machine all the time. */
    public static final class Arguments implements AutoCloseable {
        private final Canaries canaries;
        private final AtomicBoolean over = new AtomicBoolean();
        private final Set<String> found = Collections.synchronizedSet(new TreeSet<>());
        private final Set<String> programs = Collections.synchronizedSet(new TreeSet<>());
        private final Thread looking = new Thread(this::look, "arguments");

        private Arguments(Canaries canaries) {
            this.canaries = canaries;
            looking.start();
        }

        private void look() {
            while (!over.get()) {
                String[] processes = Path.of("/proc").toFile().list((proc, name) -> name.matches("\\d+"));
                Arrays.stream(processes == null ? new String[0] : processes).forEach(this::lookAt);
                LockSupport.parkNanos(HURRY.toNanos());
            }
        }

        private void lookAt(String process) {
            try {
                String line = Files.readString(Path.of("/proc", process, "cmdline"), StandardCharsets.ISO_8859_1);
                programs.add(line.replaceAll("\0.*", ""));
                canaries.in(line).forEach(name -> found.add(line.replace('\0', ' ') + ": " + name));
            } catch (IOException gone) {
                // it ended
            }
        }

        public Set<String> found() {
            return Set.copyOf(found);
        }

        public int looked() {
            return programs.size();
        }

        @Override
        public void close() throws InterruptedException {
            over.set(true);
            looking.join();
        }
    }
}
