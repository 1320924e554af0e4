package dev.sternway.executor.argo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.http.Api;
import java.util.List;
import java.util.Optional;

/** An application of Argo CD, through its API. */
record Application(Api argo, ArgoCdSync.Inputs inputs) {
    private static final List<String> OVER = List.of("Succeeded", "Failed", "Error");

    JsonNode get() throws Api.Unanswered, InterruptedException {
        return argo.get(path("") + query("?"));
    }

    /** Whoever can render it can have it. */
    void requireManifests(String revision) throws Outcome.Thrown, InterruptedException {
        try {
            argo.get(path("/manifests") + "?revision=" + Api.encoded(revision) + query("&"));
        } catch (Api.Unanswered refused) {
            throw Outcome.Thrown.refused(
                    "SW-1177",
                    "Argo CD cannot have revision " + revision + ": " + refused.getMessage(),
                    where(),
                    "Name a revision that its repository still has");
        }
    }

    /** @throws Outcome.Thrown SW-1178 when this token may not sync it */
    void requireMay(JsonNode now) throws Outcome.Thrown, Api.Unanswered, InterruptedException {
        String project = now.at("/spec/project").asText("default");
        String of =
                inputs.applicationNamespace().map(it -> Api.encoded(it) + "/").orElse("");
        JsonNode may = argo.get("/api/v1/account/can-i/applications/sync/" + Api.encoded(project) + "/" + of
                + Api.encoded(inputs.application()));
        if (!may.path("value").asText().equals("yes")) {
            throw Outcome.Thrown.refused(
                    "SW-1178",
                    "This token may not sync " + inputs.application(),
                    where(),
                    "Give its account the right applications, sync, " + project + "/" + inputs.application());
        }
    }

    void sync(String revision) throws Api.Unanswered, InterruptedException {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("name", inputs.application())
                .put("revision", revision)
                .put("prune", inputs.prune())
                .put("dryRun", false);
        inputs.applicationNamespace().ifPresent(it -> request.put("appNamespace", it));
        argo.send("POST", path("/sync"), Optional.of(request));
    }

    void stop() throws Api.Unanswered, InterruptedException {
        argo.send("DELETE", path("/operation") + query("?"), Optional.empty());
    }

    static boolean automatic(JsonNode now) {
        JsonNode automated = now.at("/spec/syncPolicy/automated");
        return automated.isObject() && automated.path("enabled").asBoolean(true);
    }

    /** What its last operation put into the cluster; empty when there was none, or it has several sources. */
    static String revision(JsonNode now) {
        String last = "";
        long newest = -1;
        for (JsonNode entry : now.at("/status/history")) {
            if (entry.path("id").asLong() > newest) {
                newest = entry.path("id").asLong();
                last = entry.path("revision").asText();
            }
        }
        return last;
    }

    /** To which revision something goes on; empty when nothing does. */
    static String underWay(JsonNode now) {
        if (now.path("operation").isObject()) {
            return now.at("/operation/sync/revision").asText("another");
        }
        JsonNode state = now.at("/status/operationState");
        return state.isObject() && !OVER.contains(state.path("phase").asText())
                ? state.at("/operation/sync/revision").asText("another")
                : "";
    }

    /** What is missing until it is at a revision and well; empty when nothing is. */
    static String left(JsonNode now, String wanted) {
        String health = now.at("/status/health/status").asText();
        if (!underWay(now).isEmpty()) {
            return "it is being synced, and " + health;
        }
        return !isAt(now, wanted)
                ? "it is at " + revision(now) + ": "
                        + now.at("/status/operationState/message").asText()
                : health.equals("Healthy") ? "" : "it is " + health;
    }

    /** Also by the tag or branch that its last operation was asked for. */
    static boolean isAt(JsonNode now, String wanted) {
        JsonNode state = now.at("/status/operationState");
        String revision = revision(now);
        return revision.equals(wanted)
                || state.path("phase").asText().equals("Succeeded")
                        && state.at("/operation/sync/revision").asText().equals(wanted)
                        && state.at("/syncResult/revision").asText().equals(revision);
    }

    String where() {
        return inputs.target() + ": " + inputs.application();
    }

    private String path(String rest) {
        return "/api/v1/applications/" + Api.encoded(inputs.application()) + rest;
    }

    private String query(String sign) {
        return inputs.applicationNamespace()
                .map(it -> sign + "appNamespace=" + Api.encoded(it))
                .orElse("");
    }
}
