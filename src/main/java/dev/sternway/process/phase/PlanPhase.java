package dev.sternway.process.phase;

import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;
import dev.sternway.process.RunVariables;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.run.rollback.FollowPhases;
import java.util.Locale;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

@Component("planPhase")
class PlanPhase implements ExecutionListener {
    private final Runs runs;
    private final StepFinder finder;
    private final FollowPhases follow;

    PlanPhase(Runs runs, StepFinder finder, FollowPhases follow) {
        this.runs = runs;
        this.finder = finder;
        this.follow = follow;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Runs.Run run = runs.get(RunVariables.RUN_ID.required(execution));
        Phase phase = Phase.valueOf(RunVariables.PHASE.required(execution).toUpperCase(Locale.ROOT));
        for (Activity activity : Activity.values()) {
            if (activity.phase() == phase) {
                RunVariables.steps(activity)
                        .set(execution, finder.steps(run, activity).size());
            }
        }
        boolean inOrder = finder.inOrder(run, phase);
        PhaseVariables.IN_ORDER.set(execution, inOrder);
        PhaseVariables.STEP_PROCESS.set(execution, inOrder ? "steps" : "step");
        PhaseVariables.CONFIRMER.set(execution, run.plan().decision().by());
        PhaseVariables.VALIDATION_SUMMARY.set(execution, follow.started(run, phase));
    }
}
