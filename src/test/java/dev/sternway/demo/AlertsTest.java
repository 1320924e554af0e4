package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.demo.stage.SternwayServer.Answer;
import dev.sternway.testing.Patience;
import dev.sternway.testing.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts' door of a running server: recorded payloads, strangers, floods, a crash, and one rollback. */
class AlertsTest {
    private static final int STORM = 10_000;
    private static final String DOOR = "/api/alerts/alertmanager";
    private static final Map<String, String> TOKEN = Map.of("Authorization", "Bearer t0ken");

    @TempDir
    private Path folder;

    @Test
    void aStormStartsOneRollbackAndStrangersNone() throws Exception {
        Map<String, String> environment = Map.of(
                "STERNWAY_DB_URL", PostgresServer.url(PostgresServer.create()),
                "STERNWAY_DB_USER", "postgres",
                "STERNWAY_DB_PASSWORD", "postgres",
                "STERNWAY_ALERT_TOKEN", "t0ken",
                "STERNWAY_ALERT_SECRET", "s3cret");
        try (Scene scene = new Scene(folder, "add-email", environment)) {
            AlertPlan.waitsFor(scene.plan.path(), "TodoErrors", "mode: propose");
            strangersAreTurnedAway(scene);
            assertThatThrownBy(scene::arm).hasMessageContaining("NOT_ARMED");
            assertThat(send(scene, DOOR, alert("resolved", "f0", Instant.now())).status())
                    .isEqualTo(202);
            scene.arm();
            unknownPlansGetAHint(scene);

            send(scene, DOOR, alert("firing", "early", Instant.now().minusSeconds(86_400)));
            Instant start = Instant.now();
            storm(scene, alert("firing", "f2", start));

            await().atMost(Patience.ENOUGH)
                    .untilAsserted(() -> assertThat(scene.server.read("olga", "/api/rollbacks"))
                            .hasSize(1));
            scene.restart();
            storm(scene, alert("firing", "f2", start), 50);
            JsonNode alerts = scene.server.read("olga", "/api/alerts");
            assertThat(alert(alerts, "f2").path("repeats").asInt()).isEqualTo(STORM + 50 - 1);
            assertThat(alert(alerts, "f2").path("state").asText()).isEqualTo("STARTED");
            assertThat(alert(alerts, "early").path("state").asText()).isEqualTo("EARLIER");
            assertThat(send(scene, DOOR, alert("firing", "f3", Instant.now())).status())
                    .as("another alert of the same plan, while its rollback runs")
                    .isEqualTo(202);
            send(scene, DOOR, alert("resolved", "f2", start));
            assertThat(alert(scene.server.read("olga", "/api/alerts"), "f2")
                            .path("endsAt")
                            .asText())
                    .startsWith("2026-");
            await().untilAsserted(() -> assertThat(alert(scene.server.read("olga", "/api/alerts"), "f3")
                            .path("state")
                            .asText())
                    .isEqualTo("REFUSED"));
            JsonNode rollbacks = scene.server.read("olga", "/api/rollbacks");
            assertThat(rollbacks).hasSize(1);
            assertThat(rollbacks.get(0).path("trigger").asText()).isEqualTo("alerted");
        }
    }

    private static void strangersAreTurnedAway(Scene scene) throws Exception {
        String body = alert("firing", "f0", Instant.now());
        long now = Instant.now().getEpochSecond();
        assertThat(ask(scene, DOOR, body, Map.of()).status()).isEqualTo(401);
        assertThat(ask(scene, DOOR, body, Map.of("Authorization", "Bearer wrong"))
                        .status())
                .isEqualTo(401);
        assertThat(ask(scene, DOOR, "[]", signed(now, body)).body().path("code").asText())
                .as("another body")
                .isEqualTo("SW-0805");
        assertThat(ask(scene, DOOR, body, signed(now - 301, body))
                        .body()
                        .path("code")
                        .asText())
                .as("a replay")
                .isEqualTo("SW-0806");
        assertThat(ask(scene, DOOR, body, signed(now, body)).body().path("code").asText())
                .as("the signature is right, but nothing is armed")
                .isEqualTo("SW-0611");
        Answer large = ask(scene, DOOR, "x".repeat(5 << 20), TOKEN);
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.body().path("code").asText()).isEqualTo("SW-0807");
        Answer malformed = ask(scene, DOOR, "{\"version\": \"4\"}", TOKEN);
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.body().path("detail").asText()).contains("/alerts is missing");
        assertThat(ask(scene, "/api/alerts/nagios", body, TOKEN).status()).isEqualTo(404);
        assertThat(scene.server
                        .ask(Optional.empty(), "GET", "/api/alerts", "", TOKEN)
                        .status())
                .as("the key opens no other door")
                .isEqualTo(401);
    }

    private static void unknownPlansGetAHint(Scene scene) throws Exception {
        Answer other = send(scene, DOOR, alert("firing", "f1", Instant.now()).replace("add-email", "MIG-002"));
        assertThat(other.status()).isEqualTo(404);
        assertThat(other.text()).contains("MIG-002 is not armed").contains("add-email in demo");
        Answer trigger = send(scene, DOOR, alert("firing", "f1", Instant.now()).replace("TodoErrors", "Slow"));
        assertThat(trigger.status()).isEqualTo(404);
        assertThat(trigger.text()).contains("waits for TodoErrors");
        for (String format : List.of("grafana", "cloudevent", "generic")) {
            String recorded = Files.readString(Path.of("src/test/resources/alerts", format + ".json"))
                    .replace("add-email", "other");
            assertThat(send(scene, "/api/alerts/" + (format.equals("cloudevent") ? "cloudevents" : format), recorded)
                            .body()
                            .path("code")
                            .asText())
                    .isEqualTo("SW-0611");
        }
    }

    private static void storm(Scene scene, String body) throws Exception {
        storm(scene, body, STORM);
    }

    private static void storm(Scene scene, String body, int size) throws Exception {
        Semaphore flying = new Semaphore(64);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(scene.server.url() + DOOR))
                .header("Authorization", "Bearer t0ken")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        for (int i = 0; i < size; i++) {
            flying.acquire();
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .whenComplete((answer, failure) -> flying.release()));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(202);
        }
    }

    private static JsonNode alert(JsonNode alerts, String fingerprint) {
        for (JsonNode alert : alerts) {
            if (alert.path("fingerprint").asText().equals(fingerprint)) {
                return alert;
            }
        }
        throw new AssertionError("no alert " + fingerprint + " in " + alerts);
    }

    private static String alert(String status, String fingerprint, Instant start) {
        return """
                {"version": "4", "status": "%s", "alerts": [{"status": "%s", "fingerprint": "%s", "startsAt": "%s",
                 "endsAt": "%s", "labels": {"alertname": "TodoErrors", "sternway_plan": "add-email"},
                 "annotations": {"summary": "too many errors"}}]}""".formatted(status, status, fingerprint, start, start.plusSeconds(60));
    }

    private static Answer send(Scene scene, String door, String body) throws Exception {
        return ask(scene, door, body, TOKEN);
    }

    private static Answer ask(Scene scene, String door, String body, Map<String, String> headers) throws Exception {
        return scene.server.ask(Optional.empty(), "POST", door, body, headers);
    }

    private static Map<String, String> signed(long timestamp, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal((timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "X-Sternway-Timestamp", String.valueOf(timestamp),
                "X-Sternway-Signature", HexFormat.of().formatHex(signature));
    }
}
