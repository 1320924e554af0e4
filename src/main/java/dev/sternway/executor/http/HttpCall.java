package dev.sternway.executor.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.DurationText;
import dev.sternway.base.LimitedBody;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.tls.TlsIdentity;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request to a target: its address and log-in, the time and size limits. Redirects are not followed.
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
    public static final int LARGEST = 1 << 20;
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
     * @throws ProblemException SW-0510 when the request cannot be made from the plan
     * @throws IOException when there is no answer; the message says why, and whether the request may have arrived
     */
    public HttpAnswer send(StepContext context) throws IOException, InterruptedException {
        HttpRequest request = request(context);
        CompletableFuture<HttpResponse<byte[]>> answer =
                client(context).sendAsync(request, head -> new LimitedBody(LARGEST));
        try {
            HttpResponse<byte[]> got = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new HttpAnswer(
                    got.statusCode(),
                    name -> got.headers().firstValue(name),
                    new String(got.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException late) {
            throw new IOException("no whole answer within " + DurationText.format(timeout), late);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
            throw new IOException(cause.getClass().getSimpleName() + message, cause);
        } finally {
            answer.cancel(true);
        }
    }

    /** @throws ProblemException SW-0653 when the target's certificates cannot be used */
    private HttpClient client(StepContext context) {
        return TlsIdentity.client(
                context.target(target).tls().map(tls -> tls.identity(context::secret)),
                "call",
                () -> HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .followRedirects(HttpClient.Redirect.NEVER));
    }

    /** Where it goes, without the query, which may hold what nobody should read. */
    public String where(StepContext context) {
        String base = context.target(target).url().orElse("");
        int query = path.indexOf('?');
        return method + " " + base.replaceAll("/+$", "") + (query < 0 ? path : path.substring(0, query));
    }

    private HttpRequest request(StepContext context) {
        Target service = context.target(target);
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(address(service)).method(method, publisher());
            if (body.isPresent()) {
                request.setHeader("Content-Type", "application/json");
            }
            if (!reads()) {
                request.setHeader("Idempotency-Key", context.key());
            }
            authorization(service, context).ifPresent(value -> request.setHeader("Authorization", value));
            headers.forEach((name, value) -> request.setHeader(name, resolved(value, context)));
            return request.build();
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

    private BodyPublisher publisher() {
        return body.map(tree -> BodyPublishers.ofString(tree.toString())).orElseGet(BodyPublishers::noBody);
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
