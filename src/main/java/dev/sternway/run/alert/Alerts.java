package dev.sternway.run.alert;

import dev.sternway.watch.alert.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where alerts are kept: one row for a fingerprint and start, whichever node it reaches. Every call is its own transaction. */
public interface Alerts {
    /** Counts a repeat. Empty when the alert is new. */
    Optional<ReceivedAlert> seen(Alert alert, Instant now);

    /** @return false when a twin was faster */
    boolean add(ReceivedAlert received);

    /** Replaces state, guard, trigger, reason, due time and rollback. */
    void replace(ReceivedAlert received);

    /** Gives a waiting alert to one caller until {@code until}. @return false when somebody else has it */
    boolean claim(ReceivedAlert received, Instant until);

    /** Waiting alerts that are due, oldest first. */
    List<ReceivedAlert> due(Instant now, int limit);

    /** Ends every episode of the fingerprint that began at or before the alert's start. @return those ended now */
    List<ReceivedAlert> resolve(Alert alert);

    /** Alerts of the name that are not resolved and came since. */
    List<ReceivedAlert> firing(String name, Instant since);

    /** Newest first. */
    List<ReceivedAlert> latest(int limit);
}
