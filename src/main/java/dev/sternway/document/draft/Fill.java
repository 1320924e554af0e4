package dev.sternway.document.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sternway.base.DurationText;
import dev.sternway.document.outline.Phrase;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.plan.yaml.PlanYaml;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One object of the plan and what documents say about it. Every method leaves a field alone that has a value already, and says
 * whether it placed the phrase.
 */
public final class Fill {
    private static final Pattern BETWEEN_NAMES = Pattern.compile("\\s*(?:,|;|→|->|=>|>|\\bthen\\b|\\band\\b|/|&)\\s*");

    private final Draft draft;
    private final ObjectNode node;

    Fill(Draft draft, ObjectNode node) {
        this.draft = draft;
        this.node = node;
    }

    public ObjectNode node() {
        return node;
    }

    public boolean has(String field) {
        return node.hasNonNull(field);
    }

    public boolean text(String field, Phrase phrase) {
        return !phrase.text().isBlank() && set(field, TextNode.valueOf(phrase.text()), phrase, false);
    }

    /** A word of the plan's vocabulary. */
    public boolean word(String field, Phrase phrase, Vocabulary words) {
        return words.of(phrase.text())
                .filter(word -> set(field, TextNode.valueOf(word), phrase, true))
                .isPresent();
    }

    public boolean number(String field, Phrase phrase) {
        return phrase.text().strip().matches("\\d{1,9}")
                && set(
                        field,
                        PlanMapper.json()
                                .getNodeFactory()
                                .numberNode(Integer.parseInt(phrase.text().strip())),
                        phrase,
                        true);
    }

    public boolean date(String field, Phrase phrase) {
        Optional<LocalDate> date = Spoken.date(phrase.text());
        return date.isPresent() && set(field, TextNode.valueOf(date.get().toString()), phrase, true);
    }

    public boolean yesNo(String field, Phrase phrase) {
        Optional<Boolean> answer = Spoken.yesNo(phrase.text());
        return answer.isPresent()
                && set(field, PlanMapper.json().getNodeFactory().booleanNode(answer.get()), phrase, true);
    }

    /** The upper end of a range; what the range says besides stays open. */
    public boolean duration(String field, Phrase phrase) {
        Optional<Spoken.Span> span = Spoken.span(phrase.text());
        return span.isPresent()
                && set(
                        field,
                        TextNode.valueOf(written(span.get().to())),
                        phrase,
                        span.get().exact());
    }

    /** How long a range lasts: {@code 15–60 min} is 45m, {@code 15 min} is 15m. */
    public boolean length(String field, Phrase phrase) {
        Optional<Spoken.Span> span = Spoken.span(phrase.text());
        return span.isPresent()
                && set(
                        field,
                        TextNode.valueOf(written(
                                span.get().exact()
                                        ? span.get().to()
                                        : span.get().length())),
                        phrase,
                        true);
    }

    /** A YAML value, written as a code span. */
    public boolean yaml(String field, Phrase phrase) {
        Optional<JsonNode> value = PlanYaml.read(phrase.text()).filter(JsonNode::isContainerNode);
        if (value.isEmpty() || !set(field, value.get(), phrase, false)) {
            return false;
        }
        draft.place(phrase.at(), value.get());
        return true;
    }

    /** Names in a row, or a YAML list. */
    public boolean names(String field, Phrase phrase) {
        ArrayNode list = PlanMapper.json().createArrayNode();
        names(phrase).forEach(list::add);
        if (list.isEmpty() || !set(field, list, phrase, false)) {
            return false;
        }
        draft.place(phrase.at(), list);
        draft.understand(phrase.at(), "then and → =>");
        return true;
    }

    public List<String> names(Phrase phrase) {
        List<String> names = new ArrayList<>();
        Optional<JsonNode> yaml = phrase.code() && phrase.text().startsWith("[")
                ? PlanYaml.read(phrase.text()).filter(JsonNode::isArray)
                : Optional.empty();
        if (yaml.isPresent()) {
            yaml.get().forEach(name -> names.add(name.asText()));
        } else if (phrase.code()) {
            names.add(phrase.text());
        } else {
            for (String name : draft.rendering() ? phrase.text().split(", ") : BETWEEN_NAMES.split(phrase.text())) {
                String plain = name.matches("`[^`]+`") ? name.substring(1, name.length() - 1) : name.strip();
                if (!plain.isEmpty()) {
                    names.add(plain);
                }
            }
        }
        return names;
    }

    /**
     * A value that was worked out of the phrase.
     *
     * @param understood nothing of the phrase is left out by it
     */
    public boolean set(String field, JsonNode value, Phrase phrase, boolean understood) {
        if (has(field) && !node.get(field).equals(value)) {
            return false;
        }
        if (!has(field)) {
            node.set(field, value);
            draft.origin(value, phrase.at());
        }
        if (understood) {
            draft.understand(phrase);
        } else if (value.isTextual()) {
            draft.place(phrase.at(), value.asText());
        }
        return true;
    }

    /** As plans write it. */
    public static String written(Duration duration) {
        if (duration.toHours() > 48 && duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + "d";
        }
        return duration.toMillis() % 1000 == 0 || duration.toMillis() < 1000
                ? DurationText.format(duration)
                : duration.toString();
    }
}
