package dev.sternway.watch.source;

import dev.sternway.base.ProblemException;
import dev.sternway.base.web.Reach;
import dev.sternway.base.web.Web;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One question over HTTP. */
record HttpGet(String base, Optional<String> authorization, Web web) {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    HttpGet {
        base = base.replaceAll("/+$", "");
    }

    HttpGet(String base, Optional<String> authorization) {
        this(base, authorization, new Web(Reach.ANYWHERE, Optional.empty()));
    }

    HttpGet through(Web other) {
        return new HttpGet(base, authorization, other);
    }

    URI uri(String path) {
        return URI.create(base + path);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Web.Answer get(String path) throws IOException, InterruptedException {
        Map<String, String> headers =
                authorization.map(value -> Map.of("Authorization", value)).orElse(Map.of());
        try {
            return web.send(new Web.Ask("GET", uri(path), headers, Optional.empty(), PATIENCE));
        } catch (ProblemException refused) {
            throw new IOException(refused.problem().toString(), refused);
        }
    }
}
