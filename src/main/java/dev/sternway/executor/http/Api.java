package dev.sternway.executor.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A JSON API that a step changes something through. */
public record Api(StepContext context, String target, Map<String, String> headers) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<Integer> LATER = Set.of(408, 425, 429);

    /** It did not do what was asked. */
    public static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Outcome.Failed outcome;

        public Unanswered(Problem problem, boolean retryable, Optional<Duration> after) {
            super(problem.toString());
            this.outcome = new Outcome.Failed(problem, retryable, after);
        }

        public Outcome outcome() {
            return outcome;
        }
    }

    public static Api gitHub(StepContext context, String target) {
        return new Api(
                context, target, Map.of("Accept", "application/vnd.github+json", "X-GitHub-Api-Version", "2022-11-28"));
    }

    /** Waits for the answer also when the step is cancelled: it may be asked in the middle of a change. */
    public JsonNode get(String path) throws Unanswered, InterruptedException {
        return send("GET", path, Optional.empty());
    }

    /** As {@link #get}, for who only looks: nobody waits for the answer once the step is cancelled. */
    public JsonNode look(String path) throws Unanswered, InterruptedException {
        HttpCall call = new HttpCall(target, "GET", path, headers, Optional.empty(), PATIENCE);
        return answer(call, () -> call.send(context), 299);
    }

    /** @throws ProblemException SW-0510 when the request cannot be made from the plan */
    public JsonNode send(String method, String path, Optional<JsonNode> body) throws Unanswered, InterruptedException {
        return send(method, path, body, 299);
    }

    /** As a button of a page does: the answer may lead back to the page. */
    public void press(String path) throws Unanswered, InterruptedException {
        send("POST", path, Optional.empty(), 399);
    }

    private JsonNode send(String method, String path, Optional<JsonNode> body, int highest)
            throws Unanswered, InterruptedException {
        HttpCall call = new HttpCall(target, method, path, headers, body, PATIENCE);
        return answer(call, () -> call.sendToTheEnd(context), highest);
    }

    private JsonNode answer(HttpCall call, Sending sending, int highest) throws Unanswered, InterruptedException {
        try {
            HttpAnswer answer = sending.send();
            if (answer.status() >= 200 && answer.status() <= highest) {
                return answer.json();
            }
            throw new Unanswered(
                    new Problem(
                            "SW-0647",
                            call.where(context) + " answers " + answer.status() + ": " + answer.start(),
                            target,
                            "Check the name, the token and what the token may do"),
                    answer.status() >= 500 || LATER.contains(answer.status()),
                    answer.asksToWait("Retry-After", context.clock().instant()));
        } catch (IOException silent) {
            throw new Unanswered(
                    new Problem(
                            "SW-0648",
                            call.where(context) + " got no answer: " + silent.getMessage(),
                            target,
                            "Check that the service runs and is reachable; the request may have arrived"),
                    true,
                    Optional.empty());
        }
    }

    private interface Sending {
        HttpAnswer send() throws IOException, InterruptedException;
    }

    /** With the target's token as the service wants it: alone, or after a word. */
    public static Api withToken(StepContext context, String target, String before) {
        return new Api(context, target, Map.of("Authorization", before + token(context, target)));
    }

    /** @throws ProblemException SW-0535 when the target has no token */
    public static String token(StepContext context, String target) {
        return context.target(target)
                .token()
                .map(token -> context.secret(token).reveal())
                .orElseThrow(() -> ProblemException.of(
                        "SW-0535",
                        "The target " + target + " has no token",
                        target,
                        "Give it token: {secret: NAME} with the service's key"));
    }

    /** The same API with one more header. */
    public Api with(String header, String value) {
        Map<String, String> more = new java.util.TreeMap<>(headers);
        more.put(header, value);
        return new Api(context, target, more);
    }

    public static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
