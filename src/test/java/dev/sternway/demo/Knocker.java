package dev.sternway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Somebody in front of a door: no log-in, a password, or a token. */
final class Knocker {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;
    private final Optional<String> authorization;

    private Knocker(String url, Optional<String> authorization) {
        this.url = url;
        this.authorization = authorization;
    }

    static Knocker stranger(String url) {
        return new Knocker(url, Optional.empty());
    }

    Knocker as(String person, String password) {
        String pair = Base64.getEncoder().encodeToString((person + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new Knocker(url, Optional.of("Basic " + pair));
    }

    Knocker with(String token) {
        return new Knocker(url, Optional.of("Bearer " + token));
    }

    HttpResponse<String> get(String path) {
        return ask("GET", path, "", Map.of());
    }

    HttpResponse<String> ask(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        authorization.ifPresent(it -> request.header("Authorization", it));
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    static String cookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1).replaceFirst(";.*", ""))
                .findFirst()
                .orElse("");
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return answer.body().startsWith("{") || answer.body().startsWith("[")
                    ? JSON.readTree(answer.body())
                    : MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }
}
