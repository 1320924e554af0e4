package dev.sternway.cli.profile;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A server's address, and who asks it. Address and secrets come from one place, so that no secret goes to another server.
 *
 * @param token goes before user and password
 */
public record Account(String url, String user, Secret password, Optional<Secret> token) {
    private static final String LOCAL = "http://localhost:8080";
    private static final String ADMIN = "admin";

    /** What the caller names. */
    public record Wanted(Optional<String> url, Optional<String> user, Optional<String> profile) {}

    /**
     * The profile that is named; else options and environment, where there are any; else the file's default profile.
     *
     * @param environment variables of the process
     * @throws ProblemException SW-0336 to SW-0339, when the file of profiles cannot be used
     */
    public static Account of(Wanted wanted, Map<String, String> environment) {
        Optional<String> named = wanted.profile().or(() -> given(environment, "STERNWAY_PROFILE"));
        if (wanted.profile().isPresent()
                && (wanted.url().isPresent() || wanted.user().isPresent())) {
            throw ProblemException.of(
                    "SW-0339",
                    "A profile says address and user",
                    "--profile",
                    "Give either --profile, or --server and --user");
        }
        boolean spoken = wanted.url().isPresent()
                || wanted.user().isPresent()
                || environment.keySet().stream()
                        .anyMatch(name -> name.matches("STERNWAY_(URL|USER|PASSWORD|TOKEN)")
                                && given(environment, name).isPresent());
        if (wanted.profile().isPresent() || named.isPresent() && !spoken) {
            return Profiles.of(environment).named(named.orElseThrow());
        }
        return spoken
                ? spoken(wanted, environment)
                : Profiles.of(environment).byDefault().orElseGet(() -> spoken(wanted, environment));
    }

    private static Account spoken(Wanted wanted, Map<String, String> environment) {
        return new Account(
                wanted.url().or(() -> given(environment, "STERNWAY_URL")).orElse(LOCAL),
                wanted.user().or(() -> given(environment, "STERNWAY_USER")).orElse(ADMIN),
                Secret.of(environment.getOrDefault("STERNWAY_PASSWORD", "")),
                given(environment, "STERNWAY_TOKEN").map(Secret::of));
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(it -> !it.isEmpty());
    }

    /** Value of the Authorization header. */
    public String authorization() {
        return token.map(it -> "Bearer " + it.reveal())
                .orElseGet(() -> "Basic "
                        + Base64.getEncoder()
                                .encodeToString((user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8)));
    }
}
