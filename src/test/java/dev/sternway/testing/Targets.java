package dev.sternway.testing;

import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Targets as a plan would name them. */
public final class Targets {
    private Targets() {}

    public static Target service(String url) {
        return target(Target.Type.SERVICE, url, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Target service(String url, String user, String passwordSecret) {
        return target(
                Target.Type.SERVICE,
                url,
                Optional.of(user),
                Optional.of(new SecretReference(passwordSecret)),
                Optional.empty());
    }

    public static Target serviceWithToken(String url, String tokenSecret) {
        return target(
                Target.Type.SERVICE,
                url,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new SecretReference(tokenSecret)));
    }

    public static Target mail(String url) {
        return target(Target.Type.MAIL, url, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Target mail(String url, String user, String passwordSecret) {
        return target(
                Target.Type.MAIL,
                url,
                Optional.of(user),
                Optional.of(new SecretReference(passwordSecret)),
                Optional.empty());
    }

    public static Target host(Path directory, Map<String, String> variables) {
        return new Target(
                Target.Type.HOST,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(directory.toString()),
                variables);
    }

    private static Target target(
            Target.Type type,
            String url,
            Optional<String> user,
            Optional<SecretReference> password,
            Optional<SecretReference> token) {
        return new Target(type, Optional.of(url), user, password, token, Optional.empty(), Optional.empty(), Map.of());
    }
}
