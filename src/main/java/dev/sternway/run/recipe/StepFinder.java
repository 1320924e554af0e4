package dev.sternway.run.recipe;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Step;
import dev.sternway.plan.steps.PlannedSteps;
import dev.sternway.run.Rollback;
import dev.sternway.run.Runs;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the steps of a run: always the same ones, since they follow from the sealed plan and the decision. */
@Component
public class StepFinder {
    private final ObjectMapper json;

    StepFinder(ObjectMapper json) {
        this.json = json;
    }

    public List<Step> steps(Runs.Run run, Activity activity) {
        return new PlannedSteps(run.plan(), run.rollback().flatMap(Rollback::level), json).of(activity);
    }

    /** @throws ProblemException SW-0714 when the run has no such step */
    public Step find(Runs.Run run, StepRef ref) {
        List<Step> steps = steps(run, ref.activity());
        if (ref.index() < 0 || ref.index() >= steps.size()) {
            throw ProblemException.of(
                    "SW-0714",
                    "Run " + ref.runId() + " has no step " + ref.index() + " of " + ref.activity(),
                    ref.key(),
                    "Check the diagram's loop cardinality");
        }
        return steps.get(ref.index());
    }
}
