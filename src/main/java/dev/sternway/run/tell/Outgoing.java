package dev.sternway.run.tell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.Outcome;
import dev.sternway.plan.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A message on its way through one channel.
 *
 * @param id the same for the same message, also after a crash
 * @param runId of the rollback or guard it is about
 * @param inputs of the executor, with words yet to be filled in
 * @param whileRollingBack it is dropped when the rollback ends first
 * @param noted that it was sent belongs into the ledger
 * @param attempt how often it was tried, this time included
 * @param unsure whoever tried before went away in the middle: it may have arrived
 */
public record Outgoing(
        String id,
        String runId,
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

    /** Services take a message a second through one of these. */
    public String channel() {
        return uses + inputs.path("target").asText() + inputs.path("path").asText();
    }

    public static Outgoing of(String id, String runId, Step step, boolean whileRollingBack, boolean noted) {
        return new Outgoing(id, runId, step.name(), step.uses(), step.with(), whileRollingBack, noted, 0, false);
    }

    /** How long to wait before it is tried again, as long as the service asked for; empty when it is not tried again. */
    public Optional<Duration> pauseAfter(Outcome outcome) {
        if (!(outcome instanceof Outcome.Failed failed) || !failed.retryable() || attempt >= TRIES) {
            return Optional.empty();
        }
        Duration own = FIRST_PAUSE.multipliedBy(1L << (2 * (attempt - 1)));
        Duration asked = failed.after().filter(it -> it.compareTo(own) > 0).orElse(own);
        return Optional.of(asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked);
    }

    /** The inputs, of which the text says that it comes again where nobody else would notice. */
    public JsonNode honest(JsonNode filled) {
        return unsure && !KNOW_REPETITIONS.contains(uses) && filled instanceof ObjectNode inputs
                ? inputs.put("text", inputs.path("text").asText() + " (Sent again: it may have arrived before.)")
                : filled;
    }
}
