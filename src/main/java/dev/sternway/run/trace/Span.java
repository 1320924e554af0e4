package dev.sternway.run.trace;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that began and ended.
 *
 * @param id 16 hex digits
 * @param facts by their names; text, whole numbers and truth values
 * @param failure a problem's code, or the state, when it did not go well
 * @param link the trace and the span in it that this one follows
 */
record Span(
        String id,
        Optional<String> parent,
        String name,
        Instant from,
        Instant until,
        Map<String, Object> facts,
        Optional<String> failure,
        Optional<Link> link) {
    Span {
        facts = Map.copyOf(facts);
    }

    /** What came before. */
    record Link(String trace, String span) {}
}
