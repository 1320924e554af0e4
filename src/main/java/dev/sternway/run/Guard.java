package dev.sternway.run;

import java.time.Instant;
import java.util.Optional;

/**
 * An armed plan, or one on its way to being armed, in one environment.
 *
 * @param preApprovedBy who approved at arming that automatic triggers roll back without asking
 */
public record Guard(
        String id,
        String planId,
        int revision,
        String digest,
        String environment,
        State state,
        String requestedBy,
        Instant requestedAt,
        Optional<Instant> armedAt,
        Optional<Instant> expiresAt,
        Optional<String> approvedBy,
        Optional<String> preApprovedBy) {
    /** Where a guard stands. */
    public enum State {
        REVIEW,
        ARMING,
        APPROVAL,
        ARMED,
        NOT_ARMED,
        RELEASED,
        DISARMED,
        EXPIRED,
        ROLLING_BACK,
        ROLLED_BACK;

        /** Whether the guard still stands for its plan in its environment. */
        public boolean alive() {
            return this == REVIEW || this == ARMING || this == APPROVAL || this == ARMED || this == ROLLING_BACK;
        }
    }

    public Guard with(State next) {
        return new Guard(
                id,
                planId,
                revision,
                digest,
                environment,
                next,
                requestedBy,
                requestedAt,
                armedAt,
                expiresAt,
                approvedBy,
                preApprovedBy);
    }

    /** Armed again after an abort: a person stopped the rollback, so no trigger starts another without asking people. */
    public Guard armedAgain() {
        return new Guard(
                id,
                planId,
                revision,
                digest,
                environment,
                State.ARMED,
                requestedBy,
                requestedAt,
                armedAt,
                expiresAt,
                approvedBy,
                Optional.empty());
    }

    /** @param preApproved automatic triggers may roll back without asking */
    public Guard approved(String person, boolean preApproved) {
        return new Guard(
                id,
                planId,
                revision,
                digest,
                environment,
                state,
                requestedBy,
                requestedAt,
                armedAt,
                expiresAt,
                Optional.of(person),
                preApproved ? Optional.of(person) : Optional.empty());
    }

    public Guard armed(Instant now, Instant expiry) {
        return new Guard(
                id,
                planId,
                revision,
                digest,
                environment,
                State.ARMED,
                requestedBy,
                requestedAt,
                Optional.of(now),
                Optional.of(expiry),
                approvedBy,
                preApprovedBy);
    }
}
