package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
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
