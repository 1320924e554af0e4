package dev.sternway.document.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.plan.yaml.PlanMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;

/** A tree with its fields in the order of the records, and without empty ones. */
final class Ordered {
    private Ordered() {}

    static ObjectNode of(ObjectNode tree, Class<?> record) {
        ObjectNode ordered = PlanMapper.json().createObjectNode();
        for (RecordComponent component : record.getRecordComponents()) {
            String field = Complete.name(component);
            if (tree.has(field)) {
                ordered.set(field, value(tree.get(field), component.getGenericType()));
            }
        }
        tree.properties().forEach(field -> {
            if (!ordered.has(field.getKey())) {
                ordered.set(field.getKey(), field.getValue());
            }
        });
        return ordered;
    }

    /** Takes empty lists and objects away, where the plan does not mean them. */
    static void prune(ObjectNode tree) {
        for (String list :
                List.of("inputs", "dangers", "unplaced", "changes", "triggers", "contacts", "targets", "roles")) {
            if (tree.path(list).isEmpty()) {
                tree.remove(list);
            }
        }
    }

    private static JsonNode value(JsonNode value, Type type) {
        if (type instanceof Class<?> record && record.isRecord() && value instanceof ObjectNode object) {
            return of(object, record);
        }
        if (type instanceof ParameterizedType container) {
            Type[] of = container.getActualTypeArguments();
            Type inner = of[of.length - 1];
            if (value instanceof ArrayNode list) {
                ArrayNode ordered = PlanMapper.json().createArrayNode();
                list.forEach(item -> ordered.add(value(item, inner)));
                return ordered;
            }
            if (value instanceof ObjectNode object && of.length == 2) {
                ObjectNode ordered = PlanMapper.json().createObjectNode();
                object.properties().forEach(field -> ordered.set(field.getKey(), value(field.getValue(), inner)));
                return ordered;
            }
            return value(value, inner);
        }
        return value;
    }
}
