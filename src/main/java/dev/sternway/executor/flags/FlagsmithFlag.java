package dev.sternway.executor.flags;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Problem;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The states of a feature in one environment: the environment's own, and one for each segment that overrides it. Overrides for
 * single identities are left alone.
 *
 * @see <a href="https://docs.flagsmith.com/integrating-with-flagsmith/flagsmith-api-overview/admin-api">the Admin API</a>
 */
record FlagsmithFlag(Api api, long environment, long feature, boolean versioned) implements Flag {
    private static final String STATES = "/api/v1/features/featurestates/";
    private static final String ENABLED = "enabled";
    private static final String SEGMENT = "feature_segment";
    private static final List<String> FIELDS =
            List.of("id", ENABLED, "feature_state_value", SEGMENT, "multivariate_feature_state_values");

    static FlagsmithFlag find(Api api, String environmentKey, String name) throws Api.Unanswered, InterruptedException {
        JsonNode environment = api.get("/api/v1/environments/" + Api.encoded(environmentKey) + "/");
        String features = "/api/v1/projects/" + environment.path("project").asLong() + "/features/?search=";
        for (JsonNode feature : api.get(features + Api.encoded(name)).path("results")) {
            if (feature.path("name").asText().equals(name)) {
                return new FlagsmithFlag(
                        api,
                        environment.path("id").asLong(),
                        feature.path("id").asLong(),
                        environment.path("use_v2_feature_versioning").asBoolean());
            }
        }
        throw unlike("There is no feature " + name + " in the project of this environment", name, "Correct its name");
    }

    @Override
    public JsonNode state() throws Api.Unanswered, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        api.get(STATES + "?environment=" + environment + "&feature=" + feature)
                .path("results")
                .forEach(all::add);
        all.removeIf(state ->
                !state.path("identity").isNull() && !state.path("identity").isMissingNode());
        all.sort(Comparator.comparingLong(state -> state.path("id").asLong()));
        ArrayNode states = JsonNodeFactory.instance.arrayNode();
        all.forEach(state -> {
            ObjectNode kept = states.addObject();
            FIELDS.forEach(field -> kept.set(field, state.path(field)));
        });
        return states;
    }

    @Override
    public boolean off(JsonNode states) {
        for (JsonNode state : states) {
            if (state.path(ENABLED).asBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** Everybody first, then each segment. */
    @Override
    public void switchOff(JsonNode states) throws Api.Unanswered, InterruptedException, StepContext.LeaseLost {
        for (boolean segments : new boolean[] {false, true}) {
            for (JsonNode state : states) {
                if (state.path(ENABLED).asBoolean()
                        && segments == state.path(SEGMENT).isNumber()) {
                    ObjectNode off = JsonNodeFactory.instance.objectNode().put(ENABLED, false);
                    change("PATCH", path(state), Optional.of(off));
                }
            }
        }
    }

    @Override
    public void restore(JsonNode before, JsonNode now)
            throws Api.Unanswered, InterruptedException, StepContext.LeaseLost {
        for (JsonNode state : before) {
            Optional<JsonNode> is = of(now, state);
            if (is.isEmpty()) {
                throw unlike(
                        "An override of a segment was removed since",
                        state.path(SEGMENT).asText(),
                        "Make it again in Flagsmith, enabled: " + state.path(ENABLED) + ", value: "
                                + state.path("feature_state_value"));
            }
            if (!is.get().equals(state)) {
                ObjectNode whole = state.deepCopy();
                whole.remove("id");
                change("PATCH", path(state), Optional.of(whole));
            }
        }
        for (JsonNode state : now) {
            if (of(before, state).isEmpty() && state.path(SEGMENT).isNumber()) {
                change(
                        "DELETE",
                        "/api/v1/features/feature-segments/"
                                + state.path(SEGMENT).asLong() + "/",
                        Optional.empty());
            }
        }
    }

    /** There every change is a version of its own, and states cannot be changed in place. */
    @Override
    public Optional<String> lost(JsonNode states) {
        return versioned ? Optional.of("its environment uses feature versioning") : Optional.empty();
    }

    private static Optional<JsonNode> of(JsonNode states, JsonNode wanted) {
        for (JsonNode state : states) {
            if (state.path("id").asLong() == wanted.path("id").asLong()) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    private static String path(JsonNode state) {
        return STATES + state.path("id").asLong() + "/";
    }

    private static Api.Unanswered unlike(String what, String where, String next) {
        return new Api.Unanswered(new Problem("SW-1147", what, where, next), false, Optional.empty());
    }

    private void change(String method, String url, Optional<JsonNode> body)
            throws Api.Unanswered, InterruptedException, StepContext.LeaseLost {
        api.context().stillMine();
        api.send(method, url, body);
    }
}
