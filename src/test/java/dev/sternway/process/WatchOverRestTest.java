package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.run.Runs;
import dev.sternway.run.watching.WatchGuards;
import dev.sternway.testing.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;

/** What `run-migration` and `watch explain` ask a running server. */
class WatchOverRestTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MIGRATION =
            "\ntriggers:\n  - {id: migrating, watch: {migration: {change: C001}}, mode: propose, severity: critical}\n";

    @TempDir
    private static Path folder;

    private static ArmedPlans plans;

    @BeforeAll
    static void start() {
        plans = new ArmedPlans(folder);
    }

    @AfterAll
    static void stop() {
        plans.close();
    }

    private record Reply(int status, JsonNode body) {
        String code() {
            return body.path("code").asText();
        }
    }

    @Test
    void aMigrationThatFailsAsksPeopleOnceAndEverybodyCanSeeWhy() throws Exception {
        String guard = plans.arm(Optional.empty(), "\ntriggers:\n", MIGRATION);
        String plan = guard.replace("guard-", "");
        String ended = "{\"planId\": \"" + plan + "\", \"environment\": \"test\", \"exitCode\": %d,"
                + " \"step\": \"V2.sql:4\", \"error\": \"column contains null values\"}";

        assertThat(post(ended.formatted(0)).body().path("what").asText()).isEqualTo("OBSERVED");
        Reply failed = post(ended.formatted(3));
        Reply again = post(ended.formatted(3));

        assertThat(failed.body().path("what").asText()).isEqualTo("STARTED");
        String rollback = failed.body().path("rollbackId").asText();
        assertThat(plans.rollback(rollback).reason()).contains("V2.sql:4", "column contains null values");
        plans.task(rollback, "decide-what-to-do");
        assertThat(again.body().path("what").asText()).isEqualTo("REFUSED");

        for (String id : new String[] {guard, rollback}) {
            JsonNode verdicts = ask("GET", "/api/guards/" + id + "/verdicts?last=2", "", "admin:admin")
                    .body();
            assertThat(verdicts.properties()).as("every trigger, asked or not").hasSize(4);
            assertThat(verdicts.path("migrating")).hasSize(2);
            assertThat(verdicts.at("/migrating/1/outcome").asText()).isEqualTo("FIRED");
            assertThat(verdicts.at("/migrating/1/why").asText())
                    .isEqualTo("the migration ended with exit code 3 at V2.sql:4: column contains null values");
        }
    }

    /** A share of two requests, or a machine that is busy. */
    @Test
    void oneBadAnswerHoldsUpNoArmingAndAServiceThatIsDownDoes() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean down = new AtomicBoolean();
        try (WebServer api = new WebServer(it ->
                WebServer.Answer.of(down.get() || asked.getAndIncrement() % 2 == 1 ? 500 : 200, ""))) {
            String guard = plans.arm(
                    Optional.empty(),
                    "  PLAN-host:",
                    "  PLAN-api: {type: service, url: \"" + api.url() + "\"}\n  PLAN-host:",
                    "\ntriggers:\n",
                    "\ntriggers:\n  - {id: health, watch: {http: {target: PLAN-api, path: /}}, breach: \"< 1\", every: 200ms,"
                            + " for: 1h, no-data: breach, mode: observe, severity: major}\n");
            Runs.Run run = plans.bean(Runs.class).get(guard);
            WatchGuards watch = plans.bean(WatchGuards.class);

            watch.requireQuiet(run, List.of());
            assertThat(asked.get()).isGreaterThanOrEqualTo(2);

            down.set(true);
            assertThatThrownBy(() -> watch.requireQuiet(run, List.of()))
                    .hasMessageContaining("SW-0711")
                    .hasMessageContaining("health");
        }
    }

    @Test
    void saysWhatIsWrongWithAReport() throws Exception {
        String plan = plans.arm(Optional.empty()).replace("guard-", "");

        assertThat(post("{\"planId\": \"" + plan + "\", \"environment\": \"test\", \"exitCode\": 1}")
                        .code())
                .as("it has no trigger on migrations")
                .isEqualTo("SW-0716");
        assertThat(post("{\"planId\": \"other\", \"environment\": \"test\", \"exitCode\": 1}")
                        .code())
                .isEqualTo("SW-0704");
        assertThat(post("{\"environment\": \"test\"}").code()).isEqualTo("SW-0651");
        assertThat(post("{\"planId\": \"" + plan + "\", \"environment\": \"test\"}")
                        .code())
                .as("without an exit code nobody knows how it ended")
                .isEqualTo("SW-0651");
        assertThat(post("[").status()).isEqualTo(400);
        assertThat(ask("POST", "/api/migrations", "{}", "stranger:wrong").status())
                .isEqualTo(401);
        assertThat(ask("GET", "/api/guards/none/verdicts", "", "admin:admin").code())
                .isEqualTo("SW-0713");
        assertThat(ask("GET", "/api/guards/none/verdicts?last=few", "", "admin:admin")
                        .status())
                .isEqualTo(400);
    }

    private static Reply post(String body) throws Exception {
        return ask("POST", "/api/migrations", body, "admin:admin");
    }

    private static Reply ask(String method, String path, String body, String login)
            throws IOException, InterruptedException {
        String port = plans.bean(Environment.class).getRequiredProperty("local.server.port");
        String basic = Base64.getEncoder().encodeToString((login).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .header("Authorization", "Basic " + basic)
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return new Reply(
                answer.statusCode(), answer.body().isBlank() ? JSON.missingNode() : JSON.readTree(answer.body()));
    }
}
