package dev.sternway.run.secret;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How Vault is reached, and as whom.
 *
 * @param path of the one secret whose fields are the secrets' names
 * @param ca PEM text of those who vouch for the server
 */
public record VaultSetting(
        URI address, Optional<String> namespace, String mount, String path, Optional<Secret> ca, As as) {
    /** Three ways of logging in. */
    public sealed interface As {}

    /** With a token that somebody else keeps alive. */
    public record Token(Secret token) implements As {}

    /** As a machine. */
    public record AppRole(Secret roleId, Secret secretId) implements As {}

    /** As a pod, by the token in a file, which changes. */
    public record Kubernetes(String role, Path token) implements As {}

    private static final String WORD = "STERNWAY_VAULT_";
    private static final String POD = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    /** Empty without STERNWAY_VAULT_ADDR. @throws ProblemException SW-0844 when something is missing or unsafe */
    public static Optional<VaultSetting> of(Map<String, String> environment) {
        return given(environment, "ADDR").map(address -> {
            URI uri = URI.create(address.matches("https?://[^\\s/?#]+/?") ? address.replaceAll("/$", "") : "none:none");
            String host = String.valueOf(uri.getHost());
            if (!"https".equals(uri.getScheme()) && !host.matches("localhost|127\\.0\\.0\\.1|\\[::1]")) {
                throw wrong("ADDR", "it needs https://HOST:PORT (plain http only on this machine)");
            }
            return new VaultSetting(
                    uri,
                    given(environment, "NAMESPACE"),
                    plain("MOUNT", given(environment, "MOUNT").orElse("secret")),
                    plain("PATH", given(environment, "PATH").orElse("sternway")),
                    given(environment, "CA").map(file -> Secret.of(SecretFolder.read(WORD + "CA", Path.of(file)))),
                    as(environment));
        });
    }

    private static As as(Map<String, String> environment) {
        Optional<Secret> token = secret(environment, "TOKEN");
        Optional<Secret> role = secret(environment, "ROLE_ID");
        Optional<Secret> secret = secret(environment, "SECRET_ID");
        Optional<String> pod = given(environment, "KUBERNETES_ROLE");
        long ways = java.util.stream.Stream.of(token, role, pod)
                .filter(Optional::isPresent)
                .count();
        if (ways != 1 || role.isPresent() != secret.isPresent()) {
            throw wrong(
                    "TOKEN",
                    "give exactly one of " + WORD + "TOKEN, " + WORD + "ROLE_ID with " + WORD + "SECRET_ID, and " + WORD
                            + "KUBERNETES_ROLE");
        }
        return token.<As>map(Token::new)
                .or(() -> role.flatMap(id -> secret.map(its -> new AppRole(id, its))))
                .or(() -> pod.map(name -> new Kubernetes(
                        name,
                        Path.of(given(environment, "KUBERNETES_TOKEN_FILE").orElse(POD)))))
                .orElseThrow();
    }

    private static Optional<Secret> secret(Map<String, String> environment, String name) {
        return given(environment, name)
                .or(() -> given(environment, name + "_FILE").map(file -> SecretFolder.read(WORD + name, Path.of(file))))
                .map(Secret::of);
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(WORD + name)).filter(value -> !value.isBlank());
    }

    private static String plain(String name, String path) {
        if (!path.matches("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*") || path.contains("..")) {
            throw wrong(name, "it is no plain path like team/sternway");
        }
        return path;
    }

    private static ProblemException wrong(String name, String why) {
        return ProblemException.of(
                "SW-0844", WORD + name + " cannot be used: " + why, WORD + name, "Correct it; see docs/secrets.md");
    }
}
