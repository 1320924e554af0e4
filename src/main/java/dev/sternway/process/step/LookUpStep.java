package dev.sternway.process.step;

import dev.sternway.plan.Step;
import dev.sternway.process.RunVariables;
import dev.sternway.process.drawn.TakeDrawnStep;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.Placeholders;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.step.SettleStep;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** What only a person needs is given to a step that a person does; for another it comes with a failure. */
@Component("lookUpStep")
class LookUpStep implements ExecutionListener {
    /** Asked at every attempt; older diagrams ask once, and go on with that answer. */
    private static final String ATTEMPT = "attempt";

    private final Runs runs;
    private final StepFinder finder;
    private final Placeholders placeholders;
    private final SettleStep settle;
    private final TakeDrawnStep drawn;
    private final NudgeWorker nudge;

    LookUpStep(
            Runs runs,
            StepFinder finder,
            Placeholders placeholders,
            SettleStep settle,
            TakeDrawnStep drawn,
            NudgeWorker nudge) {
        this.nudge = nudge;
        this.drawn = drawn;
        this.runs = runs;
        this.finder = finder;
        this.placeholders = placeholders;
        this.settle = settle;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (RunVariables.ACTIVITY.of(execution).isEmpty()) {
            drawn.take(execution);
        }
        StepRef ref = StepVariables.ref(execution);
        Runs.Run run = nudge.known(ref.runId()).orElseGet(() -> runs.get(ref.runId()));
        nudge.found(run);
        Step step = finder.find(run, ref);
        boolean manual = step.byPerson() && !settle.isSettled(ref);
        if (execution.getCurrentActivityId().equals(ATTEMPT)) {
            StepVariables.MANUAL.setForNow(execution, manual);
        } else {
            StepVariables.MANUAL.set(execution, manual);
        }
        if (manual) {
            StepVariables.STEP_NAME.set(execution, step.name());
            StepVariables.STEP_GROUP.set(
                    execution,
                    step.with().path("role").asText(run.plan().decision().by()));
            StepVariables.INSTRUCTION.set(
                    execution, placeholders.fill(run, step).path("instruction").asText(""));
            StepVariables.STEP_DECISION_DEADLINE.set(
                    execution, run.plan().decision().within().toString());
        }
    }
}
