package dev.sternway.process.approval;

import dev.sternway.process.RunVariables;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** What the diagram leaves out is filled in: nobody named means refused, and the plan's own deadline holds. */
@Component("planApproval")
class PlanApproval implements ExecutionListener {
    @Override
    public void notify(DelegateExecution execution) {
        ApprovalVariables.Otherwise otherwise =
                ApprovalVariables.OTHERWISE.of(execution).orElse(ApprovalVariables.Otherwise.REFUSED);
        ApprovalVariables.OTHERWISE.set(execution, otherwise);
        String within = ApprovalVariables.APPROVAL_WITHIN
                .of(execution)
                .filter(text -> !text.isBlank())
                .orElseGet(() -> RunVariables.DECISION_DEADLINE.required(execution));
        ApprovalVariables.APPROVAL_WITHIN.set(execution, within);
        ApprovalVariables.APPROVERS_LEFT.set(execution, true);
        RunVariables.APPROVED.set(execution, false);
        ApprovalVariables.OTHERWISE_TEXT.set(
                execution,
                "After " + within.substring(within.lastIndexOf('T') + 1).toLowerCase(java.util.Locale.ROOT)
                        + " the next in line are asked too, and after as long again it counts as "
                        + otherwise.name().toLowerCase(java.util.Locale.ROOT) + ".");
    }
}
