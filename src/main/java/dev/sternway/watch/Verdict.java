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
        QUIET("quiet"),
        /** No breach, but within a tenth of one, or one that ended too early, or only a part of one. */
        NEAR_MISS("near miss"),
        /** The baseline is not complete yet. */
        LEARNING("learning what is normal"),
        BREACHING("breached, not for long enough yet"),
        FIRED("fired"),
        NO_DATA("no data"),
        NO_NUMBER("no number"),
        NO_TRAFFIC("no traffic"),
        SOURCE_DOWN("source does not answer"),
        /** A person should look. */
        ASK("a person should look");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** As people say it. */
        public String words() {
            return words;
        }

        /** Whether the number was good. */
        public boolean calm() {
            return this == QUIET || this == NEAR_MISS || this == LEARNING;
        }
    }
}
