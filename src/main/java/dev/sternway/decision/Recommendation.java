package dev.sternway.decision;

import dev.sternway.plan.Decision;
import dev.sternway.plan.Decision.MigrationState;
import dev.sternway.plan.Level;
import dev.sternway.plan.Trigger.Severity;
import java.util.List;

/** The rules of decision.dmn as a function: the least destructive level that works. A test holds the two together. */
public final class Recommendation {
    private Recommendation() {}

    /** The plan's matrix first, then Sternway's own rules; a row whose level is not proven does not count. */
    public static Level of(Situation situation, List<Decision.Row> matrix) {
        return matrix.stream()
                .filter(row -> row.when()
                        .filter(when -> when.holds(
                                situation.migrationState(),
                                situation.severity(),
                                situation.dataDamaged(),
                                situation.codeCompatible()))
                        .isPresent())
                .filter(row -> situation.fits(row.action()))
                .map(Decision.Row::action)
                .findFirst()
                .orElseGet(() -> of(situation));
    }

    public static Level of(Situation situation) {
        MigrationState state = situation.migrationState();
        boolean before = state == MigrationState.BEFORE_POINT_OF_NO_RETURN;
        boolean after = state == MigrationState.AFTER_POINT_OF_NO_RETURN;
        if (situation.dataDamaged()) {
            return situation.level3Fits() ? Level.L3 : Level.HOLD;
        }
        if (state == MigrationState.NOT_STARTED) {
            return Level.CODE_ONLY;
        }
        if (situation.severity() == Severity.WARNING) {
            return Level.PAUSE;
        }
        if (situation.codeCompatible()) {
            return Level.CODE_ONLY;
        }
        if (before && situation.level1Fits()) {
            return Level.L1;
        }
        if ((before || after) && situation.level2Fits()) {
            return Level.L2;
        }
        return situation.level3Fits() ? Level.L3 : Level.HOLD;
    }

    /** Whether somebody of leadership must approve as well. */
    public static boolean needsLeadership(Level level) {
        return level == Level.L3;
    }
}
