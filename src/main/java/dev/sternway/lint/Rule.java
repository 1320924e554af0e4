package dev.sternway.lint;

import dev.sternway.plan.yaml.Finding;
import java.util.List;

/** One thing that can be wrong with a plan. */
public interface Rule {
    List<Finding> check(PlanUnderReview review);
}
