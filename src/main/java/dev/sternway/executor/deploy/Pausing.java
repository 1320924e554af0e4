package dev.sternway.executor.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pauses something under a lease: how it was is kept before anything is changed.
 *
 * @param with what the executor needs to end the lease
 * @param whole the lease lasts its whole time, even when its rollback is closed before
 */
record Pausing(
        String uses, JsonNode with, String what, String target, Duration lease, boolean whole, Deployer deployer) {
    static final Duration USUAL = Duration.ofHours(4);

    /** Something that deploys, through its API. */
    interface Deployer {
        /** Everything that is needed to set it back. */
        JsonNode state() throws Api.Unanswered, InterruptedException;

        boolean paused(JsonNode state);

        void pause() throws Api.Unanswered, InterruptedException;

        void set(JsonNode before) throws Api.Unanswered, InterruptedException;

        /** What runs already, and goes on when it is paused. */
        default List<String> running() throws Api.Unanswered, InterruptedException {
            return List.of();
        }
    }

    /** A pause that another rollback took is taken over, so that it does not end in the middle of this one. */
    Probe probe(StepContext context) throws InterruptedException {
        try {
            if (!deployer.paused(deployer.state())) {
                return Probe.needed();
            }
            Optional<Lease> held = Lease.find(context.keepsakes(), what);
            if (held.isEmpty()) {
                return Probe.already("paused", "before, by somebody else");
            }
            return held.get().takenBy().equals(context.key())
                    ? Probe.already("paused until", held.get().until().toString())
                    : Probe.needed();
        } catch (Api.Unanswered silent) {
            return Probe.unknown(String.valueOf(silent.getMessage()));
        }
    }

    /** After a crash in the middle what the first try found is what to set back. */
    Outcome run(StepContext context) throws InterruptedException {
        try {
            JsonNode now = deployer.state();
            boolean paused = deployer.paused(now);
            JsonNode before = Lease.find(context.keepsakes(), what)
                    .filter(held -> paused || held.takenBy().equals(context.key()))
                    .map(Lease::before)
                    .orElse(now);
            List<String> running = deployer.running();
            Instant until = context.clock().instant().plus(lease);
            new Lease(uses, with, what, until, before, context.key(), whole).keep(context.keepsakes());
            deployer.pause();
            Map<String, String> evidence = new TreeMap<>();
            evidence.put("before", before.toString());
            evidence.put("paused", what);
            evidence.put("until", (whole ? "" : "the rollback is closed, at the latest ") + until);
            if (!running.isEmpty()) {
                evidence.put("runs already and was not stopped", String.join(", ", running));
            }
            return Outcome.done(evidence);
        } catch (Api.Unanswered refused) {
            return refused.outcome();
        }
    }

    Outcome verify() throws InterruptedException {
        try {
            return deployer.paused(deployer.state())
                    ? Outcome.done(Map.of("paused", what))
                    : Outcome.failed(
                            "SW-0649",
                            what + " is not paused, though it was asked to",
                            target,
                            "See whether somebody or something else sets it back");
        } catch (Api.Unanswered silent) {
            return silent.outcome();
        }
    }

    /** What somebody else set meanwhile is left as it is. */
    Outcome undo(StepContext context) throws InterruptedException {
        Optional<Lease> held = Lease.find(context.keepsakes(), what);
        if (held.isEmpty()) {
            return Outcome.done(Map.of(what, "not paused by this plan"));
        }
        try {
            boolean paused = deployer.paused(deployer.state());
            if (paused) {
                deployer.set(held.get().before());
            }
            held.get().forget(context.keepsakes());
            return Outcome.done(Map.of(what, paused ? "as before" : "let go on by somebody else before"));
        } catch (Api.Unanswered refused) {
            return refused.outcome();
        }
    }
}
