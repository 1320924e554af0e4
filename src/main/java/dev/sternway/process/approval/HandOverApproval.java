package dev.sternway.process.approval;

import dev.sternway.process.RunVariables;
import dev.sternway.process.Var;
import dev.sternway.run.rollback.Escalate;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Nobody answered: once, the next in line are asked. */
@Component("handOverApproval")
class HandOverApproval implements JavaDelegate {
    private static final Var<Boolean> ASKED_AGAIN = Var.flag("askedAgain");

    private final Escalate escalate;

    HandOverApproval(Escalate escalate) {
        this.escalate = escalate;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean first = ASKED_AGAIN.of(execution).isEmpty();
        ApprovalVariables.APPROVERS_LEFT.set(execution, first);
        if (first) {
            ASKED_AGAIN.set(execution, true);
            String group = ApprovalVariables.APPROVAL_GROUP.required(execution);
            var roles = escalate.approval(
                    RunVariables.RUN_ID.required(execution), ApprovalVariables.QUESTION.required(execution));
            ApprovalVariables.APPROVAL_GROUP.set(execution, group + "," + String.join(",", roles));
        }
    }
}
