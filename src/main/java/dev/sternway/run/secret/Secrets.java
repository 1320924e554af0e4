package dev.sternway.run.secret;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.plan.Target.SecretReference;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves references at the last moment: from the environment, a file named by {@code NAME_FILE}, a folder of files, or
 * Vault.
 */
public final class Secrets {
    private static final int WORTH_MASKING = 4;
    private static final int WORTH_MASKING_LINE = 12;
    private static final String OWN = "STERNWAY_";
    private static final String MARK = "\u27e6";
    private static final String END = "\u27e7";
    private static final Pattern SEALED = Pattern.compile(MARK + "([\\w.-]*)" + END);

    private final Map<String, String> environment;
    private final List<SecretSource> sources;
    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

    private final SortedSet<String> resolved = new ConcurrentSkipListSet<>(LONGEST_FIRST);
    private final Map<String, String> namesOfLong = new ConcurrentSkipListMap<>(LONGEST_FIRST);

    public Secrets(Map<String, String> environment) {
        this(environment, List.of());
    }

    /** @param sources asked in order when the environment has none */
    public Secrets(Map<String, String> environment, List<SecretSource> sources) {
        this.environment = Map.copyOf(environment);
        this.sources = List.copyOf(sources);
    }

    /** With the folder and the Vault that the environment names. */
    public static Secrets of(Map<String, String> environment, Clock clock) {
        return of(environment, Path.of(environment.getOrDefault("STERNWAY_SECRETS", "/run/secrets")), clock);
    }

    /** @param folder one file a secret */
    public static Secrets of(Map<String, String> environment, Path folder, Clock clock) {
        List<SecretSource> sources = new ArrayList<>();
        sources.add(new SecretFolder(folder));
        VaultSetting.of(environment).ifPresent(setting -> sources.add(new Vault(setting, clock)));
        return new Secrets(environment, sources);
    }

    /** @throws ProblemException SW-0303 when nothing is there, SW-0842 when it is one of Sternway's own, SW-0843 of Vault */
    public Secret resolve(SecretReference reference) {
        if (reference.secret().startsWith(OWN)) {
            throw ProblemException.of(
                    "SW-0842",
                    "A plan may not read " + reference.secret() + ", which is Sternway's own",
                    reference.secret(),
                    "Give the plan's secret a name of its own");
        }
        return find(reference.secret());
    }

    private Secret find(String name) {
        String value = fromEnvironment(name)
                .or(() -> sources.stream()
                        .flatMap(source -> source.find(name).stream())
                        .findFirst())
                .orElseThrow(() -> ProblemException.of(
                        "SW-0303",
                        "The secret " + name + " is not set",
                        name,
                        "Set the environment variable " + name + " or " + name + "_FILE where Sternway runs"
                                + String.join(
                                        "",
                                        sources.stream()
                                                .map(source -> ", or put it into " + source.place())
                                                .toList())));
        remember(name, value);
        return Secret.of(value);
    }

    private Optional<String> fromEnvironment(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name + "_FILE"))
                        .map(file -> SecretFolder.read(name, Path.of(file))));
    }

    /** Secrets of Sternway itself that may be missing; several are separated by commas. */
    public List<Secret> list(String name) {
        if (environment.getOrDefault(name, "").isBlank() && !environment.containsKey(name + "_FILE")) {
            return List.of();
        }
        return Arrays.stream(find(name).reveal().split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(Secret::of)
                .toList();
    }

    /** Replaces every secret that was resolved so far, also as it looks in a URL, in Base64 or line by line. */
    public String mask(String text) {
        String masked = text;
        for (String value : resolved) {
            masked = masked.replace(value, "****");
        }
        return masked;
    }

    public Problem mask(Problem problem) {
        return new Problem(problem.code(), mask(problem.what()), mask(problem.where()), mask(problem.next()));
    }

    /**
     * The text as it may be kept until it is put back: secrets that are long enough to be told from other words stand in it by
     * their names. {@link #opened} makes the text of it again.
     */
    public String sealed(String text) {
        String sealed = text.replace(MARK, MARK + END);
        for (Map.Entry<String, String> secret : namesOfLong.entrySet()) {
            sealed = sealed.replace(secret.getKey(), MARK + secret.getValue() + END);
        }
        return sealed;
    }

    /** @throws ProblemException SW-0303 when a secret that was sealed is gone */
    public String opened(String sealed) {
        return SEALED.matcher(sealed)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1).isEmpty() ? MARK : find(found.group(1)).reveal()));
    }

    private void remember(String name, String value) {
        if (value.length() < WORTH_MASKING) {
            return;
        }
        if (value.length() >= WORTH_MASKING_LINE && !value.contains(MARK) && !value.contains(END)) {
            namesOfLong.put(value, name);
        }
        resolved.add(value);
        resolved.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        resolved.addAll(Encoded.inBase64(value));
        resolved.add(value.replace("\\", "\\\\").replace("\"", "\\\""));
        value.lines()
                .map(String::strip)
                .filter(line -> line.length() >= WORTH_MASKING_LINE && !line.startsWith("-----"))
                .forEach(resolved::add);
    }
}
