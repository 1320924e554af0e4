package dev.sternway.executor.check;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** The database that a check asks, and what it means when it does not answer: whether to try again, and what to do. */
record AskedDatabase(StepContext context, String target) {
    private static final String AWAY = "(08|57P0|53).*";
    private static final String DENIED = "(28...|42501)";
    private static final Set<Integer> DENIED_BY_MARIADB = Set.of(1044, 1045, 1142, 1143, 1227, 1370);

    boolean isMariaDb() {
        return TargetDatabase.isMariaDb(context, target);
    }

    /**
     * @throws Outcome.Thrown failed with SW-0402 while the server is away, which may pass
     * @throws ProblemException SW-0402 when the server refuses the log-in
     */
    Connection connect() throws Outcome.Thrown {
        try {
            return isMariaDb()
                    ? TargetDatabase.mariaDb(context, target).connect()
                    : TargetDatabase.of(context, target).connect();
        } catch (ProblemException unreachable) {
            if (unreachable.getCause() instanceof SQLException cause && isAway(cause)) {
                throw Outcome.Thrown.of(new Outcome.Failed(unreachable.problem(), true));
            }
            throw unreachable;
        }
    }

    /** A query that failed: refused when this log-in may not ask it, to be tried again when the server went away. */
    Outcome failed(String asked, SQLException failure) {
        String said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        if (isDenied(failure)) {
            return new Outcome.Refused(denied(asked, said));
        }
        return new Outcome.Failed(
                new Problem(
                        "SW-0522",
                        "The query failed, " + asked + ": " + said,
                        target,
                        isAway(failure)
                                ? "Check that the server runs, then choose again"
                                : "Correct the query in the plan"),
                isAway(failure) || !state(failure).startsWith("42"));
    }

    /** SW-0342: this log-in may not see what the check needs. */
    Problem denied(String asked, String said) {
        String user = isMariaDb()
                ? TargetDatabase.mariaDb(context, target).user()
                : TargetDatabase.of(context, target).user();
        return new Problem(
                "SW-0342",
                "The user " + user + " may not ask the database this, " + asked + ": " + said,
                target,
                "Grant it to the user, or give the target another log-in");
    }

    boolean isDenied(SQLException failure) {
        return isMariaDb()
                ? DENIED_BY_MARIADB.contains(failure.getErrorCode())
                : state(failure).matches(DENIED);
    }

    boolean isAway(SQLException failure) {
        return state(failure).matches(AWAY) && !isDenied(failure);
    }

    private static String state(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }
}
