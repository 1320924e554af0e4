package dev.sternway.lint.readiness;

import dev.sternway.lint.Rule;
import java.util.List;

/** All rules of this package. */
public final class Readiness {
    public static final List<Rule> RULES = List.of(
            new PreventionIsTaken(),
            new ReviewIsFresh(),
            new DestructionIsSalvaged(),
            new ContactsAreComplete(),
            new RollbackIsRehearsed(),
            new BackupFitsTheRelease(),
            new MatrixIsWhole(),
            new PostMortemZone());

    private Readiness() {}
}
