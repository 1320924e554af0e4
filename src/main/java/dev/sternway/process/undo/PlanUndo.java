package dev.sternway.process.undo;

import dev.sternway.plan.Activity;
import dev.sternway.process.RunVariables;
import dev.sternway.process.Var;
import dev.sternway.run.undo.TakeBack;
import java.time.Duration;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** A step that the abort cut off ends within its lease; before that nothing is taken back. */
@Component("planUndo")
class PlanUndo implements ExecutionListener {
    static final Var<Boolean> CUT_OFF = Var.flag("cutOff");
    static final Var<String> CUT_OFF_ENDS = Var.text("cutOffEnds");
    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(15);

    private final TakeBack back;

    PlanUndo(TakeBack back) {
        this.back = back;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String runId = RunVariables.RUN_ID.required(execution);
        CUT_OFF.set(execution, back.plan(runId));
        CUT_OFF_ENDS.set(execution, LEASE_AND_MORE.toString());
        RunVariables.steps(Activity.UNDO).set(execution, back.count(runId));
    }
}
