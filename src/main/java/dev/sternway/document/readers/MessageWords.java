package dev.sternway.document.readers;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Blanks in a message that Sternway fills by itself when the time comes. */
final class MessageWords {
    private static final Pattern BLANK = Pattern.compile("[\\[<{]{1,2}([A-Za-z][A-Za-z0-9 /_-]{1,40})[\\]>}]{1,2}");
    private static final Map<String, String> WORDS = new TreeMap<>(Map.ofEntries(
            Map.entry("feature", "feature"),
            Map.entry("feature name", "feature"),
            Map.entry("feature/migration", "feature"),
            Map.entry("release", "release"),
            Map.entry("environment", "environment"),
            Map.entry("env", "environment"),
            Map.entry("reason", "reason"),
            Map.entry("eta", "eta"),
            Map.entry("expected completion", "eta"),
            Map.entry("expected completion time", "eta"),
            Map.entry("frequency", "every"),
            Map.entry("status frequency", "every"),
            Map.entry("update frequency", "every"),
            Map.entry("incident", "incident"),
            Map.entry("commander", "commander"),
            Map.entry("incident commander", "commander"),
            Map.entry("next update", "next"),
            Map.entry("progress", "progress"),
            Map.entry("incident id", "incident"),
            Map.entry("level", "level"),
            Map.entry("rollback level", "level"),
            Map.entry("outcome", "outcome")));

    private MessageWords() {}

    /** With the words that Sternway knows in its own form. */
    static String named(String text) {
        return BLANK.matcher(text).replaceAll(blank -> {
            String word = WORDS.get(key(blank));
            return Matcher.quoteReplacement(word == null ? blank.group() : "${" + word + "}");
        });
    }

    /** The blanks that it replaces. */
    static String replaced(String text) {
        return BLANK.matcher(text)
                .results()
                .filter(blank -> WORDS.containsKey(key(blank)))
                .map(MatchResult::group)
                .collect(Collectors.joining(" "));
    }

    private static String key(MatchResult blank) {
        return blank.group(1)
                .toLowerCase(java.util.Locale.ROOT)
                .replace('_', ' ')
                .strip();
    }
}
