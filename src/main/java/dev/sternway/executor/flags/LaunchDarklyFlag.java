package dev.sternway.executor.flags;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.http.Api;
import java.util.List;
import java.util.Optional;

/**
 * One environment of a flag; every change is one semantic patch, so that it is made as a whole or not at all.
 *
 * @see <a href="https://launchdarkly.com/docs/api/feature-flags/patch-feature-flag">the instructions</a>
 */
record LaunchDarklyFlag(Api api, String project, String key, String environment, String comment) implements Flag {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PATCH = "application/json; domain-model=launchdarkly.semanticpatch";
    private static final String ON = "on";
    private static final String TARGETS = "targets";
    private static final String RULES = "rules";
    private static final String FALLTHROUGH = "fallthrough";
    private static final String OFF_VARIATION = "offVariation";
    private static final String PREREQUISITES = "prerequisites";
    private static final String VARIATION = "variationId";
    private static final List<String> RULE = List.of("description", "ref", "trackEvents");
    private static final List<String> CLAUSE = List.of("contextKind", "attribute", "op", "values", "negate");

    /** In words of the instructions: variations by their ids, which outlive a change of their order. */
    @Override
    public JsonNode state() throws Api.Unanswered, InterruptedException {
        JsonNode flag = api.get(path(key) + "?env=" + Api.encoded(environment));
        JsonNode there = flag.path("environments").path(environment);
        if (!there.isObject()) {
            throw new Api.Unanswered(
                    new dev.sternway.base.Problem(
                            "SW-1147",
                            "The flag " + key + " has no environment " + environment,
                            project,
                            "Correct its key"),
                    false,
                    Optional.empty());
        }
        JsonNode variations = flag.path("variations");
        ObjectNode state = JSON.objectNode();
        state.put(ON, there.path(ON).asBoolean());
        ArrayNode targets = state.putArray(TARGETS);
        there.path(TARGETS).forEach(target -> target(target, variations, targets));
        there.path("contextTargets").forEach(target -> target(target, variations, targets));
        ArrayNode rules = state.putArray(RULES);
        there.path(RULES).forEach(rule -> rules.add(rule(rule, variations)));
        state.set(FALLTHROUGH, served(there.path(FALLTHROUGH), variations));
        state.set(OFF_VARIATION, id(there.path(OFF_VARIATION), variations));
        ArrayNode prerequisites = state.putArray(PREREQUISITES);
        for (JsonNode one : there.path(PREREQUISITES)) {
            JsonNode other = api.get(path(one.path("key").asText())).path("variations");
            prerequisites
                    .addObject()
                    .put("key", one.path("key").asText())
                    .set(VARIATION, id(one.path("variation"), other));
        }
        return state;
    }

    @Override
    public boolean off(JsonNode state) {
        return !state.path(ON).asBoolean();
    }

    @Override
    public void switchOff(JsonNode now) throws Api.Unanswered, InterruptedException {
        patch(JSON.arrayNode().add(instruction("turnFlagOff")));
    }

    @Override
    public void restore(JsonNode before, JsonNode now) throws Api.Unanswered, InterruptedException {
        ArrayNode instructions = JSON.arrayNode();
        differing(before, now, TARGETS, "replaceTargets", instructions);
        differing(before, now, RULES, "replaceRules", instructions);
        differing(before, now, PREREQUISITES, "replacePrerequisites", instructions);
        if (!before.path(FALLTHROUGH).equals(now.path(FALLTHROUGH))) {
            instructions.add(
                    instruction("updateFallthroughVariationOrRollout").setAll((ObjectNode) before.path(FALLTHROUGH)));
        }
        if (!before.path(OFF_VARIATION).equals(now.path(OFF_VARIATION))
                && before.path(OFF_VARIATION).isTextual()) {
            instructions.add(instruction("updateOffVariation").set(VARIATION, before.path(OFF_VARIATION)));
        }
        if (off(before) != off(now)) {
            instructions.add(instruction(off(before) ? "turnFlagOff" : "turnFlagOn"));
        }
        if (!instructions.isEmpty()) {
            patch(instructions);
        }
    }

    /** Its patches say nothing of experiments. */
    @Override
    public Optional<String> lost(JsonNode state) {
        return state.toString().contains("\"experiment\":true")
                ? Optional.of("an experiment runs on it in " + environment)
                : Optional.empty();
    }

    private void patch(ArrayNode instructions) throws Api.Unanswered, InterruptedException {
        ObjectNode body = JSON.objectNode().put("environmentKey", environment).put("comment", comment);
        body.set("instructions", instructions);
        api.with("Content-Type", PATCH).send("PATCH", path(key), Optional.of(body));
    }

    private static void differing(JsonNode before, JsonNode now, String field, String kind, ArrayNode instructions) {
        if (!before.path(field).equals(now.path(field))) {
            instructions.add(instruction(kind).set(field, before.path(field)));
        }
    }

    private static ObjectNode instruction(String kind) {
        return JSON.objectNode().put("kind", kind);
    }

    /** Without values it says nothing: then it only stands for the one in the other list. */
    private static void target(JsonNode target, JsonNode variations, ArrayNode targets) {
        if (!target.path("values").isEmpty()) {
            ObjectNode said = targets.addObject();
            said.put("contextKind", target.path("contextKind").asText("user"));
            said.set(VARIATION, id(target.path("variation"), variations));
            said.set("values", target.path("values"));
        }
    }

    private static ObjectNode rule(JsonNode rule, JsonNode variations) {
        ObjectNode said = served(rule, variations);
        ArrayNode clauses = said.putArray("clauses");
        rule.path("clauses").forEach(clause -> clauses.add(only(clause, CLAUSE)));
        return said.setAll(only(rule, RULE));
    }

    /** A variation, or a rollout to several. */
    private static ObjectNode served(JsonNode served, JsonNode variations) {
        ObjectNode said = JSON.objectNode();
        JsonNode rollout = served.path("rollout");
        if (!rollout.isObject()) {
            said.set(VARIATION, id(served.path("variation"), variations));
            return said;
        }
        ObjectNode weights = said.putObject("rolloutWeights");
        rollout.path("variations")
                .forEach(
                        one -> weights.set(id(one.path("variation"), variations).asText(), one.path("weight")));
        if (rollout.path("bucketBy").isTextual()) {
            said.set("rolloutBucketBy", rollout.path("bucketBy"));
        }
        if (rollout.path("contextKind").isTextual()) {
            said.set("rolloutContextKind", rollout.path("contextKind"));
        }
        if (rollout.path("experimentAllocation").isObject()) {
            said.put("experiment", true);
        }
        return said;
    }

    private static ObjectNode only(JsonNode node, List<String> fields) {
        ObjectNode said = JSON.objectNode();
        fields.stream()
                .filter(field ->
                        !node.path(field).isMissingNode() && !node.path(field).isNull())
                .forEach(field -> said.set(field, node.path(field)));
        return said;
    }

    private static JsonNode id(JsonNode index, JsonNode variations) {
        return index.isInt() ? variations.path(index.asInt()).path("_id") : JSON.nullNode();
    }

    private String path(String flag) {
        return "/api/v2/flags/" + Api.encoded(project) + "/" + Api.encoded(flag);
    }
}
