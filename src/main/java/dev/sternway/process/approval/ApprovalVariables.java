package dev.sternway.process.approval;

import dev.sternway.process.Var;

/** Names of approval.bpmn. */
final class ApprovalVariables {
    /** What is asked, as the diagram that calls says it. */
    static final Var<String> QUESTION = Var.text("question");

    static final Var<String> APPROVAL_GROUP = Var.text("approvalGroup");
    static final Var<String> APPROVAL_WITHIN = Var.text("approvalWithin");
    static final Var<Boolean> APPROVERS_LEFT = Var.flag("approversLeft");
    static final Var<Otherwise> OTHERWISE = Var.word("otherwise", Otherwise.class);
    static final Var<String> OTHERWISE_TEXT = Var.text("otherwiseText");
    static final Var<String> GO_ON_NOTE = Var.text("goOnNote");

    private ApprovalVariables() {}

    /** What holds when nobody answers. */
    enum Otherwise {
        REFUSED,
        APPROVED
    }
}
