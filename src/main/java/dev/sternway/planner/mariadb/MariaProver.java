package dev.sternway.planner.mariadb;

import dev.sternway.base.ProblemException;
import dev.sternway.database.mariadb.text.Script;
import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Prover;
import dev.sternway.planner.Settings;
import dev.sternway.planner.Theirs;
import dev.sternway.planner.mariadb.derive.Screening;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Proves rollbacks on MariaDB. Every definition commits by itself there, so a migration is undone statement by statement, as far
 * as its journal says that it ran.
 */
public final class MariaProver implements Prover {
    private final MariaScratch scratch;
    private final Settings settings;
    private final Replay replay;

    /** @param scratch is not closed with it */
    public MariaProver(MariaScratch scratch, Settings settings) {
        this.scratch = scratch;
        this.settings = settings;
        this.replay = new Replay(scratch);
    }

    @Override
    public Proof prove(Migration migration) throws SQLException {
        long start = System.nanoTime();
        List<Statement> statements;
        try {
            statements = Script.split(migration.up(), migration.file());
        } catch (ProblemException unreadable) {
            String reason =
                    unreadable.problem().what() + " at " + unreadable.problem().where();
            return new Proof(
                    migration.name(),
                    Outcome.FAILED_FORWARD,
                    reason,
                    Theirs.NONE,
                    migration.up(),
                    "",
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    0,
                    0);
        }
        Set<String> others = new HashSet<>(scratch.otherSchemas());
        others.removeIf(it -> it.endsWith(scratch.salvageSchema()));
        try (Trial trial = new Trial(scratch, replay, migration, new Screening(others, scratch.isCopy()), settings)) {
            return trial.run(statements, start);
        }
    }

    @Override
    public void close() {
        // the scratch belongs to whoever made it
    }
}
