package dev.sternway.lint;

import dev.sternway.plan.yaml.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** SW-0205 to SW-0207: a trigger has one source, a condition that can be read, and says what no data means. */
final class TriggersAreComplete implements Rule {
    private static final Pattern BREACH =
            Pattern.compile("\\s*(>=|<=|>|<)\\s*(-?\\d+(\\.\\d+)?\\s*%?|baseline\\s*[+-]\\s*\\d+(\\.\\d+)?\\s*%)\\s*");

    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<Finding> findings = new ArrayList<>();
        for (PlanUnderReview.At trigger : review.items("/triggers")) {
            String id = trigger.node().path("id").asText();
            if (trigger.node().path("watch").size() != 1) {
                findings.add(review.finding(
                        trigger.pointer() + "/watch",
                        "SW-0205",
                        "Trigger " + id + " must have exactly one source",
                        "Give http, sql, alert, migration or person",
                        ""));
            }
            boolean polled = trigger.node().path("watch").has("http")
                    || trigger.node().path("watch").has("sql");
            String breach = trigger.node().path("breach").asText();
            if (polled && !BREACH.matcher(breach).matches()) {
                findings.add(review.finding(
                        trigger.pointer() + "/breach",
                        "SW-0206",
                        "'" + breach + "' is not a condition",
                        "Write > 10%, >= 500, < 1 or > baseline + 50%",
                        ""));
            }
            if (polled && !trigger.node().has("no-data")) {
                findings.add(review.finding(
                        trigger.pointer(),
                        "SW-0207",
                        "Trigger " + id + " does not say what no data means",
                        "Add no-data: ignore, ask or breach",
                        ""));
            }
        }
        return findings;
    }
}
