package dev.sternway.process.guard;

import dev.sternway.process.Completer;
import dev.sternway.process.RunVariables;
import dev.sternway.run.arm.ApproveGuard;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

@Component("recordReview")
class RecordReview implements TaskListener {
    private final ApproveGuard approve;
    private final Completer completer;

    RecordReview(ApproveGuard approve, Completer completer) {
        this.approve = approve;
        this.completer = completer;
    }

    @Override
    public void notify(DelegateTask task) {
        approve.reviewed(
                RunVariables.RUN_ID.required(task),
                completer.of(task),
                GuardVariables.ACCEPTED.required(task),
                GuardVariables.NOTE.of(task).orElse(""));
        GuardVariables.NOTE.set(task, "");
    }
}
