package dev.sternway.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The activities of the phase diagrams that run steps of the plan. A step names its activity, or gets its phase's first. */
public enum Activity {
    @JsonProperty("back-up")
    BACK_UP(Phase.ARMING),
    @JsonProperty("rehearse")
    REHEARSE(Phase.ARMING),
    @JsonProperty("record-state")
    RECORD_STATE(Phase.ARMING),
    @JsonProperty("show-maintenance")
    SHOW_MAINTENANCE(Phase.PRESERVATION),
    @JsonProperty("switch-flags-off")
    SWITCH_FLAGS_OFF(Phase.PRESERVATION),
    @JsonProperty("scale-down")
    SCALE_DOWN(Phase.PRESERVATION),
    @JsonProperty("stop-services")
    STOP_SERVICES(Phase.PRESERVATION),
    @JsonProperty("freeze-writes")
    FREEZE_WRITES(Phase.DATA),
    @JsonProperty("set-data-aside")
    SET_DATA_ASIDE(Phase.DATA),
    @JsonProperty("undo-data")
    UNDO_DATA(Phase.DATA),
    @JsonProperty("fix-sequences")
    FIX_SEQUENCES(Phase.DATA),
    @JsonProperty("verify-data")
    VERIFY_DATA(Phase.DATA),
    @JsonProperty("allow-writes")
    ALLOW_WRITES(Phase.DATA),
    @JsonProperty("restore-code")
    RESTORE_CODE(Phase.RESTORATION),
    @JsonProperty("sync-dependencies")
    SYNC_DEPENDENCIES(Phase.RESTORATION),
    @JsonProperty("restore-configuration")
    RESTORE_CONFIGURATION(Phase.RESTORATION),
    @JsonProperty("restart-services")
    RESTART_SERVICES(Phase.RESTORATION),
    @JsonProperty("restore-front-end")
    RESTORE_FRONT_END(Phase.RESTORATION),
    @JsonProperty("check-health")
    CHECK_HEALTH(Phase.VALIDATION),
    @JsonProperty("check-data")
    CHECK_DATA(Phase.VALIDATION),
    @JsonProperty("run-tests")
    RUN_TESTS(Phase.VALIDATION),
    @JsonProperty("reopen")
    REOPEN(Phase.VALIDATION),
    @JsonProperty("monitor")
    MONITOR(Phase.VALIDATION),
    @JsonProperty("announce")
    ANNOUNCE(Phase.PRESERVATION),
    @JsonProperty("replay-data")
    REPLAY_DATA(Phase.CLOSING),
    @JsonProperty("tell-everyone")
    TELL_EVERYONE(Phase.CLOSING),
    /** What an aborted phase did is taken back, last step first. */
    @JsonProperty("undo")
    UNDO(Phase.CLOSING),
    /** What the diagram of the phase brings, and not the plan. */
    @JsonProperty("drawn-preservation")
    DRAWN_PRESERVATION(Phase.PRESERVATION),
    @JsonProperty("drawn-data")
    DRAWN_DATA(Phase.DATA),
    @JsonProperty("drawn-restoration")
    DRAWN_RESTORATION(Phase.RESTORATION),
    @JsonProperty("drawn-validation")
    DRAWN_VALIDATION(Phase.VALIDATION);

    private final Phase phase;

    Activity(Phase phase) {
        this.phase = phase;
    }

    public Phase phase() {
        return phase;
    }

    /** Whether its steps stand in a diagram instead of the plan. */
    public boolean drawn() {
        return name().startsWith("DRAWN_");
    }

    /** @throws IllegalArgumentException for arming and closing, which nobody draws anew */
    public static Activity drawnIn(Phase phase) {
        return valueOf("DRAWN_" + phase.name());
    }
}
