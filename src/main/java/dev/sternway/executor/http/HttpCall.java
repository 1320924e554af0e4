package dev.sternway.executor.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Work;
import dev.sternway.base.web.Web;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One request to a target: its address and log-in, and the time limit.
 *
 * @param path begins with a slash
 * @param headers a value {@code secret:NAME} is looked up
 * @param timeout for the whole answer, body included
 */
public record HttpCall(
        String target,
        String method,
        String path,
        Map<String, String> headers,
        Optional<JsonNode> body,
        Duration timeout) {
    private static final String SECRET = "secret:";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    public static HttpCall get(String target, String path, Duration timeout) {
        return new HttpCall(target, "GET", path, Map.of(), Optional.empty(), timeout);
    }

    /** Whether the method only reads, by HTTP's own rules. */
    boolean reads() {
        return READING.contains(method);
    }

    /**
     * A question is cut off when the step is cancelled while it waits for the answer.
     *
     * @throws ProblemException SW-0510 when the request cannot be made from the plan, SW-0837 and SW-0838 when the host may
     *     not be asked, SW-0653 when the target's certificates cannot be used
     * @throws IOException when there is no answer; the message says why, and whether the request may have arrived
     */
    public HttpAnswer send(StepContext context) throws IOException, InterruptedException {
        return send(context, cutOff(context.work()));
    }

    /** As {@link #send}, but waits for the answer also when the step is cancelled: for questions in the middle of a change. */
    HttpAnswer sendToTheEnd(StepContext context) throws IOException, InterruptedException {
        return send(context, Work.unnamed());
    }

    private HttpAnswer send(StepContext context, Work work) throws IOException, InterruptedException {
        Web web = new Web(
                context.allowed().reach(), context.target(target).tls().map(tls -> tls.identity(context::secret)));
        try {
            Web.Ask ask = new Web.Ask(
                    method,
                    address(context.target(target)),
                    headers(context),
                    body.map(tree -> tree.toString().getBytes(StandardCharsets.UTF_8)),
                    timeout);
            Web.Answer answer = web.send(ask, work);
            return new HttpAnswer(answer.status(), answer.header(), new String(answer.body(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | URISyntaxException wrong) {
            throw new ProblemException(
                    new Problem(
                            "SW-0510",
                            "The request " + where(context) + " cannot be made: " + wrong.getMessage(),
                            target,
                            "Give the target an http or https url, the path a slash in front, and plain headers"),
                    wrong);
        }
    }

    /** What changes something is answered, and what tidies up after a cancelled step is asked to its end. */
    private Work cutOff(Work work) {
        return reads() && !work.cancelled() && !work.abandoned() ? work : Work.unnamed();
    }

    /** Where it goes, without the query, which may hold what nobody should read. */
    public String where(StepContext context) {
        String base = context.target(target).url().orElse("");
        int query = path.indexOf('?');
        return method + " " + base.replaceAll("/+$", "") + (query < 0 ? path : path.substring(0, query));
    }

    private Map<String, String> headers(StepContext context) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        context.traceParent().ifPresent(parent -> all.put("traceparent", parent));
        if (body.isPresent()) {
            all.put("Content-Type", "application/json");
        }
        if (!reads()) {
            all.put("Idempotency-Key", context.key());
        }
        authorization(context.target(target), context).ifPresent(value -> all.put("Authorization", value));
        headers.forEach((name, value) -> all.put(name, resolved(value, context)));
        return all;
    }

    private URI address(Target service) throws URISyntaxException {
        String base = service.url().orElse("").replaceAll("/+$", "");
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("the path " + path + " does not begin with a slash");
        }
        URI uri = new URI(base + path);
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException("the target " + target + " has no http url");
        }
        return uri;
    }

    private static Optional<String> authorization(Target service, StepContext context) {
        if (service.token().isPresent()) {
            return service.token()
                    .map(token -> "Bearer " + context.secret(token).reveal());
        }
        return service.user()
                .flatMap(user -> service.password().map(password -> {
                    String pair = user + ":" + context.secret(password).reveal();
                    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
                }));
    }

    private static String resolved(String value, StepContext context) {
        return value.startsWith(SECRET)
                ? context.secret(new SecretReference(value.substring(SECRET.length())))
                        .reveal()
                : value;
    }
}
