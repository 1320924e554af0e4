package dev.sternway.run;

import dev.sternway.plan.Level;
import java.time.Instant;
import java.util.Optional;

/**
 * One rollback of one guard.
 *
 * @param key the caller's idempotency key
 * @param incident id under which people talk about it, once declared
 */
public record Rollback(
        String id,
        String guardId,
        String planId,
        String environment,
        String reason,
        Optional<String> trigger,
        boolean dataDamaged,
        String requestedBy,
        Optional<String> key,
        State state,
        Optional<Level> level,
        Optional<String> decidedBy,
        Optional<String> incident,
        Instant requestedAt,
        Optional<Instant> firstActionAt,
        Optional<Instant> endedAt) {
    /** Where a rollback stands. */
    public enum State {
        /** Another rollback holds a target. */
        WAITING,
        DECIDING,
        ROLLING_BACK,
        ABORTING,
        ROLLED_BACK,
        HELD,
        PAUSED,
        ABORTED,
        NOT_CONFIRMED;

        public boolean ended() {
            return this != WAITING && this != DECIDING && this != ROLLING_BACK && this != ABORTING;
        }
    }
}
