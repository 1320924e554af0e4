package dev.sternway.lint.readiness;

import dev.sternway.lint.PlanUnderReview;
import dev.sternway.lint.Rule;
import dev.sternway.plan.Plan.Prevention;
import dev.sternway.plan.yaml.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** SW-0220: the plan does not mention a usual measure of prevention. SW-0221: a measure is not taken yet. */
final class PreventionIsTaken implements Rule {
    /** What a rollback plan is expected to have thought of, known by its words. */
    private enum Measure {
        STAGING("tested on staging with production-like volume", "staging|production-like|realistic volume"),
        LOW_TRAFFIC("released in a low-traffic window", "low[- ]traffic|off[- ]peak|quiet hours|maintenance window"),
        BATCHES("batched operations", "batch|chunk"),
        MONITORING("monitoring", "monitor|alert"),
        DBA("DBA on hand", "\\bdba\\b|database administrator");

        private final String words;
        private final Pattern known;

        Measure(String words, String known) {
            this.words = words;
            this.known = Pattern.compile(known, Pattern.CASE_INSENSITIVE);
        }

        boolean in(List<Prevention> measures) {
            return measures.stream().anyMatch(it -> known.matcher(it.measure()).find());
        }
    }

    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<Prevention> taken = review.plan().prevention();
        List<Finding> findings = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            if (!measure.in(taken)) {
                findings.add(review.warning(
                        "/prevention",
                        "SW-0220",
                        "Nothing is said about: " + measure.words,
                        "Add it to prevention, and say whether it is done"));
            }
        }
        for (int i = 0; i < taken.size(); i++) {
            if (!taken.get(i).done()) {
                findings.add(review.warning(
                        "/prevention/" + i,
                        "SW-0221",
                        "Not done: " + taken.get(i).measure(),
                        "Do it before the release, or write why it is not needed"));
            }
        }
        return findings;
    }
}
