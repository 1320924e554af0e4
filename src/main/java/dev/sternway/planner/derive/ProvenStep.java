package dev.sternway.planner.derive;

import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import java.util.Optional;

/**
 * One migration of a release and what is known about its way back.
 *
 * @param place where it stands in the plan's folder; empty when it has to be copied there
 */
public record ProvenStep(Migration migration, Proof proof, Optional<String> place) {
    /** Path in the plan's folder of the script that the release runs. */
    String file() {
        return keepsRows() ? "db/captured/" + name() + ".sql" : place.orElse("db/" + name() + ".sql");
    }

    boolean isProven() {
        return proof.outcome() == Outcome.PROVEN || proof.outcome() == Outcome.PROVEN_WITH_SALVAGE;
    }

    /** The old version of the application goes on working after it. */
    boolean leavesOldCodeAlone() {
        return proof.warnings().stream().noneMatch(it -> it.startsWith("breaks the old version"));
    }

    boolean keepsRows() {
        return !proof.capture().equals(migration.up());
    }

    String name() {
        return migration.name().replaceAll("(?i)\\.sql$", "");
    }
}
