package dev.sternway.process;

import dev.sternway.plan.Level;

/** Variables that several processes share. */
public final class RunVariables {
    public static final Var<String> RUN_ID = Var.text("runId");
    public static final Var<String> PLAN_ID = Var.text("planId");
    public static final Var<String> PLAN_TITLE = Var.text("planTitle");
    public static final Var<String> ENVIRONMENT = Var.text("environment");
    public static final Var<String> REASON = Var.text("reason");
    public static final Var<String> REQUESTED_BY = Var.text("requestedBy");
    public static final Var<String> INCIDENT = Var.text("incident");
    public static final Var<Level> LEVEL = Var.word("level", Level.class);
    public static final Var<Boolean> ROLLS_BACK = Var.flag("rollsBack");
    public static final Var<Boolean> ROLLS_BACK_DATA = Var.flag("rollsBackData");
    public static final Var<Boolean> HAS_SALVAGE = Var.flag("hasSalvage");
    public static final Var<Boolean> CONFIRMED = Var.flag("confirmed");
    public static final Var<Boolean> APPROVED = Var.flag("approved");
    public static final Var<Boolean> PRE_APPROVED = Var.flag("preApproved");
    public static final Var<String> PHASE = Var.text("phase");
    public static final Var<String> PHASE_WINDOW = Var.text("phaseWindow");
    public static final Var<String> ACTIVITY = Var.text("activity");
    public static final Var<Integer> INDEX = Var.number("index");
    public static final Var<String> DECISION_DEADLINE = Var.text("decisionDeadline");
    public static final Var<String> MONITORING_WINDOW = Var.text("monitoringWindow");
    public static final Var<String> PROBLEM = Var.text("problem");
    public static final Var<String> CHANGE_CLASS = Var.text("changeClass");
    public static final String STEP_FAILED = "STEP_FAILED";
    public static final String ABORTED = "ABORTED";

    private RunVariables() {}

    /** How many steps an activity has; {@code showMaintenanceSteps} for show-maintenance. */
    public static Var<Integer> steps(dev.sternway.plan.Activity activity) {
        String[] words = activity.name().toLowerCase(java.util.Locale.ROOT).split("_", -1);
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return Var.number(name.append("Steps").toString());
    }
}
