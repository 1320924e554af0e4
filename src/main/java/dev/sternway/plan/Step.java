package dev.sternway.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One unit of a phase.
 *
 * @param name verb and object, in plain words
 * @param uses the executor, for example {@code http/request}; {@code manual/instruction} for people
 * @param with the executor's inputs
 * @param activity where in the phase's diagram it runs; by default the phase's first activity
 * @param estimate how long it is expected to take
 * @param retry how often and how patiently a failure is tried again before a person chooses
 * @param notes what a person should know: whose step it is, what it should show, what to do when it fails
 * @param after names of steps of the same phase that must be over before; where a phase has any, its other steps run at once
 * @param stableStop the state after it, in words, where one may stop for hours; an undo goes back to the last of them
 */
public record Step(
        @NotBlank String name,
        @NotBlank String uses,
        JsonNode with,
        Optional<Activity> activity,
        Optional<Duration> estimate,
        Retry retry,
        Optional<String> notes,
        List<String> after,
        @JsonProperty("stable-stop") Optional<String> stableStop) {
    /**
     * @param attempts how often the step is tried in all, 1 to 10
     * @param backOff the wait before the second attempt; it doubles each time
     */
    public record Retry(
            int attempts, @JsonProperty("back-off") Duration backOff) {
        public static final Retry USUAL = new Retry(3, Duration.ofSeconds(1));
    }

    public Step {
        with = with == null ? JsonNodeFactory.instance.objectNode() : with;
        retry = retry == null ? Retry.USUAL : retry;
        after = after == null ? List.of() : List.copyOf(after);
    }

    public static Step of(Activity activity, String name, String uses, JsonNode with, Optional<Duration> estimate) {
        return new Step(
                name,
                uses,
                with,
                Optional.of(activity),
                estimate,
                Retry.USUAL,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /** Whether a person does it, and Sternway waits for what they say. */
    public boolean byPerson() {
        return uses.equals("manual/instruction");
    }

    public Step with(JsonNode inputs) {
        return new Step(name, uses, inputs, activity, estimate, retry, notes, after, stableStop);
    }
}
