package dev.sternway.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renders the few things that the chart's templates use of Helm's language; anything else is an error. */
record Chart(Path folder, JsonNode values) {
    private static final String RELEASE = "try";
    private static final Pattern CONDITION =
            Pattern.compile("(?s)\\{\\{- if \\.Values\\.([\\w.]+) }}\n(.*?)\\{\\{- end }}\n");
    private static final Pattern VALUE = Pattern.compile("\\{\\{ \\.Values\\.([\\w.]+)( \\| quote)? }}");

    static Chart of(Path folder) throws IOException {
        return new Chart(
                folder, new YAMLMapper().readTree(folder.resolve("values.yaml").toFile()));
    }

    /** The template with its values in place; empty when its condition does not hold. */
    String render(String template) throws IOException {
        String text = Files.readString(folder.resolve("templates").resolve(template));
        text = CONDITION.matcher(text).replaceAll(it -> holds(it) ? Matcher.quoteReplacement(it.group(2)) : "");
        text = text.replace("{{ .Release.Name }}", RELEASE);
        text = VALUE.matcher(text)
                .replaceAll(it -> Matcher.quoteReplacement(
                        it.group(2) == null
                                ? value(it).asText()
                                : "\"" + value(it).asText() + "\""));
        if (text.contains("{{")) {
            throw new IllegalStateException(template + " uses more of Helm than is understood here: " + text);
        }
        return text;
    }

    private boolean holds(MatchResult condition) {
        JsonNode value = value(condition);
        return value.isBoolean() ? value.asBoolean() : !value.asText().isEmpty();
    }

    private JsonNode value(MatchResult named) {
        JsonNode value = values.at("/" + named.group(1).replace('.', '/'));
        if (value.isMissingNode()) {
            throw new IllegalStateException("values.yaml has no " + named.group(1));
        }
        return value;
    }
}
