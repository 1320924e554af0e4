package dev.sternway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How verbs reach a running server; password and token come from the environment only. */
public final class Server {
    @Option(
            names = "--server",
            defaultValue = "${env:STERNWAY_URL:-http://localhost:8080}",
            description = "Address of the server (STERNWAY_URL, default http://localhost:8080).")
    private String server = "http://localhost:8080";

    @Option(
            names = "--user",
            defaultValue = "${env:STERNWAY_USER:-admin}",
            description = "Who you are (STERNWAY_USER); the password is read from STERNWAY_PASSWORD."
                    + " A token in STERNWAY_TOKEN goes before both.")
    private String user = "admin";

    public JsonNode get(String path) {
        return json(send(request(path).GET()));
    }

    public String text(String path) {
        return send(request(path).GET()).body();
    }

    public JsonNode post(String path, String type, byte[] body, Optional<String> key) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        key.ifPresent(it -> request.header("Idempotency-Key", it));
        return json(send(request));
    }

    /** Sends a change; the answer has no content that matters. */
    public void change(String method, String path, String json) {
        send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    /** One part of a path. */
    public static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path))
                .timeout(Duration.ofSeconds(60))
                .header("User-Agent", "sternway, " + System.getProperty("user.name", "unknown"))
                .header("Authorization", authorization());
    }

    private String authorization() {
        String token = System.getenv().getOrDefault("STERNWAY_TOKEN", "").strip();
        if (!token.isEmpty()) {
            return "Bearer " + token;
        }
        String password = System.getenv().getOrDefault("STERNWAY_PASSWORD", "");
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return "Basic " + pair;
    }

    private URI address(String path) {
        if (!server.matches("https?://[^\\s/]+.*")) {
            throw ProblemException.of(
                    "SW-0652", server + " is no address of a server", "--server", "Give it as http://host:8080");
        }
        return URI.create(server.replaceAll("/+$", "") + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        HttpResponse<String> answer;
        try {
            answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw ProblemException.of(
                    "SW-0902",
                    "No server answers at " + server,
                    server,
                    "Start one with sternway serve, or give --server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.of("SW-0902", "Stopped", server, "");
        }
        if (answer.statusCode() >= 400) {
            JsonNode problem = answer.body().startsWith("{")
                    ? parse(answer.body())
                    : PlanMapper.json().createObjectNode();
            throw ProblemException.of(
                    problem.path("code").asText("SW-0903"),
                    problem.path("detail").asText("The server answered " + answer.statusCode()),
                    "",
                    "");
        }
        return answer;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return answer.body().isBlank() ? PlanMapper.json().createObjectNode() : parse(answer.body());
    }

    private static JsonNode parse(String body) {
        try {
            return PlanMapper.json().readTree(body);
        } catch (IOException e) {
            throw ProblemException.of("SW-0903", "The server's answer is not JSON", "", "Check --server");
        }
    }
}
