package dev.sternway.executor.sql;

import dev.sternway.executor.StepContext;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tries a transaction again while a lock is taken, with growing pauses, so that clients never queue behind it for long. */
public final class Patience {
    /** How long one try waits for a lock. */
    public static final Duration USUAL = Duration.ofSeconds(2);

    /** A lock was not to be had, or the server ended a deadlock: both undid the whole transaction. */
    private static final Set<String> LOCKED = Set.of("55P03", "40P01");
    /** The same of MariaDB; its wait for a table's definition is the first of them too. */
    private static final Set<Integer> LOCKED_CODES = Set.of(1205, 1213);

    private static final int TRIES = 6;

    private Patience() {}

    /** One whole transaction. */
    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws Exception;
    }

    /** @throws Exception what the last attempt threw */
    public static <T> T whileLocked(StepContext context, Attempt<T> attempt) throws Exception {
        long pause = 50;
        for (int tried = 1; ; tried++) {
            context.stillMine();
            try {
                return attempt.run();
            } catch (Exception failure) {
                if (!locked(failure) || tried == TRIES) {
                    throw failure;
                }
                context.print("a lock is taken, trying again in " + pause + " ms");
                TimeUnit.MILLISECONDS.sleep(pause);
                pause *= 2;
            }
        }
    }

    private static boolean locked(Exception failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused
                    && (LOCKED.contains(String.valueOf(refused.getSQLState()))
                            || LOCKED_CODES.contains(refused.getErrorCode()))) {
                return true;
            }
        }
        return false;
    }
}
