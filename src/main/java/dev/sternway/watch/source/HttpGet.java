package dev.sternway.watch.source;

import dev.sternway.base.DurationText;
import dev.sternway.base.LimitedBody;
import dev.sternway.base.tls.TlsIdentity;
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
record HttpGet(String base, Optional<String> authorization, Optional<TlsIdentity> tls) {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int LARGEST = 1 << 20;

    HttpGet {
        base = base.replaceAll("/+$", "");
    }

    HttpGet(String base, Optional<String> authorization) {
        this(base, authorization, Optional.empty());
    }

    HttpGet trusting(Optional<TlsIdentity> other) {
        return new HttpGet(base, authorization, other);
    }

    private HttpClient client() {
        return TlsIdentity.client(tls, "get", () -> HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)));
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
                client().sendAsync(request.build(), head -> new LimitedBody(LARGEST));
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
