package dev.sternway.decision;

import dev.sternway.plan.Decision.MigrationState;
import dev.sternway.plan.Level;
import dev.sternway.plan.Trigger.Severity;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;

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
    /** Whether a level is in the plan and proven; levels that touch no data always fit. */
    boolean fits(Level level) {
        return switch (level) {
            case L1 -> level1Fits;
            case L2 -> level2Fits;
            case L3 -> level3Fits;
            default -> true;
        };
    }

    /**
     * The worst of what asked for the rollback and of everything that fires besides.
     *
     * @param asking the trigger that asked; a person's word counts as major
     */
    public static Severity worst(Optional<Severity> asking, Collection<Severity> firing) {
        Severity asked = asking.orElse(Severity.MAJOR);
        return firing.isEmpty() || asked.compareTo(Collections.max(firing)) > 0 ? asked : Collections.max(firing);
    }
}
