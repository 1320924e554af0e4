package dev.sternway.process.decide;

import dev.sternway.plan.Level;
import dev.sternway.process.Var;

/** Names of decide.bpmn. */
final class DecideVariables {
    static final String RECOMMENDATION = "recommendation";
    static final Var<String> DECISION_TABLE = Var.text("decisionTable");
    static final Var<String> MIGRATION_STATE = Var.text("migrationState");
    static final Var<String> SEVERITY = Var.text("severity");
    static final Var<Boolean> DATA_DAMAGED = Var.flag("dataDamaged");
    static final Var<Boolean> CODE_COMPATIBLE = Var.flag("codeCompatible");
    static final Var<Boolean> LEVEL_1_FITS = Var.flag("level1Fits");
    static final Var<Boolean> LEVEL_2_FITS = Var.flag("level2Fits");
    static final Var<Boolean> LEVEL_3_FITS = Var.flag("level3Fits");
    static final Var<String> TRIGGER_EVIDENCE = Var.text("triggerEvidence");
    static final Var<Level> RECOMMENDED_LEVEL = Var.word("recommendedLevel", Level.class);
    static final Var<String> RECOMMENDATION_REASON = Var.text("recommendationReason");
    static final Var<String> EXPECTED_TIME = Var.text("expectedTime");
    static final Var<String> LOSS_STATEMENT = Var.text("lossStatement");
    static final Var<String> MOMENT = Var.text("moment");
    static final Var<String> MOMENT_MARK = Var.text("momentMark");
    static final Var<String> OPTIONS = Var.text("options");
    static final Var<String> DECISION_NOTE = Var.text("decisionNote");
    static final Var<String> DECIDER = Var.text("decider");
    static final Var<Boolean> DECIDER_LEFT = Var.flag("deciderLeft");
    static final Var<Boolean> NEEDS_LEADERSHIP = Var.flag("needsLeadership");
    static final Var<String> LEADERSHIP = Var.text("leadership");
    static final Var<Boolean> RESTORE_REFUSED = Var.flag("restoreRefused");
    static final Var<String> APPROVAL_NOTE = Var.text("approvalNote");

    private DecideVariables() {}
}
