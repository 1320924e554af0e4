package dev.sternway.database;

import java.util.List;
import java.util.Map;

/**
 * What a rehearsal on a scratch copy found.
 *
 * @param levels by name of the level: L1, L2, L3
 * @param stepDigests digest of the schema before the migration and after each of its steps
 * @param breaksOldCode the old version would not run on the migrated schema
 */
public record Rehearsal(
        Map<String, Proof> levels,
        List<String> stepDigests,
        List<StepTime> steps,
        int pointOfNoReturn,
        boolean dropsOrNarrows,
        boolean rewritesData,
        boolean breaksOldCode) {
    /**
     * @param why what proves it, or what stands against it
     * @param loses what the level destroys, as schema lines
     */
    public record Proof(boolean proven, String why, long millis, List<String> loses) {}

    /** How long one script took. */
    public record StepTime(String script, long millis) {}
}
