package dev.sternway.executor.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The deployment rules of one environment, read and written as GitHub's REST API documents them. */
record GitHubEnvironment(Api service, String path) implements Pausing.Deployer {
    private static final String POLICY = "deployment_branch_policy";
    private static final String CUSTOM = "custom_branch_policies";
    private static final String BRANCHES = "branches";

    /** Branches must be named, and none is. */
    @Override
    public boolean paused(JsonNode rules) {
        return rules.path(POLICY).path(CUSTOM).asBoolean()
                && rules.path(BRANCHES).isEmpty();
    }

    /** What an environment allows; writing an environment resets what is left out, so everything is kept. */
    @Override
    public JsonNode state() throws Api.Unanswered, InterruptedException {
        JsonNode environment = service.get(path);
        ObjectNode rules = JsonNodeFactory.instance.objectNode();
        rules.put("wait_timer", 0).put("prevent_self_review", false).putNull("reviewers");
        for (JsonNode rule : environment.path("protection_rules")) {
            if (rule.path("type").asText().equals("wait_timer")) {
                rules.set("wait_timer", rule.path("wait_timer"));
            } else if (rule.path("type").asText().equals("required_reviewers")) {
                rules.put(
                        "prevent_self_review", rule.path("prevent_self_review").asBoolean());
                ArrayNode reviewers = rules.putArray("reviewers");
                rule.path("reviewers")
                        .forEach(reviewer -> reviewers
                                .addObject()
                                .put("type", reviewer.path("type").asText())
                                .set("id", reviewer.at("/reviewer/id")));
            }
        }
        JsonNode policy = environment.path(POLICY);
        rules.set(POLICY, policy.isObject() ? policy : JsonNodeFactory.instance.nullNode());
        ArrayNode branches = rules.putArray(BRANCHES);
        if (policy.path(CUSTOM).asBoolean()) {
            listed().forEach(one -> branches.addObject()
                    .put("name", one.path("name").asText())
                    .put("type", one.path("type").asText("branch")));
        }
        return rules;
    }

    /** First nothing new is let through, then what was let through by name goes. */
    @Override
    public void pause() throws Api.Unanswered, InterruptedException, StepContext.LeaseLost {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        none.put("protected_branches", false).put(CUSTOM, true);
        write(state(), none);
        for (JsonNode one : listed()) {
            service.context().stillMine();
            service.send("DELETE", policies() + "/" + one.path("id").asLong(), Optional.empty());
        }
    }

    @Override
    public void set(JsonNode rules) throws Api.Unanswered, InterruptedException, StepContext.LeaseLost {
        Set<JsonNode> there = new HashSet<>();
        state().path(BRANCHES).forEach(there::add);
        for (JsonNode branch : rules.path(BRANCHES)) {
            if (!there.contains(branch)) {
                service.send("POST", policies(), Optional.of(branch));
            }
        }
        write(rules, rules.path(POLICY));
    }

    private void write(JsonNode rules, JsonNode policy) throws Api.Unanswered, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("wait_timer", rules.path("wait_timer"));
        body.set("prevent_self_review", rules.path("prevent_self_review"));
        body.set("reviewers", rules.path("reviewers"));
        body.set(POLICY, policy);
        service.send("PUT", path, Optional.of(body));
    }

    private JsonNode listed() throws Api.Unanswered, InterruptedException {
        return service.get(policies() + "?per_page=100").path("branch_policies");
    }

    private String policies() {
        return path + "/deployment-branch-policies";
    }
}
