package dev.sternway.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.SchemaCheck;
import dev.sternway.plan.yaml.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** SW-0203: a step uses an executor that does not exist; its inputs are checked against the executor's own schema. */
final class ExecutorsExist implements Rule {
    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<Finding> findings = new ArrayList<>();
        if (review.executors().isEmpty()) {
            return findings;
        }
        review.steps().forEach(step -> check(review, step, true, findings));
        review.items("/communication/channels").forEach(channel -> check(review, channel, false, findings));
        return findings;
    }

    private static void check(PlanUnderReview review, PlanUnderReview.At at, boolean inputs, List<Finding> findings) {
        String uses = at.node().path("uses").asText();
        JsonNode schema = review.executors().get(uses);
        if (schema == null) {
            findings.add(review.finding(
                    at.pointer() + "/uses",
                    "SW-0203",
                    "There is no executor " + uses,
                    "",
                    Suggestion.of(uses, review.executors().keySet())));
        } else if (inputs) {
            JsonNode with = at.node().has("with") ? at.node().get("with") : JsonNodeFactory.instance.objectNode();
            findings.addAll(SchemaCheck.check(schema, with, at.pointer() + "/with", review.places()));
        }
    }
}
