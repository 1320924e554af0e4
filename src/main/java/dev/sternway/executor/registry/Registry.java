package dev.sternway.executor.registry;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.base.web.Web;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One repository of a registry, by its HTTP API. Logs in by name and password, or as the registry asks for by a token that
 * another service gives.
 */
record Registry(StepContext context, String target, String repository) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ASKED = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final int NOT_FOUND = 404;
    private static final String KINDS = String.join(
            ", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json");

    /**
     * What a tag or a digest stands for, byte for byte.
     *
     * @param kind media type
     */
    record Manifest(String digest, String kind, byte[] content) {}

    /** @param reference a tag or a digest; nothing when there is none of it */
    Optional<String> digest(String reference) throws Outcome.Thrown, InterruptedException {
        Web.Answer answer = ask("HEAD", reference, Map.of("Accept", KINDS), Optional.empty());
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        requireWell(answer, "HEAD", reference);
        Optional<String> said = answer.header().apply("Docker-Content-Digest");
        return said.isPresent() ? said : find(reference).map(Manifest::digest);
    }

    /** @throws Outcome.Thrown SW-1176 when it is not what its digest says */
    Optional<Manifest> find(String reference) throws Outcome.Thrown, InterruptedException {
        Web.Answer answer = ask("GET", reference, Map.of("Accept", KINDS), Optional.empty());
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        requireWell(answer, "GET", reference);
        String digest = "sha256:" + Digest.of(answer.body());
        if (reference.startsWith("sha256:") && !reference.equals(digest)) {
            throw Outcome.Thrown.refused(
                    "SW-1176",
                    "The registry gives other content than " + reference + " stands for",
                    where(reference),
                    "Do not trust this registry");
        }
        return Optional.of(
                new Manifest(digest, answer.header().apply("Content-Type").orElse(""), answer.body()));
    }

    void put(String tag, Manifest manifest) throws Outcome.Thrown, StepContext.LeaseLost, InterruptedException {
        context.stillMine();
        Web.Answer answer = ask("PUT", tag, Map.of("Content-Type", manifest.kind()), Optional.of(manifest.content()));
        requireWell(answer, "PUT", tag);
    }

    String where(String reference) {
        return target + ": " + repository + (reference.startsWith("sha256:") ? "@" : ":") + reference;
    }

    private void requireWell(Web.Answer answer, String method, String reference) throws Outcome.Thrown {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return;
        }
        String said = new String(answer.body(), StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        String what = method + " of the manifest answers " + status
                + (said.isEmpty() ? "" : ": " + said.substring(0, Math.min(said.length(), 200)));
        if (status == 401 || status == 403) {
            throw Outcome.Thrown.refused(
                    "SW-1174",
                    what,
                    where(reference),
                    "Give the target user and password that may pull and push there");
        }
        if (status == 429 || status >= 500) {
            throw Outcome.Thrown.failed("SW-1175", what, where(reference), "Choose again later");
        }
        throw Outcome.Thrown.refused(
                "SW-1173", what, where(reference), "Correct the repository, the tag or the digest");
    }

    /** As the registry wants it: without a log-in, with name and password, or with a token for this repository. */
    private Web.Answer ask(String method, String reference, Map<String, String> headers, Optional<byte[]> body)
            throws Outcome.Thrown, InterruptedException {
        URI uri = uri("/v2/" + repository + "/manifests/" + reference);
        Web.Answer first = send(new Web.Ask(method, uri, with(headers, basic()), body, PATIENCE), reference);
        Optional<String> challenge = first.header()
                .apply("WWW-Authenticate")
                .filter(it -> first.status() == 401 && it.regionMatches(true, 0, "Bearer ", 0, 7));
        if (challenge.isEmpty()) {
            return first;
        }
        String token = token(challenge.get(), reference);
        return send(new Web.Ask(method, uri, with(headers, Optional.of("Bearer " + token)), body, PATIENCE), reference);
    }

    private String token(String challenge, String reference) throws Outcome.Thrown, InterruptedException {
        Map<String, String> asked = new TreeMap<>();
        Matcher part = ASKED.matcher(challenge);
        while (part.find()) {
            asked.put(part.group(1), part.group(2));
        }
        String realm = asked.getOrDefault("realm", "");
        if (!realm.startsWith("https://") && !uri("/").getScheme().equals("http")) {
            throw Outcome.Thrown.refused(
                    "SW-1174",
                    "The registry wants the log-in sent in clear to " + realm,
                    where(reference),
                    "Give the registry https for its tokens");
        }
        URI uri = URI.create(realm + (realm.contains("?") ? "&" : "?") + "service="
                + encoded(asked.getOrDefault("service", "")) + "&scope="
                + encoded("repository:" + repository + ":pull,push"));
        Web.Answer answer =
                send(new Web.Ask("GET", uri, with(Map.of(), basic()), Optional.empty(), PATIENCE), reference);
        requireWell(answer, "GET of a token instead", reference);
        try {
            var json = JSON.readTree(answer.body());
            return json.path("token").asText(json.path("access_token").asText());
        } catch (IOException unreadable) {
            throw Outcome.Thrown.failed(
                    "SW-1175", realm + " gives no token that can be read", where(reference), "Check the registry");
        }
    }

    private Web.Answer send(Web.Ask ask, String reference) throws Outcome.Thrown, InterruptedException {
        Web web = new Web(
                context.allowed().reach(), context.target(target).tls().map(tls -> tls.identity(context::secret)));
        try {
            return web.send(ask);
        } catch (IOException silent) {
            throw Outcome.Thrown.failed(
                    "SW-1175",
                    "The registry does not answer: " + silent.getMessage(),
                    where(reference),
                    "Check its address and the network");
        }
    }

    private URI uri(String path) {
        String base = context.target(target).url().orElse("").replaceAll("/+$", "");
        if (!base.matches("https?://.+")) {
            throw ProblemException.of(
                    "SW-1173",
                    "The target " + target + " has no http or https url",
                    target,
                    "Give it the registry's, without /v2");
        }
        return URI.create(base + path);
    }

    private Optional<String> basic() {
        Target named = context.target(target);
        return named.user()
                .flatMap(user -> named.password().map(password -> {
                    String pair = user + ":" + context.secret(password).reveal();
                    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
                }));
    }

    private static Map<String, String> with(Map<String, String> headers, Optional<String> authorization) {
        Map<String, String> all = new TreeMap<>(headers);
        authorization.ifPresent(it -> all.put("Authorization", it));
        return all;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
