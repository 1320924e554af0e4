package dev.sternway.executor.frontend;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sternway.base.Secret;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against servers that answer as the documents of Cloudflare and Fastly say, and refuse what they refuse. */
class CdnPurgeTest {
    private static final JsonMapper JSON = new JsonMapper();
    private final CdnPurge purge = new CdnPurge();
    private final List<String> purged = new CopyOnWriteArrayList<>();
    private final AtomicInteger tooMany = new AtomicInteger();

    @TempDir
    Path folder;

    private WebServer server;
    private TestContext context;

    @BeforeEach
    void open() {
        server = new WebServer(this::answer);
        context = new TestContext(folder).target("cdn", Targets.serviceWithToken(server.url(), "TOKEN"));
        context.secrets.put("TOKEN", Secret.of("right"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void purgesFilesOfCloudflareAHundredAtATime() throws Exception {
        String urls = String.join(
                ", ",
                IntStream.range(0, 205)
                        .mapToObj(i -> "'https://shop/" + i + "'")
                        .toList());
        done(outcome(() -> purge.ready(with("{service: cloudflare, id: zone1, urls: [" + urls + "]}"), context)));

        assertThat(done(outcome(
                        () -> purge.run(with("{service: cloudflare, id: zone1, urls: [" + urls + "]}"), context))))
                .containsEntry("requests", "3");

        assertThat(purged).hasSize(205);
    }

    @Test
    void purgesSurrogateKeysAndEverythingOfFastly() throws Exception {
        done(outcome(() -> purge.ready(with("{service: fastly, id: svc1, tags: [front-end]}"), context)));
        done(outcome(() -> purge.run(with("{service: fastly, id: svc1, tags: [front-end]}"), context)));
        done(outcome(() -> purge.run(with("{service: fastly, id: svc1, everything: true}"), context)));

        assertThat(purged).containsExactly("front-end", "all of fastly");
    }

    @Test
    void refusesAtArmingATokenThatIsWrongAndAZoneThatIsNotThere() throws Exception {
        context.secrets.put("TOKEN", Secret.of("wrong"));
        assertThat(refused(outcome(
                                () -> purge.ready(with("{service: cloudflare, id: zone1, everything: true}"), context)))
                        .what())
                .contains("401");
        context.secrets.put("TOKEN", Secret.of("right"));
        assertThat(refused(outcome(
                                () -> purge.run(with("{service: cloudflare, id: zone9, everything: true}"), context)))
                        .what())
                .contains("404");
    }

    @Test
    void comesBackWhenItIsToldTo() throws Exception {
        tooMany.set(1);

        Outcome outcome = outcome(() -> purge.run(with("{service: cloudflare, id: zone1, everything: true}"), context));

        assertThat(failed(outcome, true).code()).isEqualTo("SW-1129");
        assertThat(((Outcome.Failed) outcome).after()).isEqualTo(Optional.of(Duration.ofSeconds(7)));
        done(outcome(() -> purge.run(with("{service: cloudflare, id: zone1, everything: true}"), context)));
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        server.close();

        assertThat(failed(outcome(() -> purge.run(with("{service: http, id: purge, everything: true}"), context)), true)
                        .what())
                .contains("does not answer");
    }

    @Test
    void asksForNothingMoreOnceItIsCancelled() {
        var work = context.underway(1);
        context.beforeEffect(work::cancel);

        assertThatThrownBy(() -> purge.run(with("{service: http, id: purge, everything: true}"), context))
                .isInstanceOf(StepContext.Cancelled.class);

        assertThat(server.asked()).isEmpty();
    }

    private Answer answer(WebServer.Asked asked) {
        boolean known = asked.path().startsWith("/service")
                ? "right".equals(asked.headers().get("fastly-key"))
                : "Bearer right".equals(asked.headers().get("authorization"));
        if (!known) {
            return Answer.of(
                    401,
                    "{\"success\": false, \"errors\": [{\"code\": 10000, \"message\": \"Authentication error\"}]}");
        }
        if (tooMany.getAndDecrement() > 0) {
            return new Answer(429, "{\"success\": false}", Map.of("Retry-After", "7"));
        }
        JsonNode body = asked.body().isEmpty() ? JSON.createObjectNode() : read(asked.body());
        switch (asked.method() + " " + asked.path()) {
            case "GET /user/tokens/verify", "GET /service/svc1" -> {
                return Answer.of(200, "{\"success\": true, \"result\": {\"status\": \"active\"}}");
            }
            case "POST /zones/zone1/purge_cache" -> {
                if (body.path("files").size() > 100) {
                    return Answer.of(400, "{\"success\": false, \"errors\": [{\"code\": 1094}]}");
                }
                body.path("files").forEach(file -> purged.add(file.asText()));
                return Answer.of(200, "{\"success\": true, \"result\": {\"id\": \"zone1\"}}");
            }
            case "POST /service/svc1/purge" -> {
                body.path("surrogate_keys").forEach(key -> purged.add(key.asText()));
                return Answer.of(200, "{\"front-end\": \"1-2-3\"}");
            }
            case "POST /service/svc1/purge_all" -> {
                purged.add("all of fastly");
                return Answer.of(200, "{\"status\": \"ok\"}");
            }
            default -> {
                return Answer.of(404, "{\"success\": false, \"errors\": [{\"message\": \"not found\"}]}");
            }
        }
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private CdnPurge.Inputs with(String more) {
        return inputs(purge, "{target: cdn, " + more.substring(1));
    }
}
