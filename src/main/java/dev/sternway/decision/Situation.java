package dev.sternway.decision;

import dev.sternway.plan.Trigger.Severity;

/**
 * What is known when a level is to be chosen; the inputs of decision.dmn.
 *
 * @param codeCompatible the old version runs on the migrated schema
 * @param level1Fits in the plan, proven in the rehearsal, and nothing is lost that salvage does not set aside
 */
public record Situation(
        MigrationState migrationState,
        Severity severity,
        boolean dataDamaged,
        boolean codeCompatible,
        boolean level1Fits,
        boolean level2Fits,
        boolean level3Fits) {
    /** How far the migration got. */
    public enum MigrationState {
        NOT_STARTED,
        BEFORE_POINT_OF_NO_RETURN,
        AFTER_POINT_OF_NO_RETURN,
        UNKNOWN
    }
}
