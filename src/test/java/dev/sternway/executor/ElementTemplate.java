package dev.sternway.executor;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** An executor as the Modeler offers it: an external service task with topic {@code step} and one field per input. */
record ElementTemplate(Executor<?> executor, JsonNode schema) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    String json() throws IOException {
        ObjectNode template = JSON.createObjectNode();
        template.put("$schema", "https://unpkg.com/@camunda/element-templates-json-schema/resources/schema.json");
        template.put("name", executor.uses());
        template.put("id", "dev.sternway." + ExecutorReference.name(executor));
        template.put("description", executor.summary());
        template.putArray("appliesTo").add("bpmn:ServiceTask");
        ArrayNode properties = template.putArray("properties");
        hidden(properties, "external")
                .putObject("binding")
                .put("type", "property")
                .put("name", "camunda:type");
        hidden(properties, "step").putObject("binding").put("type", "property").put("name", "camunda:topic");
        input(hidden(properties, executor.uses()), "uses");
        Set<String> required = ExecutorReference.required(schema);
        schema.path("properties")
                .properties()
                .forEach(field -> field(
                        properties.addObject(), field.getKey(), field.getValue(), required.contains(field.getKey())));
        return JSON.writer(PRETTY).writeValueAsString(template) + "\n";
    }

    private static ObjectNode hidden(ArrayNode properties, String value) {
        return properties.addObject().put("type", "Hidden").put("value", value);
    }

    private static void field(ObjectNode field, String name, JsonNode schema, boolean required) {
        String type = ExecutorReference.word(schema);
        boolean words = schema.has("enum");
        boolean structure =
                !words && !Set.of("string", "boolean", "integer", "number").contains(type);
        field.put(
                "label",
                name.substring(0, 1).toUpperCase(Locale.ROOT)
                        + name.substring(1).replace('-', ' '));
        String description = ExecutorReference.description(schema);
        String form = structure ? (description.isEmpty() ? "" : " ") + "Write it as JSON." : "";
        if (!(description + form).isEmpty()) {
            field.put("description", description + form);
        }
        field.put("type", words ? "Dropdown" : type.equals("boolean") ? "Boolean" : structure ? "Text" : "String");
        if (words) {
            ArrayNode choices = field.putArray("choices");
            ExecutorReference.values(schema)
                    .forEach(word -> choices.addObject().put("name", word).put("value", word));
        }
        if (required) {
            field.putObject("constraints").put("notEmpty", true);
        }
        input(field, "with-" + name);
    }

    private static void input(ObjectNode property, String name) {
        property.putObject("binding").put("type", "camunda:inputParameter").put("name", name);
    }
}
