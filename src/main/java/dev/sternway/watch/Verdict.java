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
        /** No breach, but within a tenth of one, or one that ended too early, or only a part of one. */
        NEAR_MISS,
        /** The baseline is not complete yet. */
        LEARNING,
        BREACHING,
        FIRED,
        NO_DATA,
        NO_NUMBER,
        NO_TRAFFIC,
        SOURCE_DOWN,
        /** A person should look. */
        ASK;

        /** Whether the number was good. */
        public boolean calm() {
            return this == QUIET || this == NEAR_MISS || this == LEARNING;
        }
    }
}
