package dev.sternway.run.step;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.plan.Target.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Resolves references at the last moment: from the environment, or from a file named by {@code NAME_FILE}. */
public final class Secrets {
    private static final int WORTH_MASKING = 4;

    private final Map<String, String> environment;
    private final Map<String, String> resolved = new ConcurrentHashMap<>();

    public Secrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** @throws ProblemException SW-0303 when nothing is there */
    public Secret resolve(SecretReference reference) {
        String name = reference.secret();
        String value = environment.get(name);
        if (value == null && environment.containsKey(name + "_FILE")) {
            value = read(name, Path.of(environment.get(name + "_FILE")));
        }
        if (value == null) {
            throw ProblemException.of(
                    "SW-0303",
                    "The secret " + name + " is not set",
                    name,
                    "Set the environment variable " + name + " or " + name + "_FILE where Sternway runs");
        }
        resolved.put(name, value);
        return Secret.of(value);
    }

    /** Secrets that may be missing; several are separated by commas. */
    public List<Secret> list(String name) {
        if (environment.getOrDefault(name, "").isBlank() && !environment.containsKey(name + "_FILE")) {
            return List.of();
        }
        return Arrays.stream(resolve(new SecretReference(name)).reveal().split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(Secret::of)
                .toList();
    }

    /** Replaces every secret that was resolved so far. */
    public String mask(String text) {
        Collection<String> values = resolved.values();
        String masked = text;
        for (String value : values) {
            if (value.length() >= WORTH_MASKING) {
                masked = masked.replace(value, "****");
            }
        }
        return masked;
    }

    private static String read(String name, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (java.io.IOException e) {
            throw ProblemException.of(
                    "SW-0303",
                    "The file of secret " + name + " cannot be read",
                    file.toString(),
                    "Check " + name + "_FILE and the file's permissions");
        }
    }
}
