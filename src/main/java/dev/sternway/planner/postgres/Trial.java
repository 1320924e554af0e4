package dev.sternway.planner.postgres;

import dev.sternway.planner.Impossible;
import dev.sternway.planner.Settings;
import dev.sternway.planner.capture.Capture;
import dev.sternway.planner.capture.CaptureNeeds;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.content.Sequences;
import dev.sternway.planner.script.SqlScript;
import dev.sternway.planner.script.SqlStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One migration, forward and back until it is proven or refused; the scratch database ends in the migrated state. */
final class Trial {
    private static final int ATTEMPTS = 3;

    private final Session session;
    private final Settings settings;
    private final Findings findings;
    private final String slug;
    private State before;

    Trial(Session session, Settings settings, State before, Findings findings) {
        this.session = session;
        this.settings = settings;
        this.before = before;
        this.findings = findings;
        slug = Scripts.slug(findings.migration().name());
    }

    /** What the way back led to; equal to the state before, with the identifiers of what was made anew. */
    State before() {
        return before;
    }

    /** @throws Forward.Failed when the migration itself does not run; the scratch database is as before then */
    void run(List<SqlStatement> statements) throws SQLException, Forward.Failed {
        boolean transaction = statements.stream().noneMatch(it -> it.refusesTransaction() || it.endsWithRollback());
        try {
            if (transaction) {
                inTransaction(settings.soften() ? softened(statements) : statements);
            } else {
                apart(statements);
            }
        } catch (Forward.Failed failed) {
            back();
            if (!transaction || !failed.wantsNoTransaction()) {
                throw failed;
            }
            apart(statements);
        }
    }

    private List<SqlStatement> softened(List<SqlStatement> statements) throws SQLException, Forward.Failed {
        if (statements.stream().noneMatch(Soften::mayApply)) {
            return statements;
        }
        Soften soften = new Soften(session, slug);
        List<SqlStatement> soft = new ArrayList<>();
        session.begin();
        try {
            for (SqlStatement statement : statements) {
                List<SqlStatement> instead = List.of(statement);
                if (Soften.mayApply(statement)) {
                    instead = new ArrayList<>();
                    for (String sql : soften.apply(statement)) {
                        SqlScript.split(sql).stream()
                                .map(it -> it.atLine(statement.line()))
                                .forEach(instead::add);
                    }
                }
                new Forward(session).run(instead, true);
                soft.addAll(instead);
            }
        } finally {
            back();
        }
        findings.softened(soft, soften.purge());
        return soft;
    }

    private void inTransaction(List<SqlStatement> statements) throws SQLException, Forward.Failed {
        Attempt attempt = findings.migration()
                .unseen()
                .or(() -> Outside.of(statements, before.catalog()))
                .map(Attempt::failed)
                .orElse(Attempt.needing(Capture.NOTHING));
        Set<Capture> tried = new HashSet<>();
        while (attempt.next().filter(tried::add).isPresent()) {
            Capture capture = attempt.next().orElse(Capture.NOTHING);
            Attempt made = attempt(statements, capture, tried.size() == ATTEMPTS);
            if (made.done()) {
                again(statements);
                return;
            }
            attempt = made.next().isEmpty() && tried.size() < ATTEMPTS ? thorough(statements, made) : made;
        }
        findings.refused(attempt.reason());
        goOn(statements);
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

    private Attempt attempt(List<SqlStatement> statements, Capture capture, boolean last)
            throws SQLException, Forward.Failed {
        try {
            smallEnough(capture);
            session.begin();
            Forward forward = up(statements, capture);
            Catalog end = session.catalog();
            settle(capture, end);
            findings.compare(before.catalog(), end);
            if (capture.isEmpty() && !last) {
                Capture needed = needs(forward, end, false);
                if (!needed.isEmpty()) {
                    back();
                    return Attempt.needing(needed);
                }
            }
            prove(capture, end);
            session.commit();
            session.tidy();
            return new Attempt(true, Optional.empty(), "");
        } catch (Impossible impossible) {
            back();
            return Attempt.failed(String.valueOf(impossible.getMessage()));
        } catch (SQLException failure) {
            back();
            return Attempt.failed("it cannot be proven, for PostgreSQL says: " + Forward.Failed.message(failure));
        }
    }

    private void smallEnough(Capture capture) throws SQLException {
        for (String table : capture.tables()) {
            long limit = settings.largestImage();
            if (session.number("select count(*) from (select 1 from " + table + " limit " + (limit + 1) + ") rows")
                    > limit) {
                throw new Impossible(
                        table + " has more than " + limit
                                + " rows, too many to keep them all while the migration waits."
                                + " Change it in batches apart from the release, raise the limit (--largest-image), or plan a restore (level 3)");
            }
        }
    }

    /** Where the usual image was too small, one of every value that changed may be enough. */
    private Attempt thorough(List<SqlStatement> statements, Attempt made) throws SQLException, Forward.Failed {
        session.begin();
        try {
            Forward forward = up(statements, Capture.NOTHING);
            return new Attempt(false, Optional.of(needs(forward, session.catalog(), true)), made.reason());
        } catch (Impossible impossible) {
            return made;
        } finally {
            back();
        }
    }

    private void back() throws SQLException {
        session.rollback();
        before.sequences().putBack(session.connection());
    }

    private Capture needs(Forward forward, Catalog end, boolean thorough) throws SQLException {
        return CaptureNeeds.of(
                Delta.between(before.catalog(), end, Set.of()),
                forward.writes(),
                thorough ? forward.replaced() : forward.emptied(),
                before.sequences(),
                session.sequences(),
                slug,
                thorough);
    }

    /** Statements that refuse a transaction run each on its own, on top of a copy to fall back to. */
    private void apart(List<SqlStatement> statements) throws SQLException, Forward.Failed {
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
        findings.compare(before.catalog(), end);
        session.begin();
        try {
            findings.migration()
                    .unseen()
                    .or(() -> Outside.of(statements, before.catalog()))
                    .ifPresent(reason -> {
                        throw new Impossible(reason);
                    });
            Capture capture = needs(forward, end, false);
            if (capture.keepsRows()) {
                throw new Impossible("rows of " + String.join(", ", capture.tables())
                        + " are overwritten, but a statement of the script refuses a transaction, so they cannot be kept safely."
                        + " Put that statement into a migration of its own");
            }
            prove(Capture.NOTHING, end);
            session.commit();
            Forward.unwatched(session).run(statements, false);
            secondTime();
        } catch (Impossible impossible) {
            findings.refused(String.valueOf(impossible.getMessage()));
            session.rollback();
        } finally {
            session.dropCopy();
        }
    }

    private Forward up(List<SqlStatement> statements, Capture capture) throws SQLException, Forward.Failed {
        session.execute(capture.prologue());
        Forward forward = new Forward(session);
        forward.run(statements, true);
        session.tidy();
        forward.checkDeferred(statements);
        findings.ran(forward.runs());
        return forward;
    }

    /** Compares what was kept with where the migration ended. */
    private void settle(Capture capture, Catalog end) throws SQLException {
        List<String> epilogue = capture.epilogue(end);
        session.execute(epilogue);
        findings.captured(capture.prologue(), epilogue);
    }

    private void prove(Capture capture, Catalog end) throws SQLException {
        Backward backward = new Backward(session, before);
        Catalog after = backward.derive(capture, end, slug);
        findings.proven(capture, backward, before.catalog().reordered(after));
        before = before.reached(after, session.sequences());
    }

    /** The next attempt must work on what the way back left, and so must the way back after it. */
    private void again(List<SqlStatement> statements) throws SQLException, Forward.Failed {
        session.begin();
        try {
            session.execute(findings.prologue());
            Forward.unwatched(session).run(statements, true);
            session.tidy();
            session.execute(findings.epilogue());
            session.commit();
            secondTime();
        } catch (Forward.Failed | SQLException failure) {
            session.rollback();
            findings.refused("the migration does not run again after the way back: " + failure.getMessage());
            goOn(statements);
        }
    }

    private void goOn(List<SqlStatement> statements) throws SQLException, Forward.Failed {
        session.purge(List.of());
        session.begin();
        up(statements, Capture.NOTHING);
        session.commit();
    }

    private void secondTime() throws SQLException {
        Sequences end = session.sequences();
        session.begin();
        long start = System.nanoTime();
        try {
            session.execute(findings.down());
            findings.tookBack((System.nanoTime() - start) / 1_000_000, session.locks());
            List<String> differences = Delta.difference(before.catalog(), session.catalogToCompare());
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
}
