package dev.sternway.document;

import dev.sternway.base.ProblemException;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.text.StringSubstitutor;

/** Fills {@code ${words}} in a message. Values are put in as they are, never filled again. */
public final class MessageTemplate {
    private MessageTemplate() {}

    /** @throws ProblemException SW-1001 when the text has a word that is not known */
    public static String fill(String text, Map<String, String> values) {
        StringSubstitutor substitutor = new StringSubstitutor(values)
                .setValueDelimiterMatcher(null)
                .setEnableUndefinedVariableException(true)
                .setDisableSubstitutionInValues(true);
        try {
            return substitutor.replace(text);
        } catch (IllegalArgumentException unknown) {
            throw ProblemException.of(
                    "SW-1001",
                    "The message has a word that is not known: " + unknown.getMessage(),
                    text,
                    "Known are " + String.join(", ", new TreeSet<>(values.keySet())));
        }
    }
}
