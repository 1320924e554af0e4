package dev.sternway.watch;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * One evaluation of a trigger, with everything that explains it.
 *
 * @param query what was asked
 * @param value what came back; shares are 0 to 1
 * @param rule the condition, as the plan says it
 */
public record Verdict(
        String triggerId, Instant at, String query, OptionalDouble value, String rule, Outcome outcome, String why) {
    /** How the evaluation ended. */
    public enum Outcome {
        QUIET,
        BREACHING,
        FIRED,
        NO_DATA,
        ASK,
        SOURCE_DOWN
    }
}
