package dev.sternway.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A database did not let somebody in.
 *
 * @param inUse its file is another program's
 * @param words the first line of what it or its driver said
 */
public record Refusal(boolean inUse, String words) {
    /** DATABASE_ALREADY_OPEN_1 of H2. */
    private static final int ALREADY_OPEN = 90020;

    /** @param failure with its causes; empty when none of them is a refused connection, log-in or database */
    public static Optional<Refusal> of(Throwable failure) {
        return Stream.iterate(failure, it -> it != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(it -> it.getErrorCode() == ALREADY_OPEN || refused(String.valueOf(it.getSQLState())))
                .findFirst()
                .map(it -> new Refusal(
                        it.getErrorCode() == ALREADY_OPEN,
                        String.valueOf(it.getMessage()).lines().findFirst().orElse("")));
    }

    private static boolean refused(String state) {
        return state.startsWith("08") || state.startsWith("28") || state.startsWith("3D");
    }
}
