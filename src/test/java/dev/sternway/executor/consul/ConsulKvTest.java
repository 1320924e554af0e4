package dev.sternway.executor.consul;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Secret;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the transactions of Consul as they are documented; no registry has Consul itself. */
class ConsulKvTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final ConsulKv step = new ConsulKv();
    private final ConsulKv.Inputs with = inputs(step, "{target: consul, keys: [api/limit, api/fresh]}");
    private final Map<String, ObjectNode> store = new TreeMap<>();
    private final WebServer server = new WebServer(this::answer);

    @TempDir
    Path folder;

    private TestContext context;
    private long index = 10;
    private boolean dies;

    @BeforeEach
    void fill() {
        context = new TestContext(folder)
                .target("consul", Targets.serviceWithToken(server.url(), "TOKEN"))
                .target("away", Targets.serviceWithToken("http://localhost:1", "TOKEN"))
                .target("stranger", Targets.serviceWithToken(server.url(), "WRONG"));
        context.secrets.put("TOKEN", Secret.of("t0ken"));
        context.secrets.put("WRONG", Secret.of("wr0ng"));
        put("api/limit", "100", 42);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void putsKeysBackAtOneStrokeAndRemovesWhatWasNotThere() throws Exception {
        done(step.ready(with, context));
        assertThat(step.probe(with, context)).isInstanceOf(Probe.Already.class);
        put("api/limit", "7", 0);
        put("api/fresh", "yes", 0);
        assertThat(step.probe(with, context)).isInstanceOf(Probe.Needed.class);

        assertThat(done(step.run(with, context))).containsEntry("changed", "api/fresh, api/limit");

        done(step.verify(with, context));
        assertThat(value("api/limit")).isEqualTo("100");
        assertThat(store.get("api/limit").path("Flags").asInt()).isEqualTo(42);
        assertThat(store).doesNotContainKey("api/fresh");
        done(step.undo(with, context));
        assertThat(value("api/limit")).isEqualTo("7");
        assertThat(value("api/fresh")).isEqualTo("yes");
        assertThat(done(step.undo(with, context))).containsEntry("changed", "nothing by this plan");
    }

    @Test
    void writesNothingWhereSomebodyChangedAKeyMeanwhile() throws Exception {
        done(step.ready(with, context));
        put("api/limit", "7", 0);
        put("api/fresh", "yes", 0);
        context.beforeEffect(() -> put("api/limit", "8", 0));

        assertThat(failed(outcome(() -> step.run(with, context)), true).code()).isEqualTo("SW-1183");

        assertThat(value("api/limit")).isEqualTo("8");
        assertThat(value("api/fresh")).isEqualTo("yes");
    }

    @Test
    void anotherAttemptGoesOnAfterOneWhoseAnswerWasLost() throws Exception {
        done(step.ready(with, context));
        put("api/limit", "7", 0);
        dies = true;
        assertThat(failed(outcome(() -> step.run(with, context)), true).code()).isEqualTo("SW-1183");
        dies = false;
        assertThat(value("api/limit")).isEqualTo("100");

        assertThat(step.probe(with, context)).isInstanceOf(Probe.Already.class);
        done(step.run(with, context));
        done(step.undo(with, context));

        assertThat(value("api/limit")).isEqualTo("7");
    }

    @Test
    void writesNothingOnceItIsCancelled() throws Exception {
        done(step.ready(with, context));
        put("api/limit", "7", 0);
        var work = context.underway(1);
        context.beforeEffect(work::cancel);

        assertThatThrownBy(() -> step.run(with, context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(value("api/limit")).isEqualTo("7");
    }

    @Test
    void tellsAConsulThatIsAwayFromOneThatRefusesOrHides() throws Exception {
        assertThat(failed(step.ready(inputs(step, "{target: away, keys: [a]}"), context), true)
                        .code())
                .isEqualTo("SW-0648");
        assertThat(failed(step.ready(inputs(step, "{target: stranger, keys: [a]}"), context), false)
                        .what())
                .contains("403");
        assertThat(refused(outcome(() -> step.ready(inputs(step, "{target: consul, keys: [hidden/a]}"), context)))
                        .code())
                .isEqualTo("SW-1185");
        assertThat(refused(outcome(() -> step.run(with, context))).code()).isEqualTo("SW-1182");
    }

    private void put(String key, String value, int flags) {
        String content = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        store.put(
                key,
                JSON.createObjectNode()
                        .put("Key", key)
                        .put("Value", content)
                        .put("Flags", flags)
                        .put("ModifyIndex", ++index));
    }

    private String value(String key) {
        return new String(
                Base64.getDecoder().decode(store.get(key).path("Value").asText()), StandardCharsets.UTF_8);
    }

    private WebServer.Answer answer(WebServer.Asked asked) {
        if (!"Bearer t0ken".equals(asked.headers().get("authorization"))) {
            return WebServer.Answer.of(403, "Permission denied");
        }
        if (!asked.method().equals("PUT") || !asked.path().equals("/v1/txn")) {
            return WebServer.Answer.of(404, "");
        }
        ObjectNode said = JSON.createObjectNode();
        ArrayNode results = said.putArray("Results");
        JsonNode operations = tree(asked.body());
        for (JsonNode one : operations) {
            JsonNode operation = one.path("KV");
            String key = operation.path("Key").asText();
            long there =
                    store.containsKey(key) ? store.get(key).path("ModifyIndex").asLong() : 0;
            if (!operation.path("Verb").asText().startsWith("get")
                    && operation.path("Index").asLong() != there) {
                return WebServer.Answer.of(409, "{\"Results\":null,\"Errors\":[{\"OpIndex\":0,\"What\":\"stale\"}]}");
            }
        }
        boolean wrote = false;
        for (JsonNode one : operations) {
            JsonNode operation = one.path("KV");
            String key = operation.path("Key").asText();
            switch (operation.path("Verb").asText()) {
                case "get-or-empty" -> {
                    if (!key.startsWith("hidden/")) {
                        results.addObject()
                                .set(
                                        "KV",
                                        store.getOrDefault(
                                                key,
                                                JSON.createObjectNode()
                                                        .put("Key", key)
                                                        .put("ModifyIndex", 0)
                                                        .putNull("Value")));
                    }
                }
                case "cas" -> {
                    wrote = true;
                    put(key, "", operation.path("Flags").asInt());
                    store.get(key).put("Value", operation.path("Value").asText());
                }
                case "delete-cas" -> store.remove(key);
                default -> {
                    return WebServer.Answer.of(400, "no such verb");
                }
            }
        }
        return wrote && dies ? WebServer.Answer.of(500, "rpc error") : WebServer.Answer.of(200, said.toString());
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
