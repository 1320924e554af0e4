package dev.sternway.lint;

import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.Finding;
import java.util.ArrayList;
import java.util.List;

/** SW-0204: a migration or script is not in the plan's folder. */
final class FilesExist implements Rule {
    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<Finding> findings = new ArrayList<>();
        if (review.bundle().isEmpty()) {
            return findings;
        }
        PlanBundle bundle = review.bundle().get();
        for (PlanUnderReview.At change : review.items("/changes")) {
            files(review, change.pointer() + "/migrations", bundle, findings);
        }
        for (String level : new String[] {"level-1", "level-2", "level-3"}) {
            files(review, "/phases/data/" + level + "/scripts", bundle, findings);
        }
        for (PlanUnderReview.At step : review.steps()) {
            files(review, step.pointer() + "/with/scripts", bundle, findings);
            for (PlanUnderReview.At migration : review.items(step.pointer() + "/with/migrations")) {
                DownScripts.of(step.node(), migration.node().asText())
                        .ifPresent(down -> file(review, migration.pointer(), down, bundle, findings));
            }
        }
        return findings;
    }

    private static void files(PlanUnderReview review, String list, PlanBundle bundle, List<Finding> findings) {
        for (PlanUnderReview.At file : review.items(list)) {
            file(review, file.pointer(), file.node().asText(), bundle, findings);
        }
    }

    private static void file(
            PlanUnderReview review, String pointer, String name, PlanBundle bundle, List<Finding> findings) {
        if (!bundle.has(name)) {
            findings.add(review.finding(
                    pointer,
                    "SW-0204",
                    "There is no file " + name + " in the plan's folder",
                    "Add it, so that it is sealed with the plan",
                    ""));
        }
    }
}
