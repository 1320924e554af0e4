package dev.sternway.process.decide;

import dev.sternway.process.Completer;
import dev.sternway.process.RunVariables;
import dev.sternway.run.rollback.DecideRollback;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

@Component("recordRestoreApproval")
class RecordRestoreApproval implements TaskListener {
    private final DecideRollback decide;
    private final Completer completer;

    RecordRestoreApproval(DecideRollback decide, Completer completer) {
        this.decide = decide;
        this.completer = completer;
    }

    @Override
    public void notify(DelegateTask task) {
        boolean approved = RunVariables.APPROVED.required(task);
        DecideVariables.RESTORE_REFUSED.set(task, !approved);
        decide.approveRestore(
                RunVariables.RUN_ID.required(task),
                completer.of(task),
                approved,
                DecideVariables.APPROVAL_NOTE.of(task).orElse(""));
    }
}
