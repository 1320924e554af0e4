package dev.sternway.demo.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Sternway in a process of its own, spoken to over REST only. Everybody's password is the user name. */
public final class SternwayServer implements AutoCloseable {
    public static final String ADMIN = "admin";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> QUICK_TO_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx768m");

    /** @param body missing unless it is JSON; {@code text} is what came */
    public record Answer(int status, JsonNode body, String text) {}

    private final Process process;
    private final URI url;
    private final Path log;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private SternwayServer(Process process, URI url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    public static SternwayServer start(Path folder, int port) throws IOException {
        return start(folder, port, Map.of());
    }

    /** @param environment further environment variables of the server */
    public static SternwayServer start(Path folder, int port, Map<String, String> environment) throws IOException {
        return start(folder.resolve("data"), folder.resolve("sternway.log"), port, environment, QUICK_TO_START);
    }

    /** @param java options of the virtual machine */
    public static SternwayServer start(Path folder, int port, Map<String, String> environment, List<String> java)
            throws IOException {
        return start(folder.resolve("data"), folder.resolve("sternway.log"), port, environment, java);
    }

    /** @param data its folder, which nodes on one database share */
    public static SternwayServer start(Path data, Path log, int port, Map<String, String> environment)
            throws IOException {
        return start(data, log, port, environment, QUICK_TO_START);
    }

    private static SternwayServer start(
            Path data, Path log, int port, Map<String, String> environment, List<String> java) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of(
                "-cp",
                System.getProperty("sternway.classpath", System.getProperty("java.class.path")),
                "dev.sternway.Sternway",
                "serve",
                "--port",
                String.valueOf(port),
                "--data",
                data.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("STERNWAY_ADMIN_PASSWORD", ADMIN);
        builder.environment().put("TODO_DB_PASSWORD", "postgres");
        builder.environment().putAll(environment);
        return new SternwayServer(builder.start(), URI.create("http://localhost:" + port), log);
    }

    public URI url() {
        return url;
    }

    public Path log() {
        return log;
    }

    public void awaitReady(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new DemoFailure(
                        "Sternway ended with code " + process.exitValue() + " while starting; see " + log);
            }
            if (get(ADMIN, "/engine-rest/engine").filter(a -> a.status() == 200).isPresent()) {
                return;
            }
            Thread.sleep(300);
        }
        throw new DemoFailure("Sternway did not answer within " + limit.toSeconds() + " s; see " + log);
    }

    /** Empty when nobody answers. */
    public Optional<Answer> get(String person, String path) throws InterruptedException {
        try {
            return Optional.of(exchange(person, "GET", path, BodyPublishers.noBody(), "application/json"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public JsonNode read(String person, String path) throws InterruptedException {
        Answer answer =
                get(person, path).orElseThrow(() -> new DemoFailure("Sternway does not answer any more; see " + log));
        if (answer.status() != 200) {
            throw refused("GET " + path, person, answer);
        }
        return answer.body();
    }

    public JsonNode send(String person, String method, String path, Object body) throws InterruptedException {
        try {
            return accepted(
                    method + " " + path,
                    person,
                    exchange(
                            person,
                            method,
                            path,
                            BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)),
                            "application/json"));
        } catch (IOException e) {
            throw new DemoFailure("Sternway did not answer " + method + " " + path + ": " + e.getMessage(), e);
        }
    }

    public JsonNode upload(String person, String path, byte[] zip) throws InterruptedException {
        try {
            return accepted(
                    "POST " + path,
                    person,
                    exchange(person, "POST", path, BodyPublishers.ofByteArray(zip), "application/zip"));
        } catch (IOException e) {
            throw new DemoFailure("Sternway did not answer POST " + path + ": " + e.getMessage(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** The answer, whatever its status. */
    public Answer ask(Optional<String> person, String method, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        person.ifPresent(name -> request.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString((name + ":" + name).getBytes(StandardCharsets.UTF_8))));
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        boolean json = response.body().startsWith("{") || response.body().startsWith("[");
        return new Answer(
                response.statusCode(),
                json ? JSON.readTree(response.body()) : MissingNode.getInstance(),
                response.body());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Answer exchange(String person, String method, String path, BodyPublisher body, String type)
            throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((person + ":" + person).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(url.resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", type)
                        .method(method, body)
                        .build(),
                BodyHandlers.ofString());
        boolean json = response.headers()
                .firstValue("Content-Type")
                .filter(value -> value.contains("json"))
                .isPresent();
        return new Answer(
                response.statusCode(),
                json && !response.body().isBlank() ? JSON.readTree(response.body()) : MissingNode.getInstance(),
                response.body());
    }

    private static JsonNode accepted(String what, String person, Answer answer) {
        if (answer.status() >= 300) {
            throw refused(what, person, answer);
        }
        return answer.body();
    }

    private static DemoFailure refused(String what, String person, Answer answer) {
        return new DemoFailure(what + " as " + person + " was answered with " + answer.status() + ": " + answer.text());
    }
}
