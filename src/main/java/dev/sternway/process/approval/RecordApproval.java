package dev.sternway.process.approval;

import dev.sternway.base.ProblemException;
import dev.sternway.process.Completer;
import dev.sternway.process.RunVariables;
import dev.sternway.run.rollback.FollowPhases;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

@Component("recordApproval")
class RecordApproval implements TaskListener {
    private final FollowPhases follow;
    private final Completer completer;

    RecordApproval(FollowPhases follow, Completer completer) {
        this.follow = follow;
        this.completer = completer;
    }

    /** @throws ProblemException SW-0921 when a refusal comes without a reason */
    @Override
    public void notify(DelegateTask task) {
        boolean approved = RunVariables.APPROVED.required(task);
        String note = ApprovalVariables.GO_ON_NOTE.of(task).orElse("");
        if (!approved && note.isBlank()) {
            throw ProblemException.of(
                    "SW-0921",
                    "A refusal needs a reason",
                    ApprovalVariables.GO_ON_NOTE.name(),
                    "Say why in one sentence, or tick that you approve");
        }
        follow.answered(
                RunVariables.RUN_ID.required(task),
                completer.of(task),
                ApprovalVariables.QUESTION.required(task),
                approved,
                note);
    }
}
