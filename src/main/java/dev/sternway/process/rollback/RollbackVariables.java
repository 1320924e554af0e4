package dev.sternway.process.rollback;

import dev.sternway.process.Var;

/** Names of rollback.bpmn. */
final class RollbackVariables {
    static final String KEY = "rollback";
    static final Var<String> TRIGGER_ID = Var.text("triggerId");
    static final Var<Boolean> DATA_DAMAGED = Var.flag("dataDamaged");
    static final Var<String> IDEMPOTENCY_KEY = Var.text("idempotencyKey");
    static final Var<Boolean> WAITS_FOR_TARGETS = Var.flag("waitsForTargets");
    static final Var<String> GUARD_ID = Var.text("guardId");
    static final Var<String> PRESERVATION_WINDOW = Var.text("preservationWindow");
    static final Var<String> DATA_WINDOW = Var.text("dataWindow");
    static final Var<String> RESTORATION_WINDOW = Var.text("restorationWindow");
    static final Var<String> VALIDATION_WINDOW = Var.text("validationWindow");
    static final Var<String> PRESERVATION_PROCESS = Var.text("preservationProcess");
    static final Var<String> DATA_PROCESS = Var.text("dataProcess");
    static final Var<String> RESTORATION_PROCESS = Var.text("restorationProcess");
    static final Var<String> VALIDATION_PROCESS = Var.text("validationProcess");
    static final Var<Integer> PRESERVATION_VERSION = Var.number("preservationVersion");
    static final Var<Integer> DATA_VERSION = Var.number("dataVersion");
    static final Var<Integer> RESTORATION_VERSION = Var.number("restorationVersion");
    static final Var<Integer> VALIDATION_VERSION = Var.number("validationVersion");
    /** For diagrams that were deployed by themselves, and so have no step or approval of their own. */
    static final Var<Integer> STEP_VERSION = Var.number("stepVersion");

    static final Var<Integer> APPROVAL_VERSION = Var.number("approvalVersion");

    private RollbackVariables() {}
}
