package dev.sternway.lint;

import dev.sternway.plan.Target;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** SW-0201: something names a target that does not exist. SW-0202: a target lacks its address. */
final class TargetsExist implements Rule {
    private static final Set<Target.Type> ADDRESSED = Set.of(
            Target.Type.POSTGRESQL, Target.Type.MARIADB, Target.Type.PGBOUNCER, Target.Type.SERVICE, Target.Type.MAIL);

    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<Finding> findings = new ArrayList<>();
        for (PlanUnderReview.At step : review.steps()) {
            for (String field : new String[] {"target", "database", "host", "serves/target", "behind/target"}) {
                reference(review, step.pointer() + "/with/" + field, findings);
            }
        }
        for (PlanUnderReview.At channel : review.items("/communication/channels")) {
            reference(review, channel.pointer() + "/with/target", findings);
        }
        for (PlanUnderReview.At change : review.items("/changes")) {
            reference(review, change.pointer() + "/database", findings);
        }
        for (PlanUnderReview.At trigger : review.items("/triggers")) {
            for (String source : new String[] {"http", "sql", "prometheus", "loki"}) {
                reference(review, trigger.pointer() + "/watch/" + source + "/target", findings);
            }
        }
        for (PlanUnderReview.At flag : review.items("/flags")) {
            reference(review, flag.pointer() + "/target", findings);
        }
        reference(review, "/safeguards/backup/database", findings);
        for (Map.Entry<String, Target> target : review.plan().targets().entrySet()) {
            if (ADDRESSED.contains(target.getValue().type())
                    && target.getValue().url().isEmpty()) {
                findings.add(review.finding(
                        "/targets/" + target.getKey(),
                        "SW-0202",
                        "The target " + target.getKey() + " has no url",
                        "Add it here or in every environment",
                        ""));
            }
        }
        return findings;
    }

    private static void reference(PlanUnderReview review, String pointer, List<Finding> findings) {
        var named = review.tree().at(pointer);
        Set<String> targets = review.plan().targets().keySet();
        if (named.isTextual() && !targets.contains(named.asText()) && !review.isBlank(named.asText())) {
            findings.add(review.finding(
                    pointer,
                    "SW-0201",
                    "There is no target " + named.asText(),
                    "Targets are " + new java.util.TreeSet<>(targets),
                    Suggestion.of(named.asText(), targets)));
        }
    }
}
