package dev.sternway.drawing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sternway.base.DurationText;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.plan.yaml.RecordSchema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * A step that a diagram brings: a call activity with the properties of an executor's element template.
 *
 * @param with inputs as they were typed, by name
 * @param estimate as it was typed
 */
public record DrawnStep(String element, String name, String uses, Map<String, String> with, Optional<String> estimate) {
    private static final String USES = "uses";
    private static final String WITH = "with-";
    private static final String ESTIMATE = "estimate";

    /** In the order in which the file lists them. */
    public static List<DrawnStep> in(DiagramFile file) {
        return file.elements("callActivity")
                .map(call -> of(call, properties(call)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<DrawnStep> of(Element call, Map<String, String> properties) {
        if (!properties.containsKey(USES)) {
            return Optional.empty();
        }
        Map<String, String> with = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(WITH) && !value.isBlank()) {
                with.put(name.substring(WITH.length()), value);
            }
        });
        return Optional.of(new DrawnStep(
                call.getAttribute("id"),
                call.getAttribute("name").strip(),
                properties.get(USES),
                with,
                Optional.ofNullable(properties.get(ESTIMATE)).filter(text -> !text.isBlank())));
    }

    private static Map<String, String> properties(Element call) {
        Map<String, String> properties = new LinkedHashMap<>();
        children(call, "extensionElements")
                .flatMap(extension -> children(extension, "properties"))
                .flatMap(all -> children(all, "property"))
                .forEach(one -> properties.put(one.getAttribute("name"), one.getAttribute("value")));
        return properties;
    }

    private static Stream<Element> children(Element parent, String kind) {
        return DiagramFile.children(parent).stream().filter(child -> kind.equals(child.getLocalName()));
    }

    /** What the executor gets: text where it wants text, otherwise what the text says as JSON. */
    public JsonNode inputs(ExecutorCatalogue executors) {
        JsonNode schema = executors
                .find(uses)
                .map(executor -> RecordSchema.of(executor.inputs()).path("properties"))
                .orElse(JsonNodeFactory.instance.objectNode());
        ObjectNode inputs = JsonNodeFactory.instance.objectNode();
        with.forEach((name, text) -> inputs.set(name, value(schema.path(name), text)));
        return inputs;
    }

    private static JsonNode value(JsonNode schema, String text) {
        JsonNode type = schema.path("type");
        String word = type.isArray() ? type.path(0).asText() : type.asText();
        if (word.equals("string") || schema.has("enum")) {
            return TextNode.valueOf(text);
        }
        try {
            return PlanMapper.json().readTree(text);
        } catch (JsonProcessingException plain) {
            return TextNode.valueOf(text);
        }
    }

    public Optional<Duration> expected() {
        return estimate.map(DurationText::parse);
    }

    /** What keeps the step from running, in words. */
    public Optional<String> objection(ExecutorCatalogue executors) {
        try {
            executors.bind(executors.get(uses), inputs(executors));
            expected();
            return Optional.empty();
        } catch (ProblemException unfit) {
            return Optional.of(unfit.problem().what() + "; " + unfit.problem().next());
        }
    }
}
