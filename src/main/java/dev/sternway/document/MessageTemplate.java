package dev.sternway.document;

import dev.sternway.base.ProblemException;
import dev.sternway.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.text.StringSubstitutor;

/** Fills {@code ${words}} in a message. Values are put in as they are, never filled again. */
public final class MessageTemplate {
    private MessageTemplate() {}

    /** Who leads the incident: the people of the plan's lead. */
    public static String commander(Plan plan) {
        String lead = plan.metadata().lead();
        List<String> people = plan.roles().getOrDefault(lead, List.of());
        return people.isEmpty() ? lead : String.join(", ", people) + " (" + lead + ")";
    }

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
