package dev.sternway.demo.traffic;

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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Sends requests to the service and counts what comes back. */
final class Browser {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param status 0 if nobody answered */
    record Answer(int status, JsonNode body) {
        boolean yes() {
            return status >= 200 && status < 300;
        }

        /** Whether the service may or may not have done what it was asked. */
        boolean unclear() {
            return status == 0 || status >= 500 && status != 503;
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI service;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();

    Browser(URI service) {
        this.service = service;
    }

    Answer send(String method, String path, Map<String, ?> body) throws InterruptedException {
        requests.incrementAndGet();
        try {
            HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                    .timeout(Duration.ofSeconds(8))
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() >= 500) {
                errors.incrementAndGet();
            }
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Answer(response.statusCode(), json ? JSON.readTree(response.body()) : MissingNode.getInstance());
        } catch (IOException e) {
            errors.incrementAndGet();
            return new Answer(0, MissingNode.getInstance());
        }
    }

    long requests() {
        return requests.get();
    }

    long errors() {
        return errors.get();
    }
}
