package dev.sternway.document.draft;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The words by which documents call the fields of a plan. */
public final class Vocabulary {
    private static final Pattern NOISE = Pattern.compile("^[^\\p{L}\\p{N}#]+|[^\\p{L}\\p{N})?#]+$");

    private final Map<String, Pattern> fields = new LinkedHashMap<>();

    private Vocabulary() {}

    /** Fields and patterns of their labels, two by two; the first that fits counts. */
    public static Vocabulary of(String... pairs) {
        Vocabulary vocabulary = new Vocabulary();
        for (int i = 0; i < pairs.length; i += 2) {
            vocabulary.fields.put(pairs[i], Pattern.compile(pairs[i + 1]));
        }
        return vocabulary;
    }

    /** @return the field that the whole label means */
    public Optional<String> of(String label) {
        String plain = NOISE.matcher(label.strip()).replaceAll("").toLowerCase(Locale.ROOT);
        return fields.entrySet().stream()
                .filter(field -> field.getValue().matcher(plain).matches())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
