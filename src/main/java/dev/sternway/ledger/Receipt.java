package dev.sternway.ledger;

import dev.sternway.base.Digest;
import dev.sternway.base.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The durable record of one attempt of one step.
 *
 * @param attempt counts from 1; a takeover after a crash is an attempt of its own
 * @param inputsDigest SHA-256 of the inputs
 * @param owner worker or person
 * @param evidence short facts: counts, digests, names
 * @param output what was printed, capped and masked
 */
public record Receipt(
        String runId,
        String phase,
        String activity,
        int index,
        int attempt,
        String step,
        String uses,
        String inputsDigest,
        State state,
        String owner,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<Duration> estimate,
        Map<String, String> evidence,
        String output,
        Optional<Problem> problem) {
    /** Where an attempt stands. Only {@link #STARTED} may change. */
    public enum State {
        STARTED,
        DONE,
        /** The target said that it was so already. */
        ALREADY,
        REFUSED,
        FAILED,
        /** A person ended it while it ran; nothing of it is left. */
        CANCELLED,
        SKIPPED,
        /** Started, and nobody knows whether it was done: its worker died, or lost its lease. */
        UNKNOWN,
        BY_HAND;

        /** Whether the step counts as dealt with. */
        public boolean succeeded() {
            return this == DONE || this == ALREADY || this == SKIPPED || this == BY_HAND;
        }

        public boolean mayBecome(State next) {
            return this == STARTED && next != STARTED;
        }
    }

    public Receipt {
        evidence = Map.copyOf(evidence);
    }

    public static Receipt started(
            String runId,
            String phase,
            String activity,
            int index,
            int attempt,
            String step,
            String uses,
            String inputsDigest,
            String owner,
            Instant at,
            Optional<Duration> estimate) {
        return new Receipt(
                runId,
                phase,
                activity,
                index,
                attempt,
                step,
                uses,
                inputsDigest,
                State.STARTED,
                owner,
                at,
                Optional.empty(),
                estimate,
                Map.of(),
                "",
                Optional.empty());
    }

    /** @throws IllegalStateException when the attempt has ended already */
    public Receipt ended(State next, Instant at, Map<String, String> facts, String printed, Optional<Problem> why) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("an attempt that is " + state + " cannot become " + next);
        }
        return new Receipt(
                runId,
                phase,
                activity,
                index,
                attempt,
                step,
                uses,
                inputsDigest,
                next,
                owner,
                startedAt,
                Optional.of(at),
                estimate,
                facts,
                printed,
                why);
    }

    public boolean sameAttempt(Receipt other) {
        return runId.equals(other.runId)
                && phase.equals(other.phase)
                && activity.equals(other.activity)
                && index == other.index
                && attempt == other.attempt;
    }

    /** For the ledger: what went in and what came out, so that a receipt that is changed later is found. */
    public Map<String, String> digests() {
        return Map.of(
                "uses",
                uses,
                "attempt",
                String.valueOf(attempt),
                "inputs-sha256",
                inputsDigest,
                "output-sha256",
                Digest.of(output),
                "evidence-sha256",
                Digest.of(new TreeMap<>(evidence).toString()));
    }

    public Receipt unknown(Instant at) {
        return ended(State.UNKNOWN, at, Map.of(), output, Optional.empty());
    }
}
