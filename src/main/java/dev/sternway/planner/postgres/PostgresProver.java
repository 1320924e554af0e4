package dev.sternway.planner.postgres;

import dev.sternway.base.ProblemException;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Prover;
import dev.sternway.planner.Theirs;
import dev.sternway.planner.capture.Capture;
import dev.sternway.planner.capture.CaptureNeeds;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Content;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Sequences;
import dev.sternway.planner.reverse.Impossible;
import dev.sternway.planner.scratch.Scratch;
import dev.sternway.planner.script.SqlScript;
import dev.sternway.planner.script.SqlStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Goes forward and back on a scratch database: snapshot, migration, snapshot, derived way back, comparison, migration again, and the
 * way back once more as a script.
 */
public final class PostgresProver implements Prover {
    private final Session session;
    private Catalog catalog;
    private Content content;
    private Sequences sequences;

    public PostgresProver(Scratch scratch) throws SQLException {
        session = new Session(scratch);
        catalog = session.catalog();
        content = session.content(catalog);
        sequences = session.sequences();
    }

    @Override
    public Proof prove(Migration migration) throws SQLException {
        long start = System.nanoTime();
        Findings findings = new Findings(migration);
        try {
            List<SqlStatement> statements = SqlScript.split(migration.up());
            attempt(migration, statements, findings);
        } catch (ProblemException refused) {
            findings.failed(refused.problem().what());
        } catch (Forward.Failed failed) {
            findings.failed(String.valueOf(failed.getMessage()));
        }
        if (findings.outcome() != Outcome.FAILED_FORWARD) {
            goOn(findings);
        }
        return findings.proof((System.nanoTime() - start) / 1_000_000);
    }

    private void attempt(Migration migration, List<SqlStatement> statements, Findings findings)
            throws SQLException, Forward.Failed {
        boolean transaction = statements.stream().noneMatch(it -> it.refusesTransaction() || it.endsWithRollback());
        try {
            if (transaction) {
                inTransaction(migration, statements, findings);
            } else {
                apart(migration, statements, findings);
            }
        } catch (Forward.Failed failed) {
            back();
            if (!transaction || !failed.wantsNoTransaction()) {
                throw failed;
            }
            apart(migration, statements, findings);
        }
    }

    private void inTransaction(Migration migration, List<SqlStatement> statements, Findings findings)
            throws SQLException, Forward.Failed {
        Optional<String> outside = outside(statements);
        Attempt attempt = outside.map(Attempt::failed).orElse(Attempt.needing(Capture.NOTHING));
        Set<Capture> tried = new HashSet<>();
        while (attempt.next().filter(tried::add).isPresent()) {
            Attempt made =
                    attempt(migration, statements, attempt.next().orElse(Capture.NOTHING), tried.size() > 2, findings);
            if (made.done()) {
                again(statements, attempt.next().orElse(Capture.NOTHING), findings);
                return;
            }
            attempt =
                    made.next().isEmpty() && tried.size() < 3 ? thorough(migration, statements, made, findings) : made;
        }
        findings.refused(attempt.reason());
        session.begin();
        up(statements, Capture.NOTHING, findings);
        session.commit();
    }

    /**
     * One run forward and back.
     *
     * @param next with what to try again
     */
    private record Attempt(boolean done, Optional<Capture> next, String reason) {
        static Attempt needing(Capture capture) {
            return new Attempt(false, Optional.of(capture), "");
        }

        static Attempt failed(String reason) {
            return new Attempt(false, Optional.empty(), reason);
        }
    }

    private Attempt attempt(
            Migration migration, List<SqlStatement> statements, Capture capture, boolean last, Findings findings)
            throws SQLException, Forward.Failed {
        session.begin();
        Forward forward = up(statements, capture, findings);
        Catalog end = session.catalog();
        findings.compare(catalog, end);
        try {
            if (capture.isEmpty() && !last) {
                Capture needed = needs(migration, forward, end, false);
                if (!needed.isEmpty()) {
                    back();
                    return Attempt.needing(needed);
                }
            }
            run("SET CONSTRAINTS ALL IMMEDIATE");
            prove(migration, capture, end, findings);
            session.commit();
            session.tidy();
            return new Attempt(true, Optional.empty(), "");
        } catch (Impossible impossible) {
            back();
            return Attempt.failed(String.valueOf(impossible.getMessage()));
        }
    }

    /** Where the usual image was too small, one of every value that changed may be enough. */
    private Attempt thorough(Migration migration, List<SqlStatement> statements, Attempt made, Findings findings)
            throws SQLException, Forward.Failed {
        session.begin();
        try {
            Forward forward = up(statements, Capture.NOTHING, findings);
            Capture needed = needs(migration, forward, session.catalog(), true);
            return new Attempt(false, Optional.of(needed), made.reason());
        } catch (Impossible impossible) {
            return made;
        } finally {
            back();
        }
    }

    private void back() throws SQLException {
        session.rollback();
        sequences.putBack(session.connection());
    }

    private static Optional<String> outside(List<SqlStatement> statements) {
        return statements.stream()
                .filter(SqlStatement::reachesOutside)
                .map(
                        it -> "line " + it.line() + " (" + it.label()
                                + ") has effects outside of the tables, which nothing can undo; take it out of the migration, or plan what undoes it by hand")
                .findFirst();
    }

    private Capture needs(Migration migration, Forward forward, Catalog end, boolean thorough) throws SQLException {
        Set<Long> written = new HashSet<>(session.written());
        written.addAll(thorough ? forward.replaced() : forward.emptied());
        return CaptureNeeds.of(
                Delta.between(catalog, end, Set.of()),
                written,
                sequences,
                session.sequences(),
                Scripts.slug(migration.name()),
                thorough);
    }

    /** Statements that refuse a transaction run each on its own, on top of a copy to fall back to. */
    private void apart(Migration migration, List<SqlStatement> statements, Findings findings)
            throws SQLException, Forward.Failed {
        session.keepCopy();
        Forward forward = new Forward(session);
        try {
            forward.run(statements, false);
        } catch (Forward.Failed failed) {
            session.backToCopy();
            throw failed;
        }
        session.tidy();
        findings.ran(forward.runs());
        Catalog end = session.catalog();
        findings.compare(catalog, end);
        session.begin();
        try {
            outside(statements).ifPresent(reason -> {
                throw new Impossible(reason);
            });
            Capture capture = needs(migration, forward, end, false);
            if (capture.keepsRows()) {
                throw new Impossible("rows of " + capture.tables()
                        + " are overwritten, but a statement of the script refuses a transaction, so they cannot be"
                        + " kept safely. Put that statement into a migration of its own");
            }
            prove(migration, Capture.NOTHING, end, findings);
            session.commit();
            new Forward(session).run(statements, false);
        } catch (Impossible impossible) {
            findings.refused(String.valueOf(impossible.getMessage()));
            session.rollback();
        } finally {
            session.dropCopy();
        }
    }

    private Forward up(List<SqlStatement> statements, Capture capture, Findings findings)
            throws SQLException, Forward.Failed {
        for (String sql : capture.prologue()) {
            run(sql);
        }
        Forward forward = new Forward(session);
        forward.run(statements, true);
        session.tidy();
        findings.ran(forward.runs());
        if (!capture.isEmpty()) {
            Catalog end = session.catalog();
            List<String> epilogue = capture.epilogue(end, Capture.names(end));
            for (String sql : epilogue) {
                run(sql);
            }
            findings.captured(capture.prologue(), epilogue);
        }
        return forward;
    }

    private void prove(Migration migration, Capture capture, Catalog end, Findings findings) throws SQLException {
        Backward backward = new Backward(session, catalog, content, sequences);
        backward.derive(capture, end, Scripts.slug(migration.name()));
        Catalog after = session.catalog();
        findings.proven(capture, backward, catalog.reordered(after));
        catalog = after;
        sequences = session.sequences();
    }

    /** The next attempt must work on what the way back left, and so must the way back after it. */
    private void again(List<SqlStatement> statements, Capture capture, Findings findings) throws SQLException {
        session.begin();
        try {
            up(statements, capture, findings);
            session.commit();
        } catch (Forward.Failed failed) {
            session.rollback();
            findings.refused("the migration does not run again after the way back: " + failed.getMessage());
            return;
        }
        Sequences end = session.sequences();
        session.begin();
        long start = System.nanoTime();
        try {
            for (String sql : findings.down()) {
                run(sql);
            }
            findings.tookBack((System.nanoTime() - start) / 1_000_000, locks());
            List<String> differences = Delta.difference(catalog, session.catalog());
            if (!differences.isEmpty()) {
                findings.refused("the second time the way back leaves a difference: " + differences.get(0));
            }
        } catch (SQLException failure) {
            findings.refused("the way back does not run a second time: " + Forward.Failed.message(failure));
        } finally {
            session.rollback();
            end.putBack(session.connection());
        }
    }

    private List<String> locks() throws SQLException {
        return session.texts(
                "select distinct c.relnamespace::regnamespace || '.' || c.relname || ' ' || replace(l.mode, 'Lock', '') from pg_locks l"
                        + " join pg_class c on c.oid = l.relation where l.pid = pg_backend_pid() and l.granted and c.oid >= 16384 and c.relkind in ('r', 'p', 'm')"
                        + " and l.mode in ('AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock')"
                        + " and c.relnamespace::regnamespace::text !~ '^" + Catalog.SALVAGE + "' order by 1");
    }

    /** Theirs is tried and undone; then the next migration finds a clean state. */
    private void goOn(Findings findings) throws SQLException {
        Catalog end = session.catalog();
        Sequences endSequences = session.sequences();
        findings.theirs(theirs(findings.migration()));
        endSequences.putBack(session.connection());
        session.purge();
        catalog = session.catalog();
        content = session.content(catalog);
        sequences = session.sequences();
    }

    private Theirs theirs(Migration migration) throws SQLException {
        if (migration.down().isEmpty()) {
            return Theirs.NONE;
        }
        boolean transaction = true;
        try {
            List<SqlStatement> statements = SqlScript.split(migration.down().get());
            transaction = statements.stream().noneMatch(SqlStatement::refusesTransaction);
            if (transaction) {
                session.begin();
            } else {
                session.keepCopy();
            }
            new Forward(session).run(statements, transaction);
            session.tidy();
            if (transaction) {
                run("SET CONSTRAINTS ALL IMMEDIATE");
            }
            return compared();
        } catch (Forward.Failed | ProblemException failed) {
            return new Theirs(Theirs.Result.ERROR, String.valueOf(failed.getMessage()));
        } catch (SQLException failed) {
            return new Theirs(Theirs.Result.ERROR, Forward.Failed.message(failed));
        } finally {
            if (transaction) {
                session.rollback();
            } else {
                session.backToCopy();
            }
        }
    }

    private Theirs compared() throws SQLException {
        Catalog after = session.catalog();
        List<String> differences = new ArrayList<>(Delta.difference(catalog, after));
        differences.addAll(content.difference(session.content(after)));
        return differences.isEmpty()
                ? new Theirs(Theirs.Result.EQUAL, "")
                : new Theirs(
                        Theirs.Result.DIFFERENT,
                        String.join("; ", differences.subList(0, Math.min(5, differences.size()))));
    }

    private void run(String sql) throws SQLException {
        session.execute(sql);
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
