package dev.sternway.executor.flags;

import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Secret;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server applies semantic patches as a whole, by variation id, and refuses an instruction it does not know. */
class FlagsLaunchdarklyTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String STEP = "target: launchdarkly\nproject: shop\nflag: sign-up\nenvironment: production";
    private static final String PATH = "/api/v2/flags/shop/";

    private final FlagsLaunchdarkly launchdarkly = new FlagsLaunchdarkly();
    private final ObjectNode environment = object("""
            {"on": true, "version": 1, "targets": [{"values": ["u1"], "variation": 0, "contextKind": "user"}],
             "contextTargets": [{"values": [], "variation": 0, "contextKind": "user"}, {"values": ["acme"], "variation": 1, "contextKind": "company"}],
             "rules": [{"_id": "r1", "variation": 0, "trackEvents": false, "description": "staff",
                        "clauses": [{"_id": "c1", "contextKind": "user", "attribute": "email", "op": "endsWith", "values": ["@shop.example"], "negate": false}]}],
             "fallthrough": {"rollout": {"contextKind": "user", "bucketBy": "key", "variations": [{"variation": 0, "weight": 5000}, {"variation": 1, "weight": 95000}]}},
             "offVariation": 1, "prerequisites": [{"key": "new-users", "variation": 0}]}""");
    private final WebServer server = new WebServer(this::answer);
    private boolean busy;
    private TestContext context;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        context = new TestContext(folder).target("launchdarkly", Targets.serviceWithToken(server.url(), "TOKEN"));
        context.secrets.put("TOKEN", Secret.of("api-123"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void switchesOffAndBringsEveryTargetRuleAndRolloutBack() throws Exception {
        new ThereAndBack<>(launchdarkly, STEP, context, this::world).proves(() -> {
            environment.set("rules", JSON.createArrayNode());
            environment.set("targets", JSON.createArrayNode());
            environment.set("contextTargets", JSON.createArrayNode());
            environment.set("prerequisites", JSON.createArrayNode());
            environment.put("offVariation", 0);
            environment.set("fallthrough", JSON.createObjectNode().put("variation", 1));
        });

        assertThat(server.asked())
                .filteredOn(asked -> asked.method().equals("PATCH"))
                .as("each change is one patch")
                .hasSize(4)
                .allSatisfy(asked -> assertThat(asked.body()).contains("Sternway: test step"));
    }

    @Test
    void refusesAtArmingWhatItCouldNotPutBack() throws Exception {
        ((ObjectNode) environment.at("/fallthrough/rollout")).putObject("experimentAllocation");

        assertThat(refused(launchdarkly.ready(inputs(launchdarkly, STEP + "\nto: disabled"), context))
                        .what())
                .contains("experiment");
        assertThat(failed(
                                launchdarkly.ready(
                                        inputs(launchdarkly, STEP.replace("production", "prod") + "\nto: disabled"),
                                        context),
                                false)
                        .code())
                .isEqualTo("SW-1147");
    }

    @Test
    void saysWhenItMayNotOrHasToWait() throws Exception {
        var disabled = inputs(launchdarkly, STEP + "\nto: disabled");
        context.secrets.put("TOKEN", Secret.of("api-other"));
        assertThat(failed(launchdarkly.run(disabled, context), false).what()).contains("401");
        context.secrets.put("TOKEN", Secret.of("api-123"));

        busy = true;
        assertThat(launchdarkly.run(disabled, context))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.after()).isEqualTo(Optional.of(Duration.ofSeconds(3))));
        assertThat(launchdarkly.probe(disabled, context)).isInstanceOf(Probe.Unknown.class);
        busy = false;

        server.close();
        assertThat(failed(launchdarkly.run(disabled, context), true).code()).isEqualTo("SW-0648");
    }

    private Answer answer(Asked asked) {
        if (!"api-123".equals(asked.headers().get("authorization"))) {
            return Answer.of(401, "{\"code\": \"unauthorized\"}");
        }
        if (busy) {
            return new Answer(429, "{\"code\": \"rate_limited\"}", Map.of("Retry-After", "3"));
        }
        if (asked.path().equals(PATH + "new-users")) {
            return Answer.of(200, "{\"variations\": [{\"_id\": \"p-on\", \"value\": true}]}");
        }
        if (!asked.path().startsWith(PATH + "sign-up")) {
            return Answer.of(404, "{\"code\": \"not_found\"}");
        }
        if (asked.method().equals("PATCH")) {
            String type = asked.headers().get("content-type");
            if (type == null || !type.equals("application/json; domain-model=launchdarkly.semanticpatch")) {
                return Answer.of(400, "{\"message\": \"no semantic patch\"}");
            }
            JsonNode patch = object(asked.body());
            if (!patch.path("environmentKey").asText().equals("production")) {
                return Answer.of(400, "{\"message\": \"environmentKey\"}");
            }
            for (JsonNode instruction : patch.path("instructions")) {
                if (!apply(instruction)) {
                    return Answer.of(400, "{\"message\": \"invalid instruction " + instruction.path("kind") + "\"}");
                }
            }
            environment.put("version", environment.path("version").asInt() + 1);
        }
        ObjectNode flag = object("{\"variations\": [{\"_id\": \"v-on\"}, {\"_id\": \"v-off\"}], \"environments\": {}}");
        ((ObjectNode) flag.path("environments")).set("production", environment);
        return Answer.of(200, flag.toString());
    }

    private boolean apply(JsonNode instruction) {
        switch (instruction.path("kind").asText()) {
            case "turnFlagOn" -> environment.put("on", true);
            case "turnFlagOff" -> environment.put("on", false);
            case "updateOffVariation" -> environment.put("offVariation", index(instruction));
            case "updateFallthroughVariationOrRollout" -> environment.set("fallthrough", served(instruction));
            case "replaceTargets" -> {
                environment.set("targets", JSON.createArrayNode());
                ArrayNode targets = environment.putArray("contextTargets");
                instruction.path("targets").forEach(it -> {
                    ObjectNode target = targets.addObject().put("variation", index(it));
                    target.put("contextKind", it.path("contextKind").asText()).set("values", it.path("values"));
                });
            }
            case "replaceRules" -> {
                ArrayNode rules = environment.putArray("rules");
                instruction.path("rules").forEach(it -> {
                    ObjectNode rule = served(it).put("_id", "r" + System.nanoTime());
                    rule.set("trackEvents", it.path("trackEvents"));
                    rule.set("description", it.path("description"));
                    rule.set("clauses", it.path("clauses"));
                    rules.add(rule);
                });
            }
            case "replacePrerequisites" -> {
                ArrayNode all = environment.putArray("prerequisites");
                instruction.path("prerequisites").forEach(it -> {
                    if (it.path("variationId").asText().equals("p-on")) {
                        all.addObject().put("key", it.path("key").asText()).put("variation", 0);
                    }
                });
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static ObjectNode served(JsonNode said) {
        ObjectNode served = JSON.createObjectNode();
        if (said.has("variationId")) {
            return served.put("variation", index(said));
        }
        ObjectNode rollout = served.putObject("rollout");
        rollout.set("contextKind", said.path("rolloutContextKind"));
        rollout.set("bucketBy", said.path("rolloutBucketBy"));
        ArrayNode variations = rollout.putArray("variations");
        said.path("rolloutWeights")
                .properties()
                .forEach(it -> variations
                        .addObject()
                        .put("variation", it.getKey().equals("v-on") ? 0 : 1)
                        .set("weight", it.getValue()));
        return served;
    }

    private static int index(JsonNode said) {
        return said.path("variationId").asText().equals("v-on") ? 0 : 1;
    }

    /** What decides: without ids and versions, and with targets in whichever list they stand. */
    private Object world() {
        ObjectNode seen = environment.deepCopy();
        seen.remove("version");
        Set<String> targets = new TreeSet<>();
        for (String list : new String[] {"targets", "contextTargets"}) {
            seen.remove(list).forEach(it -> {
                if (!it.path("values").isEmpty()) {
                    targets.add(it.path("contextKind") + " " + it.path("variation") + " " + it.path("values"));
                }
            });
        }
        seen.findParents("_id").forEach(it -> ((ObjectNode) it).remove("_id"));
        seen.path("rules").forEach(rule -> rule.path("clauses").forEach(clause -> ((ObjectNode) clause).remove("_id")));
        return List.of(targets, seen);
    }

    private static ObjectNode object(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
