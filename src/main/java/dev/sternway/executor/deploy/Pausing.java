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

        /** Asks {@link StepContext#stillMine} before each request but the first. */
        void pause() throws Api.Unanswered, InterruptedException, StepContext.LeaseLost;

        /** As it was. May be called again after it was interrupted. */
        void set(JsonNode before) throws Api.Unanswered, InterruptedException, StepContext.LeaseLost;

        /** What runs already, and goes on when it is paused. */
        default List<String> running() throws Api.Unanswered, InterruptedException {
            return List.of();
        }
    }

    Outcome ready() throws InterruptedException {
        try {
            return Outcome.done(
                    Map.of(what, deployer.paused(deployer.state()) ? "is paused already" : "is not paused"));
        } catch (Api.Unanswered refused) {
            return refused.outcome();
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
    Outcome run(StepContext context) throws InterruptedException, StepContext.LeaseLost {
        try {
            JsonNode now = deployer.state();
            boolean paused = deployer.paused(now);
            Optional<Lease> earlier = Lease.find(context.keepsakes(), what);
            JsonNode before = earlier.filter(held ->
                            paused || isEnding(context) || held.takenBy().equals(context.key()))
                    .map(Lease::before)
                    .orElse(now);
            List<String> running = deployer.running();
            Instant until = context.clock().instant().plus(lease);
            context.stillMine();
            Lease lease = new Lease(uses, with, what, until, before, context.key(), whole);
            lease.keep(context.keepsakes());
            context.keepsakes().forget(ending());
            try {
                deployer.pause();
            } catch (Api.Unanswered refused) {
                if (refused.outcome() instanceof Outcome.Failed failed
                        && !failed.retryable()
                        && deployer.state().equals(now)) {
                    earlier.ifPresentOrElse(
                            it -> it.keep(context.keepsakes()), () -> lease.forget(context.keepsakes()));
                }
                throw refused;
            }
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

    /** Of this step, whose pause may be half done. */
    void takeBack(StepContext context) throws InterruptedException, StepContext.LeaseLost {
        Optional<Lease> own = Lease.find(context.keepsakes(), what)
                .filter(held -> held.takenBy().equals(context.key()));
        if (own.isPresent()) {
            try {
                if (!deployer.state().equals(own.get().before())) {
                    deployer.set(own.get().before());
                }
                own.get().forget(context.keepsakes());
            } catch (Api.Unanswered refused) {
                context.print(what + " could not be set back: " + refused.getMessage());
            }
        }
    }

    /** What somebody else set meanwhile is left as it is; what an attempt that was interrupted half set back goes on. */
    Outcome undo(StepContext context) throws InterruptedException, StepContext.LeaseLost {
        Optional<Lease> held = Lease.find(context.keepsakes(), what);
        if (held.isEmpty()) {
            return Outcome.done(Map.of(what, "not paused by this plan"));
        }
        try {
            JsonNode now = deployer.state();
            boolean paused = isEnding(context) || deployer.paused(now);
            if (paused && !now.equals(held.get().before())) {
                context.keepsakes().keep(ending(), context.key());
                deployer.set(held.get().before());
            }
            held.get().forget(context.keepsakes());
            context.keepsakes().forget(ending());
            return Outcome.done(Map.of(what, paused ? "as before" : "let go on by somebody else before"));
        } catch (Api.Unanswered refused) {
            return refused.outcome();
        }
    }

    private boolean isEnding(StepContext context) {
        return context.keepsakes().find(ending()).isPresent();
    }

    private String ending() {
        return "lease-ends/" + what;
    }
}
