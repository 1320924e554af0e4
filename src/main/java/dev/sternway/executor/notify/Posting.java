package dev.sternway.executor.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sternway.base.DurationText;
import dev.sternway.base.Problem;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import dev.sternway.executor.http.HttpAnswer;
import dev.sternway.executor.http.HttpCall;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellStep;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One message to a service over HTTP, and what its answer means: 2xx taken, 420, 429 and 5xx later, else refused. */
record Posting(String target, String method, String path, Map<String, String> headers, JsonNode body) {
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final String AFTER_CRASH =
            "But a message of a plan never waits for one: it is kept, and when it may have been sent, it says so and is sent again.";
    /** Statuspage said 420 for a long time. */
    private static final Set<Integer> TOO_MUCH = Set.of(420, 429);
    /** Opsgenie and Mattermost have headers of their own. */
    private static final List<String> SAID_IN =
            List.of("Retry-After", "X-RateLimit-Period-In-Sec", "X-Ratelimit-Reset");
    /** For a service that wants less and does not say when; most count what came in a minute. */
    private static final Duration USUAL_WINDOW = Duration.ofSeconds(20);

    private static final ObjectMapper JSON = new ObjectMapper();

    static Posting post(String target, String path, JsonNode body) {
        return new Posting(target, "POST", path, Map.of(), body);
    }

    static Posting get(String target, String path) {
        return new Posting(target, "GET", path, Map.of(), MissingNode.getInstance());
    }

    /** With the target's token under another scheme than Bearer. */
    Posting as(String scheme, StepContext context) {
        return new Posting(
                target, method, path, Map.of("Authorization", scheme + " " + Api.token(context, target)), body);
    }

    Outcome send(StepContext context) throws InterruptedException {
        return send(context, answer -> Map.of());
    }

    /** @param more further evidence, from the answer's body */
    Outcome send(StepContext context, Function<JsonNode, Map<String, String>> more) throws InterruptedException {
        HttpCall call = new HttpCall(
                target, method, path, headers, Optional.of(body).filter(it -> !it.isMissingNode()), TIMEOUT);
        try {
            HttpAnswer answer = call.send(context);
            if (answer.status() < 200 || answer.status() >= 300) {
                return refusedBy(answer, context);
            }
            Map<String, String> evidence = new java.util.TreeMap<>(more.apply(json(answer.body())));
            evidence.put("status", String.valueOf(answer.status()));
            return Outcome.done(evidence);
        } catch (IOException silent) {
            return Outcome.failed(
                    "SW-0530",
                    "The webhook did not answer: " + silent.getMessage(),
                    target,
                    "Check its address, or tell people by other means");
        }
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException other) {
            return MissingNode.getInstance();
        }
    }

    private Outcome refusedBy(HttpAnswer answer, StepContext context) {
        boolean tooMuch = TOO_MUCH.contains(answer.status());
        boolean later = tooMuch || answer.status() >= 500;
        Optional<Duration> asked = after(answer, context.clock().instant());
        String when = asked.map(it -> "; it asks to be left alone for " + DurationText.format(it))
                .orElse("");
        Problem problem = new Problem(
                "SW-0531",
                "The webhook answered " + answer.status() + (answer.body().isBlank() ? "" : " (" + answer.start() + ")")
                        + when,
                target,
                later
                        ? "It is tried again; tell people by other means if it lasts"
                        : "Check the address and the token");
        return new Outcome.Failed(
                problem, later, asked.or(() -> Optional.of(USUAL_WINDOW).filter(it -> tooMuch)));
    }

    /** Retry-After in seconds or as a date, or what some services say instead, in seconds. */
    private static Optional<Duration> after(HttpAnswer answer, Instant now) {
        return SAID_IN.stream()
                .flatMap(name -> answer.asksToWait(name, now).stream())
                .findFirst();
    }

    /** A person says it, for the day Sternway is down. */
    static Optional<ShellStep> byHand(String where, String text) {
        return Optional.of(ShellStep.of(
                        "say this through " + where + " by hand:",
                        "say " + Shell.message(text) + "\ninstructed",
                        Needs.NOTHING)
                .asks());
    }
}
