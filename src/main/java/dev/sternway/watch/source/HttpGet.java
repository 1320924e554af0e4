package dev.sternway.watch.source;

import dev.sternway.base.DurationText;
import dev.sternway.base.LimitedBody;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One question over HTTP, with limits on time and size. */
record HttpGet(String base, Optional<String> authorization) {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int LARGEST = 1 << 20;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    HttpGet {
        base = base.replaceAll("/+$", "");
    }

    URI uri(String path) {
        return URI.create(base + path);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        authorization.ifPresent(header -> request.header("Authorization", header));
        CompletableFuture<HttpResponse<byte[]>> coming =
                CLIENT.sendAsync(request.build(), head -> new LimitedBody(LARGEST));
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
}
