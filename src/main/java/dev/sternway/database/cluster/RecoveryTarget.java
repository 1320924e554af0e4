package dev.sternway.database.cluster;

import java.util.List;

/**
 * Where the recovery of a server stops.
 *
 * @param value name of a restore point, time with its zone, or number of a transaction
 * @param timeline of the log that is followed
 */
public record RecoveryTarget(Kind kind, String value, String timeline) {
    /** What it is named by. */
    public enum Kind {
        NAME("recovery_target_name", "restore point ", true),
        TIME("recovery_target_time", "everything committed by ", true),
        TRANSACTION("recovery_target_xid", "just before transaction ", false);

        private final String setting;
        private final String words;
        private final boolean inclusive;

        Kind(String setting, String words, boolean inclusive) {
            this.setting = setting;
            this.words = words;
            this.inclusive = inclusive;
        }
    }

    /** In words. */
    public String text() {
        return kind.words + value;
    }

    List<String> settings() {
        return List.of(
                kind.setting + " = " + ClusterSettings.quoted(value),
                "recovery_target_inclusive = " + (kind.inclusive ? "on" : "off"),
                "recovery_target_timeline = " + ClusterSettings.quoted(timeline),
                "recovery_target_action = 'promote'");
    }
}
