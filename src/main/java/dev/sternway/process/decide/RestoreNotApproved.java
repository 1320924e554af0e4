package dev.sternway.process.decide;

import dev.sternway.process.RunVariables;
import dev.sternway.run.rollback.DecideRollback;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

@Component("restoreNotApproved")
class RestoreNotApproved implements ExecutionListener {
    private final DecideRollback decide;

    RestoreNotApproved(DecideRollback decide) {
        this.decide = decide;
    }

    @Override
    public void notify(DelegateExecution execution) {
        RunVariables.APPROVED.set(execution, false);
        DecideVariables.RESTORE_REFUSED.set(execution, true);
        decide.restoreUnanswered(RunVariables.RUN_ID.required(execution));
    }
}
