package dev.sternway.executor.migrate;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.sql.Patience;
import dev.sternway.executor.sql.ScriptText;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Down scripts, history and proof of the schema in one transaction: all of it is there, or nothing. */
public final class OneTransaction {
    /** What the input of that name means. */
    public static final String LOCK_TIMEOUT =
            "How long one try waits for a lock, so that clients do not queue behind it; 2s when left out.";

    private OneTransaction() {}

    /** What happens in the transaction; whatever it throws rolls back. */
    @FunctionalInterface
    public interface Work {
        /** @return evidence */
        Map<String, String> run(Connection connection) throws Exception;
    }

    /** Tries again while a lock is taken; a refusal or a failure leaves nothing behind. */
    public static Outcome run(StepContext context, DatabaseAccess database, Optional<Duration> lockTimeout, Work work)
            throws Exception {
        try {
            return Patience.whileLocked(context, () -> once(context, database, lockTimeout, work));
        } catch (SQLException failure) {
            return new Outcome.Failed(
                    new Problem(
                            "SW-0555",
                            "The migrations were not taken back, and nothing was changed: "
                                    + String.valueOf(failure.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse(""),
                            database.name(),
                            "Mend the cause, then choose again; freeze writes first when it waits for locks"),
                    true);
        }
    }

    private static Outcome once(StepContext context, DatabaseAccess database, Optional<Duration> lockTimeout, Work work)
            throws Exception {
        long start = System.nanoTime();
        Map<String, String> evidence;
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            HistoryTable.execute(
                    connection,
                    "set local lock_timeout = '"
                            + lockTimeout.orElse(Patience.USUAL).toMillis() + "ms'");
            evidence = new LinkedHashMap<>(work.run(connection));
            context.stillMine();
            connection.commit();
        }
        evidence.put("schema", "equal");
        evidence.put("millis", String.valueOf((System.nanoTime() - start) / 1_000_000));
        return Outcome.done(evidence);
    }

    /** What follows a migration in its transaction. */
    @FunctionalInterface
    interface Note {
        void write() throws SQLException;
    }

    /** Applies a migration on a scratch copy as a tool does: with its history, in a transaction where it allows one. */
    static void apply(Connection connection, String path, byte[] content, Note history) throws SQLException {
        String text = new String(content, StandardCharsets.UTF_8);
        boolean alone = text.toLowerCase(Locale.ROOT).contains("concurrently");
        try {
            connection.setAutoCommit(alone);
            HistoryTable.execute(connection, text);
            history.write();
            if (!alone) {
                connection.commit();
            }
            connection.setAutoCommit(true);
        } catch (SQLException failure) {
            throw ProblemException.of(
                    "SW-0438",
                    path + " fails on a scratch copy: "
                            + String.valueOf(failure.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    path,
                    "Mend the script and arm again");
        }
    }

    /**
     * A down script that was sealed with the plan.
     *
     * @throws ProblemException SW-0304 when there is none, SW-0410 when it ends or refuses a transaction
     */
    static String script(StepContext context, String path) {
        String text = new String(context.file(path), StandardCharsets.UTF_8);
        ScriptText.unfit(text).ifPresent(unfit -> {
            throw ProblemException.of(
                    "SW-0410",
                    path + " holds '" + unfit + "', which refuses or ends a transaction",
                    path,
                    "Take that statement out, and move it to a step of its own with command/run");
        });
        return text;
    }
}
