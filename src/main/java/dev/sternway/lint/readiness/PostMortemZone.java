package dev.sternway.lint.readiness;

import dev.sternway.lint.PlanUnderReview;
import dev.sternway.lint.Rule;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.Suggestion;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** SW-0656: the post-mortem's time zone is one that exists. */
final class PostMortemZone implements Rule {
    private static final String PLACE = "/afterwards/post-mortem/zone";

    @Override
    public List<Finding> check(PlanUnderReview review) {
        String zone = review.tree().at(PLACE).asText();
        Set<String> known = ZoneId.getAvailableZoneIds();
        if (zone.isEmpty() || known.contains(zone)) {
            return List.of();
        }
        return List.of(review.finding(
                PLACE,
                "SW-0656",
                "There is no time zone " + zone,
                "Name one of the time zone database, for example Europe/Berlin or UTC",
                Suggestion.of(zone, known)));
    }
}
