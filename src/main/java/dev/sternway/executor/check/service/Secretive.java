package dev.sternway.executor.check.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target.SecretReference;

/** JSON in which a text {@code secret:NAME} stands for a secret. */
final class Secretive {
    private static final String SECRET = "secret:";

    private Secretive() {}

    /** With the secrets in their places; not to be printed. */
    static JsonNode filled(JsonNode tree, StepContext context) {
        if (tree.isTextual() && tree.asText().startsWith(SECRET)) {
            SecretReference reference = new SecretReference(tree.asText().substring(SECRET.length()));
            return TextNode.valueOf(context.secret(reference).reveal());
        }
        if (tree.isObject()) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            tree.properties().forEach(field -> filled.set(field.getKey(), filled(field.getValue(), context)));
            return filled;
        }
        if (tree.isArray()) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            tree.forEach(item -> filled.add(filled(item, context)));
            return filled;
        }
        return tree;
    }
}
