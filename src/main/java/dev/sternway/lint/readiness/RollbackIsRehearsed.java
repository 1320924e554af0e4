package dev.sternway.lint.readiness;

import dev.sternway.lint.PlanUnderReview;
import dev.sternway.lint.Rule;
import dev.sternway.plan.yaml.Finding;
import java.util.List;

/** SW-0230: the plan forbids the rehearsal. */
final class RollbackIsRehearsed implements Rule {
    @Override
    public List<Finding> check(PlanUnderReview review) {
        return review.plan().safeguards().rehearse()
                ? List.of()
                : List.of(review.warning(
                        "/safeguards/rehearse",
                        "SW-0230",
                        "The rollback is not rehearsed: nobody will know whether its scripts work, nor what they lose",
                        "Remove rehearse: false"));
    }
}
