package dev.sternway.executor.flags;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server keeps feature states as the Admin API documents them, and refuses what that does not allow. */
class FlagsFlagsmithTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String STEP = "target: flagsmith\nenvironment: env-key\nflag: sign_up";
    private static final String STATES = "/api/v1/features/featurestates/";

    private final FlagsFlagsmith flagsmith = new FlagsFlagsmith();
    private final ArrayNode states = (ArrayNode) read("""
            [{"id": 1, "feature": 5, "environment": 7, "enabled": true, "feature_segment": null, "identity": null,
              "feature_state_value": {"type": "unicode", "string_value": "blue"}, "multivariate_feature_state_values": []},
             {"id": 2, "feature": 5, "environment": 7, "enabled": true, "feature_segment": 70, "identity": null,
              "feature_state_value": {"type": "int", "integer_value": 4}, "multivariate_feature_state_values": []},
             {"id": 3, "feature": 5, "environment": 7, "enabled": true, "feature_segment": null, "identity": 12,
              "feature_state_value": {"type": "unicode", "string_value": "mine"}, "multivariate_feature_state_values": []}]""");
    private final WebServer server = new WebServer(this::answer);
    private boolean versioned;
    private int left = Integer.MAX_VALUE;
    private TestContext context;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        context = new TestContext(folder).target("flagsmith", Targets.serviceWithToken(server.url(), "TOKEN"));
        context.secrets.put("TOKEN", Secret.of("abc"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void switchesEverySegmentOffAndBringsEachBackWithItsValue() throws Exception {
        new ThereAndBack<>(flagsmith, STEP, context, states::deepCopy).proves(() -> {
            ((ObjectNode) states.get(0).path("feature_state_value")).put("string_value", "red");
            states.add(read("""
                    {"id": 9, "feature": 5, "environment": 7, "enabled": true, "feature_segment": 90, "identity": null,
                     "feature_state_value": {"type": "unicode", "string_value": "x"}, "multivariate_feature_state_values": []}"""));
        });
        assertThat(states.get(2).path("enabled").asBoolean())
                .as("overrides for single identities are left alone")
                .isTrue();
    }

    @Test
    void goesOnWhereItWasInterrupted() throws Exception {
        var disabled = inputs(flagsmith, STEP + "\nto: disabled");
        JsonNode before = states.deepCopy();
        left = 4;
        failed(flagsmith.run(disabled, context), true);
        assertThat(states.get(0).path("enabled").asBoolean()).isFalse();
        assertThat(states.get(1).path("enabled").asBoolean()).isTrue();

        left = Integer.MAX_VALUE;
        done(flagsmith.run(disabled, context));
        done(flagsmith.verify(disabled, context));
        done(flagsmith.undo(disabled, context));

        assertThat(states).isEqualTo(before);
    }

    @Test
    void putsEachSegmentBackWhenItIsCancelledInTheMiddle() throws Exception {
        var disabled = inputs(flagsmith, STEP + "\nto: disabled");
        JsonNode before = states.deepCopy();
        var work = context.underway(1);
        context.beforeEffect(() -> {
            if (!states.get(0).path("enabled").asBoolean()) {
                work.cancel();
            }
        });

        assertThatThrownBy(() -> flagsmith.run(disabled, context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(server.asked())
                .filteredOn(asked -> asked.method().equals("PATCH"))
                .as("one off, and on again")
                .hasSize(2);
        assertThat(states).isEqualTo(before);
        context.underway(2);
        context.beforeEffect(() -> {});
        done(flagsmith.run(disabled, context));
        done(flagsmith.verify(disabled, context));
    }

    @Test
    void saysWhatItCouldNotPutBackAndWhenItMayNot() throws Exception {
        var disabled = inputs(flagsmith, STEP + "\nto: disabled");
        versioned = true;
        assertThat(refused(flagsmith.ready(disabled, context)).what()).contains("versioning");
        versioned = false;
        done(flagsmith.ready(disabled, context));
        states.remove(1);
        assertThat(failed(flagsmith.run(inputs(flagsmith, STEP + "\nto: armed"), context), false)
                        .next())
                .contains("enabled: true", "integer_value");

        assertThat(failed(
                                flagsmith.ready(
                                        inputs(flagsmith, STEP.replace("sign_up", "sing_up") + "\nto: disabled"),
                                        context),
                                false)
                        .code())
                .isEqualTo("SW-1147");
        context.secrets.put("TOKEN", Secret.of("other"));
        assertThat(failed(flagsmith.run(disabled, context), false).what()).contains("403");
        server.close();
        assertThat(flagsmith.probe(disabled, context)).isInstanceOf(Probe.Unknown.class);
        assertThat(failed(flagsmith.run(disabled, context), true).code()).isEqualTo("SW-0648");
    }

    private Answer answer(Asked asked) {
        if (!"Api-Key abc".equals(asked.headers().get("authorization"))) {
            return Answer.of(403, "{\"detail\": \"Invalid token.\"}");
        }
        if (left-- <= 0) {
            return new Answer(429, "{\"detail\": \"Request was throttled.\"}", Map.of("Retry-After", "2"));
        }
        if (asked.path().equals("/api/v1/environments/env-key/")) {
            return Answer.of(200, "{\"id\": 7, \"project\": 3, \"use_v2_feature_versioning\": " + versioned + "}");
        }
        if (asked.path().startsWith("/api/v1/projects/3/features/?search=")) {
            return Answer.of(
                    200, "{\"results\": [{\"id\": 4, \"name\": \"sign_up_old\"}, {\"id\": 5, \"name\": \"sign_up\"}]}");
        }
        if (asked.path().equals(STATES + "?environment=7&feature=5")) {
            return Answer.of(200, JSON.createObjectNode().set("results", states).toString());
        }
        for (int i = 0; i < states.size(); i++) {
            ObjectNode state = (ObjectNode) states.get(i);
            if (asked.method().equals("PATCH") && asked.path().equals(STATES + state.path("id") + "/")) {
                state.setAll((ObjectNode) read(asked.body()));
                return Answer.of(200, state.toString());
            }
            String segment = "/api/v1/features/feature-segments/" + state.path("feature_segment") + "/";
            if (asked.method().equals("DELETE") && asked.path().equals(segment)) {
                states.remove(i);
                return Answer.of(204, "");
            }
        }
        return Answer.of(404, "{\"detail\": \"Not found.\"}");
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
