package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sternway.testing.Canaries;
import dev.sternway.testing.Collector;
import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private final Canaries canaries = new Canaries(() -> CANARIES);

    @TempDir
    private Path folder;

    @Test
    void noSecretIsFoundInAnythingThatARollbackLeavesBehind() throws Exception {
        String store = PostgresServer.create();
        Map<String, String> environment = new TreeMap<>(CANARIES);
        environment.put("STERNWAY_DB_URL", PostgresServer.url(store));
        environment.put("STERNWAY_DB_USER", "postgres");
        HttpServer echo = echo();
        Collector collector = new Collector();
        environment.put("STERNWAY_TRACING_ENDPOINT", collector.endpoint());
        environment.put("STERNWAY_TRACING_HEADERS", "X-Key=secret:HEADER_KEY");
        try (collector;
                Canaries.Arguments seen = canaries.watchArguments();
                Scene scene = new Scene(folder, "add-email", environment)) {
            prepare(scene.plan.path(), echo.getAddress().getPort());
            scene.arm();
            scene.migrate();
            String rollback = scene.fire("add-email");
            assertThat(scene.watch().untilOver(rollback).path("state").asText()).isEqualTo("ROLLED_BACK");

            String output = PostgresServer.value(
                    store, "select output from sternway.receipt where step = 'Show what a command sees'");
            assertThat(output).contains("TODO_ENV=", "HOST_KEY=****");
            assertThat(output.replace("STERNWAY_WORK=", "the mark of the work "))
                    .doesNotContain("STERNWAY_");
            assertThat(PostgresServer.value(
                            store, "select state from sternway.receipt where step = 'Send a secret in a header'"))
                    .isEqualTo("DONE");
            List<String> found = new ArrayList<>(inAnswers(scene, rollback));
            found.addAll(canaries.inTables(PostgresServer.url(store)));
            found.addAll(canaries.inTables(scene.database.url()));
            found.addAll(canaries.inFiles(folder));
            found.addAll(seen.found());
            found.addAll(inTraces(collector));
            assertThat(found).isEmpty();
            assertThat(seen.looked()).as("programs were looked at").isPositive();
        } finally {
            echo.stop(0);
        }
    }

    /** Of the arming and the rollback of its plan. */
    private List<String> inTraces(Collector collector) {
        List<String> found = new ArrayList<>();
        for (String name : List.of("arm add-email", "roll back add-email")) {
            Collector.Received trace = collector.trace(name, Duration.ofSeconds(60));
            assertThat(trace.spans())
                    .hasSizeGreaterThan(2)
                    .extracting(it -> it.getStatus().getMessage())
                    .containsOnly("");
            assertThat(trace.headers()).containsEntry("X-key", List.of(CANARIES.getOrDefault("HEADER_KEY", "")));
            canaries.in(trace.text()).forEach(secret -> found.add(name + ": " + secret));
        }
        return found;
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

    private List<String> inAnswers(Scene scene, String rollback) throws Exception {
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
            canaries.in(said).forEach(name -> found.add("GET " + path + ": " + name));
        }
        return found;
    }
}
