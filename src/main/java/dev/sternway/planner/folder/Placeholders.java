package dev.sternway.planner.folder;

import dev.sternway.base.ProblemException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values for {@code ${name}}. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}\\n]+)}");

    private final Map<String, String> values;
    private final Set<String> unused;

    Placeholders(Map<String, String> values) {
        this.values = Map.copyOf(values);
        this.unused = new TreeSet<>(values.keySet());
    }

    /** Fills in all; Flyway stops at a placeholder without a value. */
    String fill(String where, String text) {
        return fill(text, found -> {
            throw ProblemException.of(
                    "SW-0466",
                    "The placeholder ${" + found.group(1) + "} in line " + Folder.lineOf(text, found.start())
                            + " has no value",
                    where,
                    "Give --placeholder " + found.group(1) + "=VALUE");
        });
    }

    /** Fills in what has a value and leaves the rest, as Liquibase does. */
    String fillKnown(String text) {
        return fill(text, MatchResult::group);
    }

    Set<String> unused() {
        return unused;
    }

    private String fill(String text, java.util.function.Function<MatchResult, String> otherwise) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String name = found.group(1);
            unused.remove(name);
            String value = values.get(name);
            return Matcher.quoteReplacement(value == null ? otherwise.apply(found) : value);
        });
    }
}
