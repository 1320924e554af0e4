package dev.sternway.process.guard;

import dev.sternway.process.Var;

/** Names of guard.bpmn. */
final class GuardVariables {
    static final String KEY = "guard";
    static final Var<String> REVIEW_GROUP = Var.text("reviewGroup");
    static final Var<String> APPROVERS = Var.text("approvers");
    static final Var<String> APPROVAL_DEADLINE = Var.text("approvalDeadline");
    static final Var<String> CERTIFICATE_EXPIRY = Var.text("certificateExpiry");
    static final Var<String> PLAN_SUMMARY = Var.text("planSummary");
    static final Var<String> BACKUP_SUMMARY = Var.text("backupSummary");
    static final Var<String> REHEARSAL_SUMMARY = Var.text("rehearsalSummary");
    static final Var<Boolean> ACCEPTED = Var.flag("accepted");
    static final Var<String> AUTOMATIC_TRIGGERS = Var.text("automaticTriggers");
    static final Var<String> NOTE = Var.text("note");
    static final Var<Boolean> DROPS_OR_NARROWS = Var.flag("dropsOrNarrows");
    static final Var<Boolean> REWRITES_DATA = Var.flag("rewritesData");
    static final Var<Boolean> BREAKS_OLD_CODE = Var.flag("breaksOldCode");

    private GuardVariables() {}
}
