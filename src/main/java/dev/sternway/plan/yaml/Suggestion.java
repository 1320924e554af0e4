package dev.sternway.plan.yaml;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known word that was probably meant. */
public final class Suggestion {
    private static final int FARTHEST = 3;
    private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(FARTHEST);

    private Suggestion() {}

    /** @return the nearest word within three edits, or an empty string */
    public static String of(String given, Collection<String> known) {
        return known.stream()
                .filter(word -> distance(given, word) <= Math.min(FARTHEST, Math.max(1, word.length() / 2)))
                .min(Comparator.comparingInt(word -> distance(given, word)))
                .orElse("");
    }

    private static int distance(String given, String word) {
        int found = DISTANCE.apply(given, word);
        return found < 0 ? Integer.MAX_VALUE : found;
    }
}
