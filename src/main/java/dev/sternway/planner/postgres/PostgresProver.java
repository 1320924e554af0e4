package dev.sternway.planner.postgres;

import dev.sternway.base.ProblemException;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Prover;
import dev.sternway.planner.Settings;
import dev.sternway.planner.content.Sequences;
import dev.sternway.planner.scratch.Scratch;
import dev.sternway.planner.script.SqlScript;
import java.sql.SQLException;

/**
 * Goes forward and back on a scratch database: snapshot, migration, snapshot, derived way back, comparison, migration again, and the
 * way back once more as a script.
 */
public final class PostgresProver implements Prover {
    private final Session session;
    private final Settings settings;
    private State state;

    public PostgresProver(Scratch scratch) throws SQLException {
        this(scratch, Settings.USUAL);
    }

    public PostgresProver(Scratch scratch, Settings settings) throws SQLException {
        this.settings = settings;
        session = new Session(scratch);
        state = State.of(session);
    }

    /**
     * Only forward, for what was there before the release.
     *
     * @throws ProblemException SW-0442 when the script does not run
     */
    public void apply(Migration migration) throws SQLException {
        try {
            Forward.unwatched(session).run(SqlScript.split(migration.up()), false);
        } catch (Forward.Failed failed) {
            throw ProblemException.of(
                    "SW-0442",
                    "The script " + migration.name() + " does not run: " + failed.getMessage(),
                    migration.file(),
                    "Mend it");
        }
        session.tidy();
        state = State.of(session);
    }

    @Override
    public Proof prove(Migration migration) throws SQLException {
        long start = System.nanoTime();
        Findings findings = new Findings(migration);
        Trial trial = new Trial(session, settings, state, findings);
        try {
            trial.run(SqlScript.split(migration.up()));
        } catch (ProblemException refused) {
            findings.failed(refused.problem().what());
        } catch (Forward.Failed failed) {
            findings.failed(String.valueOf(failed.getMessage()));
        }
        if (findings.outcome() != Outcome.FAILED_FORWARD) {
            Sequences end = session.sequences();
            findings.theirs(new TheirWay(session).of(migration, trial.before()));
            end.putBack(session.connection());
            session.purge(findings.purge());
            state = State.of(session);
        }
        return findings.proof((System.nanoTime() - start) / 1_000_000);
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
