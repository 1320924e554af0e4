package dev.sternway.process.step;

import dev.sternway.plan.Step;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.Placeholders;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.run.step.SettleStep;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** What only a person needs is given to a step that a person does; for another it comes with a failure. */
@Component("lookUpStep")
class LookUpStep implements ExecutionListener {
    private final Runs runs;
    private final StepFinder finder;
    private final Placeholders placeholders;
    private final SettleStep settle;

    LookUpStep(Runs runs, StepFinder finder, Placeholders placeholders, SettleStep settle) {
        this.settle = settle;
        this.runs = runs;
        this.finder = finder;
        this.placeholders = placeholders;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Runs.Run run = runs.get(StepVariables.ref(execution).runId());
        Step step = finder.find(run, StepVariables.ref(execution));
        boolean manual = step.uses().equals("manual/instruction") && !settle.isSettled(StepVariables.ref(execution));
        StepVariables.MANUAL.set(execution, manual);
        StepVariables.STEP_NAME.set(execution, step.name());
        if (manual) {
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
