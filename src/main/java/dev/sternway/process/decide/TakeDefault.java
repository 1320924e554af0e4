package dev.sternway.process.decide;

import dev.sternway.process.RunVariables;
import dev.sternway.run.rollback.DecideRollback;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

@Component("takeDefault")
class TakeDefault implements JavaDelegate {
    private final DecideRollback decide;

    TakeDefault(DecideRollback decide) {
        this.decide = decide;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Decided.set(
                execution,
                decide.takeDefault(
                        RunVariables.RUN_ID.required(execution),
                        DecideVariables.RECOMMENDED_LEVEL.required(execution),
                        DecideVariables.RESTORE_REFUSED.of(execution).orElse(false)));
    }
}
