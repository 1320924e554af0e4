package dev.sternway.process.step;

import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;
import dev.sternway.process.RunVariables;
import dev.sternway.process.Var;
import dev.sternway.run.recipe.StepRef;
import java.util.Locale;
import java.util.Map;
import org.operaton.bpm.engine.delegate.VariableScope;

/** Names of step.bpmn. */
public final class StepVariables {
    static final String TOPIC = "step";
    /** By them a worker knows which step it is. */
    static final String[] NAMING = {
        RunVariables.RUN_ID.name(), RunVariables.PHASE.name(), RunVariables.ACTIVITY.name(), RunVariables.INDEX.name()
    };

    public static final Var<Boolean> MANUAL = Var.flag("manual");
    public static final Var<String> STEP_NAME = Var.text("stepName");
    public static final Var<String> STEP_GROUP = Var.text("stepGroup");
    public static final Var<String> INSTRUCTION = Var.text("instruction");
    public static final Var<String> STEP_DECISION_DEADLINE = Var.text("stepDecisionDeadline");
    public static final Var<StepChoice> STEP_CHOICE = Var.word("stepChoice", StepChoice.class);
    public static final Var<String> SKIP_REASON = Var.text("skipReason");
    public static final Var<String> CHOSEN_BY = Var.text("chosenBy");
    public static final Var<String> STEP_STATE = Var.text("stepState");
    public static final Var<String> OUTPUT = Var.text("output");
    public static final Var<String> ATTEMPTS = Var.text("attempts");
    public static final Var<ManualOutcome> MANUAL_OUTCOME = Var.word("manualOutcome", ManualOutcome.class);
    public static final Var<String> MANUAL_NOTE = Var.text("manualNote");

    private StepVariables() {}

    /** How a person goes on after a failure. */
    public enum StepChoice {
        AGAIN,
        SKIP,
        ABORT,
        /** Abort, and take back what the phase has done. */
        UNDO
    }

    /** What a person says of work by hand. */
    public enum ManualOutcome {
        DONE,
        FAILED
    }

    /** Which step a diagram is about. */
    public static StepRef ref(VariableScope scope) {
        return new StepRef(
                RunVariables.RUN_ID.required(scope),
                Phase.valueOf(word(RunVariables.PHASE.required(scope))),
                Activity.valueOf(word(RunVariables.ACTIVITY.required(scope))),
                RunVariables.INDEX.required(scope));
    }

    static StepRef ref(Map<String, Object> variables) {
        return new StepRef(
                String.valueOf(variables.get(RunVariables.RUN_ID.name())),
                Phase.valueOf(word(String.valueOf(variables.get(RunVariables.PHASE.name())))),
                Activity.valueOf(word(String.valueOf(variables.get(RunVariables.ACTIVITY.name())))),
                Integer.parseInt(String.valueOf(variables.get(RunVariables.INDEX.name()))));
    }

    private static String word(String kebab) {
        return kebab.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
