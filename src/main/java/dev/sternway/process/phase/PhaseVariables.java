package dev.sternway.process.phase;

import dev.sternway.process.Var;

/** Names of the four phase diagrams. */
final class PhaseVariables {
    /** What an activity calls: {@code step} for each of its steps, or {@code steps} once for all. */
    static final Var<String> STEP_PROCESS = Var.text("stepProcess");
    /** Whether one call has seen to all steps of an activity. */
    static final Var<Boolean> IN_ORDER = Var.flag("inOrder");

    static final Var<String> OVERRUN_GROUP = Var.text("overrunGroup");
    static final Var<String> OVERRUN_TEXT = Var.text("overrunText");
    static final Var<String> OVERRUN_NOTE = Var.text("overrunNote");
    static final Var<String> CONFIRMER = Var.text("confirmer");
    static final Var<String> CONFIRM_NOTE = Var.text("confirmNote");
    static final Var<String> VALIDATION_SUMMARY = Var.text("validationSummary");

    private PhaseVariables() {}
}
