package dev.sternway.run.trace;

import dev.sternway.base.DurationText;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.base.tls.TlsIdentity;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.run.secret.SecretFolder;
import dev.sternway.run.secret.Secrets;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Where traces go, and as what.
 *
 * @param endpoint where a collector takes them, by OTLP over HTTP
 * @param headers to be sent along; a value {@code secret:NAME} is looked up
 * @param service under which name they are found
 * @param environment of this Sternway itself, such as production
 * @param patience how long one is tried while the collector is away
 */
public record TracingSetting(
        URI endpoint,
        Map<String, String> headers,
        String service,
        Optional<String> environment,
        Duration patience,
        Optional<TlsIdentity> tls) {
    static final String ENDPOINT = "sternway.tracing.endpoint";

    private static final String VARIABLE = "STERNWAY_TRACING_";
    private static final String SECRET = "secret:";
    private static final String ADDRESS = "https?://[^\\s/?#@]+/[^\\s?#]+";
    private static final String HERE = "localhost|127\\.0\\.0\\.1|\\[::1]";
    private static final String HEADER = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final String OURS = "(?i)host|content-.*|connection|expect|upgrade|transfer-encoding";

    public TracingSetting {
        headers = Map.copyOf(headers);
    }

    /**
     * Looks at the variables of a process before anything is started.
     *
     * @throws ProblemException SW-1043 when one cannot be used, SW-0653 when the certificates cannot
     */
    public static void check(Map<String, String> environment) {
        if (!environment.getOrDefault("STERNWAY_TRACING_ENDPOINT", "").isBlank()) {
            of(name -> environment.get(name.toUpperCase(Locale.ROOT).replace('.', '_')));
        }
    }

    /**
     * @param property null without one
     * @throws ProblemException SW-1043 when one cannot be used, SW-0653 when the certificates cannot
     */
    static TracingSetting of(Function<String, @org.jspecify.annotations.Nullable String> property) {
        Function<String, Optional<String>> given =
                name -> Optional.ofNullable(property.apply("sternway.tracing." + name))
                        .map(String::strip)
                        .filter(value -> !value.isEmpty());
        URI endpoint = endpoint(given.apply("endpoint").orElse(""));
        Map<String, String> headers = headers(given.apply("headers").orElse(""));
        boolean secret = headers.values().stream().anyMatch(value -> value.startsWith(SECRET));
        boolean readable = endpoint.getScheme().equals("http")
                && !String.valueOf(endpoint.getHost()).matches(HERE);
        if (secret && readable) {
            throw wrong(
                    "ENDPOINT", "a secret header would go over the network for all to read", "Give an https address");
        }
        Optional<TlsIdentity> tls = given.apply("ca")
                .map(file -> new TlsIdentity(
                        Optional.of(Secret.of(SecretFolder.read(VARIABLE + "CA", Path.of(file)))),
                        Optional.empty(),
                        Optional.empty()));
        tls.ifPresent(TlsIdentity::context);
        return new TracingSetting(
                endpoint,
                headers,
                given.apply("service").orElse("sternway"),
                given.apply("environment"),
                patience(given.apply("patience").orElse("5m")),
                tls);
    }

    /** @throws ProblemException SW-0303 and others of {@link Secrets#resolve} */
    Map<String, String> resolved(Secrets secrets) {
        Map<String, String> all = new TreeMap<>();
        headers.forEach((name, value) -> all.put(
                name,
                value.startsWith(SECRET)
                        ? secrets.resolve(new SecretReference(value.substring(SECRET.length())))
                                .reveal()
                        : value));
        return all;
    }

    private static URI endpoint(String text) {
        if (!text.matches(ADDRESS)) {
            throw wrong(
                    "ENDPOINT",
                    "it is no whole address over HTTP",
                    "Give it like http://collector:4318/v1/traces, log-ins in STERNWAY_TRACING_HEADERS");
        }
        try {
            return new URI(text);
        } catch (java.net.URISyntaxException odd) {
            throw wrong(
                    "ENDPOINT", "it is no address: " + odd.getReason(), "Give it like http://collector:4318/v1/traces");
        }
    }

    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String one : text.isEmpty() ? new String[0] : text.split(",")) {
            int equals = one.indexOf('=');
            String name = one.substring(0, Math.max(0, equals)).strip();
            String value = one.substring(equals + 1).strip();
            if (!name.matches(HEADER) || name.matches(OURS) || value.isEmpty()) {
                throw wrong(
                        "HEADERS",
                        "number " + (headers.size() + 1) + " is no header",
                        "Write name=value, or name=secret:NAME, with commas between them");
            }
            headers.put(name, value);
        }
        return headers;
    }

    private static Duration patience(String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException odd) {
            throw wrong("PATIENCE", text + " is no time", "Write it like 30s or 5m");
        }
    }

    private static ProblemException wrong(String name, String why, String next) {
        String variable = VARIABLE + name;
        return ProblemException.of(
                "SW-1043", variable + " cannot be used: " + why, variable, next + "; see docs/how-to/tracing.md");
    }
}
