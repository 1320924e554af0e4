package dev.sternway.run.tell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Digest;
import dev.sternway.executor.Outcome;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.plan.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A message on its way through one channel.
 *
 * @param id the same for the same message, also after a crash
 * @param runId of the rollback or guard it is about
 * @param channel the same for whatever goes to the same address, in whichever plan
 * @param inputs of the executor, with words yet to be filled in
 * @param whileRollingBack it is dropped when the rollback ends first
 * @param noted that it was sent belongs into the ledger
 * @param attempt how often it was tried, this time included
 * @param unsure whoever tried before went away in the middle: it may have arrived
 */
public record Outgoing(
        String id,
        String runId,
        String channel,
        String name,
        String uses,
        JsonNode inputs,
        boolean whileRollingBack,
        boolean noted,
        int attempt,
        boolean unsure) {
    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    /** What takes these knows a message that comes twice. */
    private static final Set<String> KNOW_REPETITIONS =
            Set.of("notify/pagerduty", "notify/opsgenie", "notify/statuspage", "notify/email");

    /** How far it is. */
    public enum State {
        WAITING,
        SENDING,
        SENT,
        FAILED,
        DROPPED
    }

    public static Outgoing of(String id, String runId, Plan plan, Step step, boolean whileRollingBack, boolean noted) {
        return new Outgoing(
                id,
                runId,
                channel(plan, step),
                step.name(),
                step.uses(),
                step.with(),
                whileRollingBack,
                noted,
                0,
                false);
    }

    /** An address may be a secret, so only its digest is kept. */
    private static String channel(Plan plan, Step step) {
        String target = step.with().path("target").asText();
        String address = Optional.ofNullable(plan.targets().get(target))
                .flatMap(Target::url)
                .orElse(target);
        return Digest.of(step.uses() + " " + address + step.with().path("path").asText());
    }

    /** Whoever tried went away in the middle, again and again. */
    public boolean triedTooOften() {
        return attempt > TRIES;
    }

    /** How long to wait before it is tried again, as long as the service asked for; empty when it is not tried again. */
    public Optional<Duration> pauseAfter(Outcome outcome) {
        if (!(outcome instanceof Outcome.Failed failed) || !failed.retryable() || attempt >= TRIES) {
            return Optional.empty();
        }
        Duration own = FIRST_PAUSE.multipliedBy(1L << (2 * (attempt - 1)));
        return Optional.of(
                limited(failed.after().filter(it -> it.compareTo(own) > 0).orElse(own)));
    }

    /** How long the service asked to be left alone, an hour at most. */
    public static Duration leftAlone(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                ? failed.after().map(Outgoing::limited).orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    private static Duration limited(Duration asked) {
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }

    /** The inputs, of which the text says that it comes again where nobody else would notice. */
    public JsonNode honest(JsonNode filled) {
        return unsure && !KNOW_REPETITIONS.contains(uses) && filled instanceof ObjectNode inputs
                ? inputs.put("text", inputs.path("text").asText() + " (Sent again: it may have arrived before.)")
                : filled;
    }
}
