package dev.sternway.document.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;

/** Puts a blank wherever the plan's records demand a text that the document does not give. */
final class Complete {
    private final Set<String> blanks = new LinkedHashSet<>();

    private Complete() {}

    /** @return the blanks that were put in */
    static Set<String> fill(ObjectNode tree, Class<?> record) {
        Complete complete = new Complete();
        complete.object(tree, record);
        return complete.blanks;
    }

    private void object(ObjectNode node, Class<?> record) {
        for (RecordComponent component : record.getRecordComponents()) {
            String field = name(component);
            Class<?> type = component.getType();
            boolean text = type == String.class && component.getAccessor().isAnnotationPresent(NotBlank.class);
            if (text && node.path(field).asText().isBlank()) {
                blanks.add("<" + field + ">");
                node.put(field, "<" + field + ">");
            } else if (type.isRecord()
                    && component.getAccessor().isAnnotationPresent(NotNull.class)
                    && !node.has(field)) {
                node.putObject(field);
            }
            value(node.path(field), component.getGenericType());
        }
    }

    private void value(JsonNode value, Type type) {
        if (type instanceof Class<?> record && record.isRecord() && value instanceof ObjectNode object) {
            object(object, record);
        } else if (type instanceof ParameterizedType container) {
            Type[] of = container.getActualTypeArguments();
            Type inner = of[of.length - 1];
            if (value instanceof ArrayNode || value instanceof ObjectNode && of.length == 2) {
                value.forEach(item -> value(item, inner));
            } else {
                value(value, inner);
            }
        }
    }

    static String name(RecordComponent component) {
        JsonProperty name = component.getAccessor().getAnnotation(JsonProperty.class);
        return name == null || name.value().isEmpty() ? component.getName() : name.value();
    }
}
