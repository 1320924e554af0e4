package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.RawHttp;
import dev.sternway.testing.RawHttp.Answer;
import dev.sternway.testing.RawHttp.Request;
import dev.sternway.testing.RequestGenerator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Throws at the doors whatever fits their description and much that does not; the server must neither break nor tell. */
class FuzzTest {
    private static final long SECONDS = Long.getLong("sternway.fuzz.seconds", 20);
    private static final long SEED = Long.getLong("sternway.fuzz.seed", 20_261_121L);
    private static final Path DOCUMENT = Path.of("docs/openapi.json");
    /** What no answer may tell: classes, stack traces, SQL, folders. */
    private static final Pattern LEAK = Pattern.compile(
            "\\b(java|javax|jakarta|org|com|dev)\\.[a-z]+\\.[\\w.$]+|\\bat [\\w.$]+\\([\\w]+\\.java|SQLState|\\bselect .+ from\\b"
                    + "|insert into|jdbc:|/tmp/|/work/|/root/|NullPointer|StackOverflow",
            Pattern.CASE_INSENSITIVE);

    @TempDir
    private Path folder;

    private record Door(String method, String target, String example) {}

    private static final List<Door> ENGINE = List.of(
            new Door(
                    "POST",
                    "/engine-rest/process-definition/key/rollback/start",
                    "{\"variables\":{\"planId\":{\"value\":\"a\",\"type\":\"String\"}},\"businessKey\":\"b\"}"),
            new Door(
                    "POST",
                    "/engine-rest/task",
                    "{\"processInstanceBusinessKey\":\"a\",\"sorting\":[{\"sortBy\":\"created\",\"sortOrder\":\"asc\"}]}"),
            new Door("POST", "/engine-rest/message", "{\"messageName\":\"a\",\"businessKey\":\"b\"}"),
            new Door("POST", "/engine-rest/deployment/create", "{\"data\":1}"),
            new Door(
                    "POST",
                    "/engine-rest/user/create",
                    "{\"profile\":{\"id\":\"a\"},\"credentials\":{\"password\":\"b\"}}"),
            new Door(
                    "POST",
                    "/engine-rest/decision-definition/key/decision/evaluate",
                    "{\"variables\":{\"a\":{\"value\":1}}}"),
            new Door(
                    "POST",
                    "/engine-rest/external-task/fetchAndLock",
                    "{\"workerId\":\"a\",\"maxTasks\":1,\"topics\":[{\"topicName\":\"x\",\"lockDuration\":1}]}"),
            new Door("POST", "/engine-rest/history/task", "{\"taskAssignee\":\"a\"}"),
            new Door("POST", "/engine-rest/task/none/complete", "{\"variables\":{\"a\":{\"value\":\"b\"}}}"));

    @Test
    void noRequestBreaksTheServerHangsItOrMakesItTell() throws Exception {
        String database = PostgresServer.create();
        Map<String, Object> settings = Map.of(
                "spring.datasource.url", PostgresServer.url(database),
                "spring.datasource.username", "postgres",
                "spring.datasource.password", "postgres");
        try (ArmedPlans server = new ArmedPlans(folder, settings)) {
            String guard = server.arm(Optional.empty());
            String rollback = server.fire(guard, "by-people");
            RawHttp http = new RawHttp(server.port(), "admin", "admin");
            JsonNode document = document(http);
            Random random = new Random(SEED);
            RequestGenerator generator =
                    new RequestGenerator(document, random, List.of(guard, rollback, "plan-1", "test"));
            assertThat(generator.operations()).isGreaterThan(20);
            List<String> findings = new ArrayList<>();
            long heapBefore = heap();
            int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
            long end = System.nanoTime() + SECONDS * 1_000_000_000L;
            int sent = 0;
            for (; System.nanoTime() < end && findings.size() < 40; sent++) {
                judge(http, generator.next(sent), findings);
                Door door = ENGINE.get(sent % ENGINE.size());
                if (sent % 3 == 0) {
                    judge(
                            http,
                            generator.to(
                                    door.method(),
                                    door.target(),
                                    PlanMapper.json().readTree(door.example())),
                            findings);
                }
            }
            assertThat(findings).as("%d requests with seed %d", sent, SEED).isEmpty();
            assertThat(sent).isGreaterThan(generator.operations());
            theServerIsFineAfterwards(http);
            assertThat(heap() - heapBefore).as("MiB of heap kept").isLessThan(150);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore)
                    .as("threads kept")
                    .isLessThan(100);
        }
    }

    private static void judge(RawHttp http, Request request, List<String> findings) {
        try {
            Answer answer = http.send(request);
            if (answer.status() >= 500) {
                findings.add(answer.status() + " for " + request + "\n  → " + cut(answer.body()));
            } else if (LEAK.matcher(answer.body()).find() && answer.status() >= 300) {
                var leak = LEAK.matcher(answer.body());
                leak.find();
                findings.add("tells '" + leak.group() + "' for " + request + "\n  → " + cut(answer.body()));
            }
        } catch (SocketTimeoutException hangs) {
            findings.add("hangs for " + request);
        } catch (IOException closed) {
            findings.add("breaks off for " + request + ": " + closed.getMessage());
        }
    }

    /** In MiB, of this process: other tests have left something in it, too. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }

    private static void theServerIsFineAfterwards(RawHttp http) throws IOException {
        assertThat(http.send(new Request("GET", "/api/guards", "", new byte[0])).status())
                .isEqualTo(200);
        assertThat(http.send(new Request("GET", "/engine-rest/engine", "", new byte[0]))
                        .status())
                .isEqualTo(200);
        assertThat(ManagementFactory.getThreadMXBean().findDeadlockedThreads()).isNull();
    }

    private static JsonNode document(RawHttp http) throws IOException {
        Answer answer = http.send(new Request("GET", "/api/openapi", "", new byte[0]));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(new RawHttp(http.port(), "nobody", "nothing")
                        .send(new Request("GET", "/api/openapi", "", new byte[0]))
                        .status())
                .as("for those who are logged in only")
                .isEqualTo(401);
        JsonNode document = PlanMapper.json().readTree(whole(http));
        String text = document.toPrettyString() + "\n";
        if (Boolean.getBoolean("sternway.update")) {
            Files.writeString(DOCUMENT, text);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/openapi.json: ./mvnw test -Dtest=FuzzTest -Dsternway.update=true")
                .isEqualTo(text);
        return document;
    }

    private static String whole(RawHttp http) throws IOException {
        URLConnection connection = URI.create("http://localhost:" + http.port() + "/api/openapi")
                .toURL()
                .openConnection();
        connection.setRequestProperty("Authorization", "Basic YWRtaW46YWRtaW4=");
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), 600));
    }
}
