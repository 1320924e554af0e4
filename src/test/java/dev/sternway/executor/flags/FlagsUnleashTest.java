package dev.sternway.executor.flags;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Secret;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server keeps state as the Admin API documents it, and refuses what that does not allow. */
class FlagsUnleashTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String STEP = "{target: unleash, flag: sign-up, environment: production";
    private static final String BASE = "/api/admin/projects/default/features/sign-up/environments/production";

    private final FlagsUnleash unleash = new FlagsUnleash();
    private final ObjectNode environment = object("""
            {"name": "production", "enabled": true, "strategies": [
              {"id": "a1", "name": "flexibleRollout", "title": "half", "disabled": false, "sortOrder": 0, "featureName": "sign-up",
               "constraints": [{"contextName": "country", "operator": "IN", "values": ["SE"]}],
               "parameters": {"rollout": "50", "stickiness": "userId", "groupId": "sign-up"}, "segments": [3], "variants": []},
              {"id": "a2", "name": "userWithId", "disabled": false, "sortOrder": 1, "constraints": [],
               "parameters": {"userIds": "1,2"}, "segments": [], "variants": []}]}""");
    private final WebServer server = new WebServer(this::answer);
    private int left = Integer.MAX_VALUE;
    private TestContext context;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        context = new TestContext(folder).target("unleash", Targets.serviceWithToken(server.url(), "TOKEN"));
        context.secrets.put("TOKEN", Secret.of("user:abc"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void switchesOffAndBringsEveryStrategyBack() throws Exception {
        new ThereAndBack<>(unleash, "target: unleash\nflag: sign-up\nenvironment: production", context, this::world)
                .proves(() -> {
                    strategies().remove(0);
                    strategies()
                            .add(object(
                                    "{\"id\": \"b1\", \"name\": \"default\", \"sortOrder\": 2, \"parameters\": {}}"));
                    ((ObjectNode) strategies().get(0)).putObject("parameters").put("userIds", "9");
                });
    }

    @Test
    void goesOnWhereItWasInterrupted() throws Exception {
        var armed = inputs(unleash, STEP + ", to: armed}");
        done(unleash.ready(armed, context));
        Object before = world();
        strategies().removeAll();
        left = 2;
        failed(unleash.run(armed, context), true);
        assertThat(environment.path("enabled").asBoolean())
                .as("nobody sees half of it")
                .isFalse();

        left = Integer.MAX_VALUE;
        done(unleash.run(armed, context));

        assertThat(world()).isEqualTo(before);
    }

    @Test
    void putsEveryStrategyBackWhenItIsCancelledInTheMiddle() throws Exception {
        var armed = inputs(unleash, STEP + ", to: armed}");
        done(unleash.ready(armed, context));
        Object wanted = world();
        strategies().removeAll();
        Object before = world();
        var work = context.underway(1);
        context.beforeEffect(() -> {
            if (strategies().size() == 1) {
                work.cancel();
            }
        });

        assertThatThrownBy(() -> unleash.run(armed, context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(server.asked())
                .extracting(Asked::method)
                .as("it was in the middle")
                .contains("DELETE");
        assertThat(world()).isEqualTo(before);
        context.underway(2);
        context.beforeEffect(() -> {});
        done(unleash.run(armed, context));
        assertThat(world()).isEqualTo(wanted);
    }

    @Test
    void saysWhenItMayNotOrHasToWait() throws Exception {
        var disabled = inputs(unleash, STEP + ", to: disabled}");
        context.secrets.put("TOKEN", Secret.of("user:other"));
        assertThat(failed(unleash.ready(disabled, context), false).what()).contains("401");
        assertThat(failed(unleash.run(disabled, context), false).what()).contains("401");
        context.secrets.put("TOKEN", Secret.of("user:abc"));
        assertThat(failed(
                                unleash.ready(
                                        inputs(
                                                unleash,
                                                "{target: unleash, flag: sing-up, environment: production, to: disabled}"),
                                        context),
                                false)
                        .what())
                .contains("404");

        left = 0;
        assertThat(unleash.run(disabled, context)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.retryable()).isTrue();
            assertThat(failed.after()).isEqualTo(Optional.of(Duration.ofSeconds(7)));
        });
        server.close();
        assertThat(unleash.probe(disabled, context)).isInstanceOf(Probe.Unknown.class);
        assertThat(failed(unleash.run(disabled, context), true).code()).isEqualTo("SW-0648");
    }

    private Answer answer(Asked asked) {
        if (!"user:abc".equals(asked.headers().get("authorization"))) {
            return Answer.of(401, "{\"name\": \"AuthenticationRequired\"}");
        }
        if (left-- <= 0) {
            return new Answer(429, "", Map.of("Retry-After", "7"));
        }
        if (!asked.path().startsWith(BASE)) {
            return Answer.of(404, "{\"name\": \"NotFoundError\"}");
        }
        String rest = asked.method() + " " + asked.path().substring(BASE.length());
        if (rest.equals("GET ")) {
            return Answer.of(200, environment.toString());
        }
        if (rest.equals("POST /on") || rest.equals("POST /off")) {
            environment.put("enabled", rest.endsWith("on"));
            return Answer.of(200, "");
        }
        if (rest.equals("POST /strategies")) {
            ObjectNode strategy = object(asked.body());
            if (!strategy.path("name").isTextual() || strategy.has("id")) {
                return Answer.of(400, "{\"name\": \"BadDataError\"}");
            }
            strategy.put("id", UUID.randomUUID().toString());
            strategies().add(strategy);
            return Answer.of(200, strategy.toString());
        }
        for (int i = 0; i < strategies().size(); i++) {
            if (rest.equals(
                    "DELETE /strategies/" + strategies().get(i).path("id").asText())) {
                strategies().remove(i);
                return Answer.of(200, "");
            }
        }
        return Answer.of(404, "{\"name\": \"NotFoundError\"}");
    }

    private ArrayNode strategies() {
        return (ArrayNode) environment.path("strategies");
    }

    /** What decides, in order: whichever ids the strategies have. */
    private Object world() {
        List<JsonNode> all = new ArrayList<>();
        strategies().forEach(it -> all.add(((ObjectNode) it.deepCopy()).without(List.of("id", "featureName"))));
        all.sort(Comparator.comparingInt(it -> it.path("sortOrder").asInt()));
        return List.of(environment.path("enabled"), all);
    }

    private static ObjectNode object(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
