package dev.sternway.lint.order;

import dev.sternway.lint.PlanUnderReview;
import dev.sternway.lint.Rule;
import dev.sternway.plan.yaml.Finding;
import java.util.ArrayList;
import java.util.List;

/** SW-0335: a stable stop has no words. */
final class StableStops implements Rule {
    private static final String FIELD = "/stable-stop";

    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<String> places = new ArrayList<>(
                review.steps().stream().map(PlanUnderReview.At::pointer).toList());
        List.of("preservation", "data", "restoration", "validation").forEach(phase -> places.add("/phases/" + phase));
        return places.stream()
                .map(place -> place + FIELD)
                .filter(place -> review.tree().at(place).isTextual()
                        && review.tree().at(place).asText().isBlank())
                .map(place -> review.finding(
                        place,
                        "SW-0335",
                        "The stable stop says nothing",
                        "Describe in words the state in which one may stop for hours",
                        ""))
                .toList();
    }
}
