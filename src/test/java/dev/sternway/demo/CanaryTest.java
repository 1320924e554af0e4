package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that are easily found again, through a whole rollback; then everything that was written is searched for them. */
class CanaryTest {
    private static final Map<String, String> CANARIES = Map.of(
            "TODO_DB_PASSWORD", "canary-database-7f3a91",
            "CHAT_TOKEN", "canary/chat+token=51c2",
            "HOST_KEY", "canary \"host\" key 9d04",
            "HEADER_KEY", "canary-header-66b8e0",
            "STERNWAY_DB_PASSWORD", "canary-engine-20aa4c",
            "STERNWAY_ALERT_TOKEN", "canary-alert-b7710f");
    private static final Duration HURRY = Duration.ofMillis(5);

    @TempDir
    private Path folder;

    @Test
    void noSecretIsFoundInAnythingThatARollbackLeavesBehind() throws Exception {
        String store = PostgresServer.create();
        Map<String, String> environment = new TreeMap<>(CANARIES);
        environment.put("STERNWAY_DB_URL", PostgresServer.url(store));
        environment.put("STERNWAY_DB_USER", "postgres");
        Arguments seen = new Arguments();
        HttpServer echo = echo();
        try (seen;
                Scene scene = new Scene(folder, "add-email", environment)) {
            prepare(scene.plan.path(), echo.getAddress().getPort());
            scene.arm();
            scene.migrate();
            String rollback = scene.fire("add-email");
            assertThat(scene.watch().untilOver(rollback).path("state").asText()).isEqualTo("ROLLED_BACK");

            String output = PostgresServer.value(
                    store, "select output from sternway.receipt where step = 'Show what a command sees'");
            assertThat(output).contains("TODO_ENV=", "HOST_KEY=****").doesNotContain("STERNWAY_");
            assertThat(PostgresServer.value(
                            store, "select state from sternway.receipt where step = 'Send a secret in a header'"))
                    .isEqualTo("DONE");
            List<String> found = new ArrayList<>(inAnswers(scene, rollback));
            found.addAll(inTables(PostgresServer.url(store)));
            found.addAll(inTables(scene.database.url()));
            found.addAll(inFiles(folder));
            found.addAll(seen.found());
            assertThat(found).isEmpty();
            assertThat(seen.looked()).as("programs were looked at").isPositive();
        } finally {
            echo.stop(0);
        }
    }

    /** Answers with what it was sent. */
    private static HttpServer echo() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = ("{\"key\": \"" + exchange.getRequestHeaders().getFirst("X-Key") + "\", \"log-in\": \""
                            + exchange.getRequestHeaders().getFirst("Authorization") + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void prepare(Path plan, int port) throws IOException {
        Path yaml = plan.resolve("plan.yaml");
        String text = Files.readString(yaml)
                .replace(
                        "  chat: {type: service, url: \"http://localhost:8090\"}\n",
                        "  chat: {type: service, url: \"http://localhost:8090\", token: {secret: CHAT_TOKEN}}\n"
                                + "  echo: {type: service, url: \"http://localhost:" + port
                                + "\", user: sternway, password: {secret: HEADER_KEY}}\n")
                .replace(
                        "TODO_ENV: /etc/todo/service.env",
                        "TODO_ENV: /etc/todo/service.env, HOST_KEY: \"secret:HOST_KEY\"")
                .replace("  restoration:\n    within: 60m\n    steps:\n", """
                          restoration:
                            within: 60m
                            steps:
                              - name: Show what a command sees
                                uses: command/run
                                activity: restore-code
                                with:
                                  host: todo-host
                                  argv: ['env; printf "%s" "$HOST_KEY" | base64; echo "$HOST_KEY" >&2']
                                  shell: true
                              - name: Send a secret in a header
                                uses: http/request
                                activity: restore-code
                                with: {target: echo, method: POST, path: /x, headers: {X-Key: "secret:HEADER_KEY"}}
                        """);
        assertThat(text).contains("CHAT_TOKEN", "HOST_KEY", "X-Key");
        Files.writeString(yaml, text);
    }

    private static List<String> inAnswers(Scene scene, String rollback) throws Exception {
        List<String> found = new ArrayList<>();
        for (String path : new String[] {
            "/api/rollbacks/" + rollback,
            "/api/rollbacks/" + rollback + "/ledger",
            "/api/rollbacks/" + rollback + "/report.md",
            "/api/rollbacks/" + rollback + "/report.html",
            "/api/ledger",
            "/engine-rest/history/variable-instance",
            "/actuator/env",
            "/actuator/prometheus",
        }) {
            String said =
                    scene.server.get("admin", path).map(answer -> answer.text()).orElse("");
            names(said).forEach(name -> found.add("GET " + path + ": " + name));
        }
        return found;
    }

    private static List<String> inTables(String url) throws Exception {
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
                        names(text).forEach(name -> found.add(query + ": " + name));
                    }
                }
            }
        }
        return found;
    }

    private static List<String> inFiles(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                names(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .forEach(name -> found.add(file + ": " + name));
            }
        }
        return found;
    }

    /** Which canaries are in a text, as they are or as they are often written. */
    private static Set<String> names(String text) {
        Set<String> found = new TreeSet<>();
        CANARIES.forEach((name, value) -> {
            String log = "sternway:" + value;
            boolean in = Stream.of(value, value.replace("\"", "\\\""), base64(value), base64(log))
                    .anyMatch(text::contains);
            if (in) {
                found.add(name);
            }
        });
        return found;
    }

    private static String base64(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Looks at the arguments of every process of this machine all the time. */
    private static final class Arguments implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private final Set<String> found = Collections.synchronizedSet(new TreeSet<>());
        private final Set<String> programs = Collections.synchronizedSet(new TreeSet<>());
        private final Thread looking = new Thread(this::look, "arguments");

        Arguments() {
            looking.start();
        }

        private void look() {
            while (!over.get()) {
                String[] processes = Path.of("/proc").toFile().list((proc, name) -> name.matches("\\d+"));
                Arrays.stream(processes == null ? new String[0] : processes).forEach(this::lookAt);
                java.util.concurrent.locks.LockSupport.parkNanos(HURRY.toNanos());
            }
        }

        private void lookAt(String process) {
            try {
                String line = Files.readString(Path.of("/proc", process, "cmdline"), StandardCharsets.ISO_8859_1);
                programs.add(line.replaceAll("\0.*", ""));
                names(line).forEach(name -> found.add(line.replace('\0', ' ') + ": " + name));
            } catch (IOException gone) {
                // it ended
            }
        }

        Set<String> found() {
            return Set.copyOf(found);
        }

        int looked() {
            return programs.size();
        }

        @Override
        public void close() throws InterruptedException {
            over.set(true);
            looking.join();
        }
    }
}
