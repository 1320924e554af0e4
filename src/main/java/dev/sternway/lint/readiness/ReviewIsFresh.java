package dev.sternway.lint.readiness;

import dev.sternway.lint.PlanUnderReview;
import dev.sternway.lint.Rule;
import dev.sternway.plan.Plan.Metadata;
import dev.sternway.plan.yaml.Finding;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** SW-0222: nobody reviewed the plan. SW-0223: the review is stale. SW-0224: it will be on the day of the release. */
final class ReviewIsFresh implements Rule {
    @Override
    public List<Finding> check(PlanUnderReview review) {
        Metadata metadata = review.plan().metadata();
        if (metadata.reviewed().isEmpty()) {
            return List.of(review.warning(
                    "/metadata", "SW-0222", "Nobody has reviewed the plan", "Let Ops review it, then add reviewed:"));
        }
        LocalDate reviewed = metadata.reviewed().get();
        LocalDate stale = reviewed.plusDays(metadata.reviewEvery().toDays());
        String every = metadata.reviewEvery().toDays() + " days";
        if (reviewed.isAfter(review.today())) {
            return List.of(review.warning(
                    "/metadata/reviewed",
                    "SW-0222",
                    "The plan is said to be reviewed on " + reviewed + ", which is yet to come",
                    "Give the day of the review"));
        }
        if (stale.isBefore(review.today())) {
            return List.of(review.warning(
                    "/metadata/reviewed",
                    "SW-0223",
                    "The review of " + reviewed + " is stale since " + stale + "; it counts for " + every,
                    "Let Ops review the plan again"));
        }
        Optional<LocalDate> late = metadata.date().filter(stale::isBefore);
        return late.isEmpty()
                ? List.of()
                : List.of(review.warning(
                        "/metadata/date",
                        "SW-0224",
                        "On the day of the release, " + late.get() + ", the review of " + reviewed
                                + " will be stale; it counts for " + every,
                        "Review the plan again shortly before the release"));
    }
}
