package dev.sternway.executor.frontend;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sternway.base.Problem;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.HttpAnswer;
import dev.sternway.executor.http.HttpCall;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lets a CDN forget what it keeps. To ask twice does no harm. */
public final class CdnPurge implements Executor<CdnPurge.Inputs> {
    /** As many addresses or tags Cloudflare takes in a request (developers.cloudflare.com, Purge cache). */
    private static final int CLOUDFLARE_AT_ONCE = 100;
    /** As many surrogate keys Fastly takes in a request (its API reference, Purging). */
    private static final int FASTLY_AT_ONCE = 256;

    private static final int TOO_MANY = 429;

    /** Which CDN, and what it shall forget. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target with the API's url and a token: https://api.cloudflare.com/client/v4 with the right Cache Purge, https://api.fastly.com with purge_select or purge_all, or a service of your own.")
            @NotBlank
            String target,

            @JsonPropertyDescription("cloudflare, fastly or http.") @NotNull
            Cdn service,

            @JsonPropertyDescription(
                    "Cloudflare: id of the zone. Fastly: id of the service. http: path to which the request goes.")
            @NotBlank
            @Pattern(regexp = "[A-Za-z0-9_./-]+")
            String id,

            @JsonPropertyDescription("Whole addresses of files to forget; with Fastly use tags.")
            List<@NotNull @Pattern(regexp = "https?://.+") String> urls,

            @JsonPropertyDescription("Cache tags of Cloudflare, surrogate keys of Fastly.")
            List<@NotBlank String> tags,

            @JsonPropertyDescription("Forget everything; false when left out.")
            boolean everything,

            @JsonPropertyDescription("For each request; 15s when left out.")
            Duration timeout) {
        public Inputs {
            urls = urls == null ? List.of() : List.copyOf(urls);
            tags = tags == null ? List.of() : List.copyOf(tags);
            timeout = timeout == null ? Duration.ofSeconds(15) : timeout;
        }

        @AssertTrue(message = "one of urls, tags and everything; no urls with fastly")
        boolean isOneAsked() {
            int asked = (urls.isEmpty() ? 0 : 1) + (tags.isEmpty() ? 0 : 1) + (everything ? 1 : 0);
            return asked == 1 && (service != Cdn.FASTLY || urls.isEmpty());
        }
    }

    /** Which CDN. */
    public enum Cdn {
        @JsonProperty("cloudflare")
        CLOUDFLARE,
        @JsonProperty("fastly")
        FASTLY,
        @JsonProperty("http")
        HTTP
    }

    @Override
    public String uses() {
        return "cdn/purge";
    }

    @Override
    public String summary() {
        return "Lets Cloudflare, Fastly or a cache with an API of its own forget files, tags or everything.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    /** The token lets us look at the zone or service; whether it may purge, no API tells without doing it. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        if (inputs.service() == Cdn.HTTP) {
            return Outcome.done();
        }
        String path = inputs.service() == Cdn.FASTLY ? "/service/" + inputs.id() : "/user/tokens/verify";
        HttpCall call = new HttpCall(
                inputs.target(), "GET", path, headers(inputs, context), Optional.empty(), inputs.timeout());
        answered(sent(call, inputs, context), inputs);
        return Outcome.done(Map.of("log-in", "accepted"));
    }

    /** What a cache keeps cannot be asked. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        List<HttpCall> calls = calls(inputs, headers(inputs, context));
        for (HttpCall call : calls) {
            context.stillMine();
            answered(sent(call, inputs, context), inputs);
        }
        return Outcome.done(Map.of(
                "purged",
                inputs.everything()
                        ? "everything"
                        : (inputs.urls().size() + inputs.tags().size()) + " entries",
                "requests",
                String.valueOf(calls.size())));
    }

    private static HttpAnswer sent(HttpCall call, Inputs inputs, StepContext context)
            throws Outcome.Thrown, InterruptedException {
        try {
            return call.send(context);
        } catch (IOException silent) {
            throw Outcome.Thrown.failed(
                    "SW-1129",
                    call.where(context) + " does not answer: " + silent.getMessage(),
                    inputs.target(),
                    "Check the address and the network, then choose again");
        }
    }

    /** Fastly wants its token in a header of its own. */
    private static Map<String, String> headers(Inputs inputs, StepContext context) {
        Map<String, String> headers = new HashMap<>(Map.of("Accept", "application/json"));
        if (inputs.service() == Cdn.FASTLY) {
            context.target(inputs.target())
                    .token()
                    .ifPresent(token -> headers.put("Fastly-Key", "secret:" + token.secret()));
        }
        return headers;
    }

    private static List<HttpCall> calls(Inputs inputs, Map<String, String> headers) {
        List<HttpCall> calls = new ArrayList<>();
        if (inputs.service() == Cdn.FASTLY) {
            String service = "/service/" + inputs.id();
            if (inputs.everything()) {
                return List.of(post(inputs, headers, service + "/purge_all", Optional.empty()));
            }
            for (List<String> some : slices(inputs.tags(), FASTLY_AT_ONCE)) {
                calls.add(post(inputs, headers, service + "/purge", Optional.of(object("surrogate_keys", some))));
            }
            return calls;
        }
        String path = inputs.service() == Cdn.CLOUDFLARE
                ? "/zones/" + inputs.id() + "/purge_cache"
                : "/" + inputs.id().replaceFirst("^/", "");
        if (inputs.everything()) {
            return List.of(post(
                    inputs,
                    headers,
                    path,
                    Optional.of(JsonNodeFactory.instance.objectNode().put("purge_everything", true))));
        }
        String field = inputs.urls().isEmpty() ? "tags" : "files";
        for (List<String> some : slices(inputs.urls().isEmpty() ? inputs.tags() : inputs.urls(), CLOUDFLARE_AT_ONCE)) {
            calls.add(post(inputs, headers, path, Optional.of(object(field, some))));
        }
        return calls;
    }

    private static HttpCall post(Inputs inputs, Map<String, String> headers, String path, Optional<JsonNode> body) {
        return new HttpCall(inputs.target(), "POST", path, headers, body, inputs.timeout());
    }

    private static JsonNode object(String field, List<String> values) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach(list::add);
        return JsonNodeFactory.instance.objectNode().set(field, list);
    }

    private static List<List<String>> slices(List<String> all, int size) {
        List<List<String>> slices = new ArrayList<>();
        for (int i = 0; i < all.size(); i += size) {
            slices.add(all.subList(i, Math.min(all.size(), i + size)));
        }
        return slices;
    }

    private static void answered(HttpAnswer answer, Inputs inputs) throws Outcome.Thrown {
        boolean refusedInside = answer.json().path("success").isBoolean()
                && !answer.json().path("success").asBoolean();
        if (answer.status() / 100 == 2 && !refusedInside) {
            return;
        }
        String what = inputs.service().name().toLowerCase(Locale.ROOT) + " answers " + answer.status() + ": "
                + answer.start();
        if (answer.status() == TOO_MANY) {
            Duration wait = answer.header()
                    .apply("Retry-After")
                    .filter(text -> text.matches("\\d{1,5}"))
                    .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                    .orElse(Duration.ofMinutes(1));
            throw Outcome.Thrown.later(
                    new Problem("SW-1129", what, inputs.target(), "It is asked again when it says"), wait);
        }
        if (answer.status() >= 500) {
            throw Outcome.Thrown.failed("SW-1129", what, inputs.target(), "Choose again later, or purge by hand");
        }
        throw Outcome.Thrown.refused(
                "SW-1129", what, inputs.target(), "Check the id, the token and what the token may do");
    }
}
