package dev.sternway.process.turn;

import dev.sternway.plan.Activity;
import dev.sternway.process.RunVariables;
import dev.sternway.process.Var;
import dev.sternway.run.turn.NextSteps;
import java.util.Locale;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.operaton.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;

@Component("countSteps")
class CountSteps implements ExecutionListener {
    static final Var<Integer> STEP_COUNT = Var.number("stepCount");

    private final NextSteps next;

    CountSteps(NextSteps next) {
        this.next = next;
    }

    @Override
    public void notify(DelegateExecution execution) {
        STEP_COUNT.set(execution, next.count(RunVariables.RUN_ID.required(execution), activity(execution)));
    }

    static Activity activity(VariableScope scope) {
        String kebab = RunVariables.ACTIVITY.required(scope);
        return Activity.valueOf(kebab.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
