package dev.sternway.lint;

import dev.sternway.plan.Level;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Step;
import dev.sternway.plan.yaml.Finding;
import java.util.ArrayList;
import java.util.List;

/** SW-0217: a step names an activity of another phase. */
final class StepsBelong implements Rule {
    @Override
    public List<Finding> check(PlanUnderReview review) {
        var phases = review.plan().phases();
        List<Finding> findings = new ArrayList<>();
        steps(
                review,
                "/phases/preservation/steps",
                Phase.PRESERVATION,
                phases.preservation().steps(),
                findings);
        steps(review, "/phases/data/steps", Phase.DATA, phases.data().steps(), findings);
        for (Level level : new Level[] {Level.L1, Level.L2, Level.L3}) {
            String pointer = "/phases/data/level-" + level.name().substring(1) + "/steps";
            phases.data().of(level).ifPresent(how -> steps(review, pointer, Phase.DATA, how.steps(), findings));
        }
        steps(
                review,
                "/phases/restoration/steps",
                Phase.RESTORATION,
                phases.restoration().steps(),
                findings);
        steps(
                review,
                "/phases/validation/checks",
                Phase.VALIDATION,
                phases.validation().checks(),
                findings);
        return findings;
    }

    private static void steps(
            PlanUnderReview review, String list, Phase phase, List<Step> steps, List<Finding> findings) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.activity()
                    .filter(other -> other.phase() != phase || other.drawn())
                    .isPresent()) {
                findings.add(review.finding(
                        list + "/" + i + "/activity",
                        "SW-0217",
                        "The step '" + step.name() + "' names an activity of another phase",
                        "Move the step or choose an activity of its phase",
                        ""));
            }
        }
    }
}
