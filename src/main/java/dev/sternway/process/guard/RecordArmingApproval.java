package dev.sternway.process.guard;

import dev.sternway.process.Completer;
import dev.sternway.process.RunVariables;
import dev.sternway.run.arm.ApproveGuard;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

@Component("recordArmingApproval")
class RecordArmingApproval implements TaskListener {
    private final ApproveGuard approve;
    private final Completer completer;

    RecordArmingApproval(ApproveGuard approve, Completer completer) {
        this.approve = approve;
        this.completer = completer;
    }

    @Override
    public void notify(DelegateTask task) {
        approve.decided(
                RunVariables.RUN_ID.required(task),
                completer.of(task),
                RunVariables.APPROVED.required(task),
                RunVariables.PRE_APPROVED.of(task).orElse(false),
                GuardVariables.NOTE.of(task).orElse(""));
    }
}
