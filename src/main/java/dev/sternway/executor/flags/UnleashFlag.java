package dev.sternway.executor.flags;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One environment of a flag, through the Admin API.
 *
 * @see <a href="https://docs.getunleash.io/api/get-feature-environment">get, on, off and strategies</a>
 */
record UnleashFlag(Api api, String path) implements Flag {
    private static final String ENABLED = "enabled";
    private static final String STRATEGIES = "strategies";
    private static final String SORT = "sortOrder";
    /** What a strategy is; its id and its owner are Unleash's own. */
    private static final List<String> FIELDS =
            List.of("name", "title", "disabled", "constraints", "parameters", "segments", "variants", SORT);

    @Override
    public JsonNode state() throws Api.Unanswered, InterruptedException {
        JsonNode environment = api.get(path);
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.put(ENABLED, environment.path(ENABLED).asBoolean());
        ArrayNode strategies = state.putArray(STRATEGIES);
        read(environment).forEach(strategy -> strategies.add(body(strategy)));
        return state;
    }

    @Override
    public boolean off(JsonNode state) {
        return !state.path(ENABLED).asBoolean();
    }

    @Override
    public void switchOff(JsonNode now) throws Api.Unanswered, InterruptedException, StepContext.LeaseLost {
        change("POST", path + "/off", Optional.empty());
    }

    /** While it is off nobody sees the strategies change; it goes on last. */
    @Override
    public void restore(JsonNode before, JsonNode now)
            throws Api.Unanswered, InterruptedException, StepContext.LeaseLost {
        boolean on = !off(before);
        if (!on && !off(now)) {
            switchOff(now);
        }
        if (!before.path(STRATEGIES).equals(now.path(STRATEGIES))) {
            if (on && !off(now)) {
                switchOff(now);
            }
            strategies(before.path(STRATEGIES));
            now = state();
        }
        if (on && off(now)) {
            change("POST", path + "/on", Optional.empty());
        }
    }

    private void strategies(JsonNode wanted) throws Api.Unanswered, InterruptedException, StepContext.LeaseLost {
        Map<JsonNode, List<String>> there = new HashMap<>();
        for (JsonNode strategy : read(api.get(path))) {
            there.computeIfAbsent(body(strategy), body -> new ArrayList<>())
                    .add(strategy.path("id").asText());
        }
        for (JsonNode strategy : wanted) {
            List<String> same = there.getOrDefault(strategy, List.of());
            if (same.isEmpty()) {
                change("POST", path + "/strategies", Optional.of(strategy));
            } else {
                same.remove(0);
            }
        }
        for (List<String> others : there.values()) {
            for (String id : others) {
                change("DELETE", path + "/strategies/" + Api.encoded(id), Optional.empty());
            }
        }
    }

    private static List<JsonNode> read(JsonNode environment) {
        List<JsonNode> strategies = new ArrayList<>();
        environment.path(STRATEGIES).forEach(strategies::add);
        strategies.sort(Comparator.comparingInt(strategy -> strategy.path(SORT).asInt()));
        return strategies;
    }

    private static ObjectNode body(JsonNode strategy) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        FIELDS.stream()
                .filter(field -> !strategy.path(field).isMissingNode()
                        && !strategy.path(field).isNull())
                .forEach(field -> body.set(field, strategy.path(field)));
        return body;
    }

    private void change(String method, String url, Optional<JsonNode> body)
            throws Api.Unanswered, InterruptedException, StepContext.LeaseLost {
        api.context().stillMine();
        api.send(method, url, body);
    }
}
