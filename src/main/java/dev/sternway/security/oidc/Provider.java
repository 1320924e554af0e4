package dev.sternway.security.oidc;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.security.Groups;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The identity provider, and how its words are read.
 *
 * @param issuer as its tokens say it
 * @param audience for whom its tokens must be that the REST APIs take
 * @param nameClaim names the person. @param groupsClaim names the groups; dots lead into nested claims
 * @param groups Sternway's group by the provider's; what is not in it counts for nothing
 */
public record Provider(
        String issuer,
        String clientId,
        Secret clientSecret,
        String audience,
        String nameClaim,
        String groupsClaim,
        Map<String, String> groups) {
    private static final String PREFIX = "sternway-";

    public Provider {
        groups = Map.copyOf(groups);
    }

    /** @return empty without STERNWAY_OIDC_ISSUER. @throws ProblemException SW-0823 */
    public static Optional<Provider> of(Map<String, String> environment, Optional<Secret> secret) {
        String issuer = environment.getOrDefault("STERNWAY_OIDC_ISSUER", "").strip();
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        if (!issuer.matches("https://.+|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?(/.*)?")) {
            throw unusable("STERNWAY_OIDC_ISSUER", "Give an https address");
        }
        String client = environment.getOrDefault("STERNWAY_OIDC_CLIENT_ID", "").strip();
        if (client.isEmpty() || secret.isEmpty()) {
            throw unusable("STERNWAY_OIDC_CLIENT_ID", "Set it, and STERNWAY_OIDC_CLIENT_SECRET");
        }
        return Optional.of(new Provider(
                issuer,
                client,
                secret.get(),
                environment.getOrDefault("STERNWAY_OIDC_AUDIENCE", client),
                environment.getOrDefault("STERNWAY_OIDC_NAME_CLAIM", "preferred_username"),
                environment.getOrDefault("STERNWAY_OIDC_GROUPS_CLAIM", "groups"),
                mapping(environment.getOrDefault("STERNWAY_OIDC_GROUPS", ""))));
    }

    /** @throws ProblemException SW-0824 when the claim is missing */
    String name(Map<String, Object> claims) {
        return Optional.ofNullable(claims.get(nameClaim))
                .map(String::valueOf)
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> ProblemException.of(
                        "SW-0824", "The identity provider does not say the name", nameClaim, "Add the claim there"));
    }

    Set<String> groups(Map<String, Object> claims) {
        Object found = claims;
        for (String part : groupsClaim.split("\\.")) {
            found = found instanceof Map<?, ?> map && map.containsKey(part) ? map.get(part) : List.of();
        }
        Set<String> ours = new TreeSet<>();
        if (found instanceof Iterable<?> names) {
            names.forEach(
                    name -> Optional.ofNullable(groups.get(String.valueOf(name).replaceFirst("^/", "")))
                            .ifPresent(ours::add));
        }
        return ours;
    }

    private static Map<String, String> mapping(String text) {
        Map<String, String> groups = new LinkedHashMap<>();
        if (text.isBlank()) {
            Groups.PEOPLE.forEach(group -> groups.put(PREFIX + group, group));
            groups.put(PREFIX + Groups.MACHINE, Groups.MACHINE);
            groups.put(PREFIX + "admin", Groups.ADMIN);
            return groups;
        }
        Arrays.stream(text.split(",")).forEach(pair -> {
            String[] sides = pair.strip().split("=", -1);
            if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
                throw unusable("STERNWAY_OIDC_GROUPS", "Write theirs=ours, separated by commas");
            }
            groups.put(sides[0].strip(), sides[1].strip());
        });
        return groups;
    }

    private static ProblemException unusable(String where, String next) {
        return ProblemException.of("SW-0823", "The identity provider's settings cannot be used", where, next);
    }
}
