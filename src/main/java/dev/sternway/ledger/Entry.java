package dev.sternway.ledger;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One link of a run's chain.
 *
 * @param sequence counts from 1 without gaps
 * @param actor person, worker or {@code sternway}
 * @param previousHash the hash of the entry before, 64 zeros for the first
 * @param hash SHA-256 over everything above
 */
public record Entry(
        String runId,
        long sequence,
        Instant at,
        String actor,
        Kind kind,
        String text,
        Map<String, String> detail,
        String previousHash,
        String hash) {
    /** What happened. */
    public enum Kind {
        GUARD_REQUESTED,
        PLAN_REVIEWED,
        ARMING_APPROVED,
        ARMED,
        GUARD_ENDED,
        BACKUP_PURGED,
        SLOT_DROPPED,
        VERDICT,
        ROLLBACK_REQUESTED,
        TARGETS_AWAITED,
        TARGETS_TAKEN,
        LOCK_RELEASED,
        LEVEL_RECOMMENDED,
        DECISION_HANDED_OVER,
        DECIDED,
        RESTORE_APPROVED,
        RESTORE_REFUSED,
        RESTORE_WITHDRAWN,
        INCIDENT_DECLARED,
        PHASE_STARTED,
        STEP_ENDED,
        STEP_CHOICE,
        TAKEN_BY_HAND,
        RESTORED,
        CANCEL_ASKED,
        WINDOW_OVERRUN,
        LEASE_ENDED,
        MESSAGE_SENT,
        MESSAGE_FAILED,
        ABORTED,
        CONFIRMED,
        SALVAGE_DECIDED,
        POST_MORTEM_BOOKED,
        CLOSED,
        FOLLOW_UP_OPENED,
        FOLLOW_UP_DONE,
        DIAGRAMS_PROPOSED,
        DIAGRAMS_DEPLOYED,
        DIAGRAMS_REJECTED,
        DIAGRAMS_DELETED,
        TOKEN_MADE,
        TOKEN_REVOKED,
        USER_CHANGED,
        ROLES_CHANGED,
        RIGHTS_CHANGED,
        LOG_IN_LOCKED,
        ANCHORED
    }

    public Entry {
        detail = Collections.unmodifiableMap(new TreeMap<>(detail));
    }
}
