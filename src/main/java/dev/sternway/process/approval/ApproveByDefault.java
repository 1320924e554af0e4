package dev.sternway.process.approval;

import dev.sternway.process.RunVariables;
import dev.sternway.run.rollback.FollowPhases;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Nobody answered in time, nor did the next in line: what the diagram says for that case holds. */
@Component("approveByDefault")
class ApproveByDefault implements JavaDelegate {
    private final FollowPhases follow;

    ApproveByDefault(FollowPhases follow) {
        this.follow = follow;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean approved = ApprovalVariables.OTHERWISE.required(execution) == ApprovalVariables.Otherwise.APPROVED;
        RunVariables.APPROVED.set(execution, approved);
        follow.answered(
                RunVariables.RUN_ID.required(execution),
                "sternway",
                ApprovalVariables.QUESTION.required(execution),
                approved,
                "nobody answered in time");
    }
}
