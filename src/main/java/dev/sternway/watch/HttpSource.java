package dev.sternway.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.DurationText;
import dev.sternway.base.LimitedBody;
import dev.sternway.plan.Trigger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A number of a JSON answer, or its share of a total: then the growth of both since the last question counts. */
public final class HttpSource implements Source {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LARGEST = 1 << 20;

    private final Trigger.Http http;
    private final URI uri;
    private final Optional<String> authorization;
    private double lastValue = Double.NaN;
    private double lastTotal = Double.NaN;

    public HttpSource(Trigger.Http http, String baseUrl, Optional<String> authorization) {
        this.http = http;
        this.uri = URI.create(baseUrl.replaceAll("/+$", "") + http.path());
        this.authorization = authorization;
    }

    @Override
    public String query() {
        return "GET " + uri + http.value().map(value -> " " + value).orElse("")
                + http.of().map(total -> " of " + total).orElse("");
    }

    @Override
    public synchronized Sample ask() {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        authorization.ifPresent(header -> request.header("Authorization", header));
        try {
            HttpResponse<byte[]> answer = answer(request.build());
            if (http.value().isEmpty()) {
                return new Sample.Value(answer.statusCode() < 400 ? 1 : 0);
            }
            if (answer.statusCode() >= 400) {
                return new Sample.Down("status " + answer.statusCode());
            }
            return number(JSON.readTree(answer.body()));
        } catch (IOException failure) {
            return http.value().isEmpty() ? new Sample.Value(0) : new Sample.Down(String.valueOf(failure.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Sample.Down("stopped");
        }
    }

    private static HttpResponse<byte[]> answer(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> coming = CLIENT.sendAsync(request, head -> new LimitedBody(LARGEST));
        try {
            return coming.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IOException("no whole answer within " + DurationText.format(PATIENCE), late);
        } catch (ExecutionException failed) {
            throw new IOException(String.valueOf(failed.getCause()), failed);
        } finally {
            coming.cancel(true);
        }
    }

    private Sample number(JsonNode answer) {
        JsonNode value = answer.at(http.value().orElse(""));
        if (!value.isNumber()) {
            return new Sample.None();
        }
        if (http.of().isEmpty()) {
            return new Sample.Value(value.asDouble());
        }
        JsonNode total = answer.at(http.of().get());
        if (!total.isNumber()) {
            return new Sample.None();
        }
        double grown = value.asDouble() - lastValue;
        double traffic = total.asDouble() - lastTotal;
        boolean restarted = traffic < 0 || grown < 0;
        lastValue = value.asDouble();
        lastTotal = total.asDouble();
        if (restarted && lastTotal > 0) {
            return new Sample.Value(lastValue / lastTotal);
        }
        return Double.isNaN(traffic) || traffic <= 0 ? new Sample.None() : new Sample.Value(grown / traffic);
    }
}
