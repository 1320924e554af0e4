package dev.sternway.plan.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML document as a JSON tree that knows where each value stands. Aliases are expanded, within a limit. */
final class YamlTree {
    private static final int MOST_VALUES = 20_000;
    private static final int DEEPEST = 40;

    private final Map<String, Mark> marks = new HashMap<>();
    private final JsonNode tree;
    private int values;

    YamlTree(Node root) {
        this.tree = convert(root, "", 0);
    }

    JsonNode tree() {
        return tree;
    }

    /** The place of the value, or of the nearest parent that has one. */
    Mark at(String pointer) {
        String nearest = pointer;
        while (!marks.containsKey(nearest) && !nearest.isEmpty()) {
            nearest = nearest.substring(0, nearest.lastIndexOf('/'));
        }
        return java.util.Objects.requireNonNull(marks.get(nearest));
    }

    private JsonNode convert(Node node, String pointer, int depth) {
        if (depth > DEEPEST || ++values > MOST_VALUES) {
            throw new Unreadable(
                    "SW-0105",
                    "The file is nested deeper than " + DEEPEST + " levels or holds more than " + MOST_VALUES
                            + " values, aliases included",
                    node.getStartMark());
        }
        marks.putIfAbsent(pointer, node.getStartMark());
        if (node instanceof MappingNode mapping) {
            return object(mapping, pointer, depth);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (Node item : sequence.getValue()) {
                array.add(convert(item, pointer + "/" + array.size(), depth + 1));
            }
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private ObjectNode object(MappingNode mapping, String pointer, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key) || key.getTag().equals(Tag.MERGE)) {
                throw new Unreadable(
                        "SW-0106",
                        "Only plain words can be keys",
                        tuple.getKeyNode().getStartMark());
            }
            String name = key.getValue();
            if (object.has(name)) {
                throw new Unreadable("SW-0104", "The key " + name + " stands twice", key.getStartMark());
            }
            String child = pointer + "/" + escape(name);
            marks.put(child, key.getStartMark());
            object.set(name, convert(tuple.getValueNode(), child, depth + 1));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return truth(text)
                    .<JsonNode>map(JsonNodeFactory.instance::booleanNode)
                    .orElseGet(() -> JsonNodeFactory.instance.textNode(text));
        }
        if (tag.equals(Tag.INT) && text.matches("[-+]?[0-9]{1,30}")) {
            return JsonNodeFactory.instance.numberNode(new BigInteger(text.replaceFirst("^\\+", "")));
        }
        if (tag.equals(Tag.FLOAT) && text.matches("[-+]?[0-9]{1,30}(\\.[0-9]{1,30})?")) {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
        }
        if (tag.equals(Tag.STR) || tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) || tag.equals(Tag.TIMESTAMP)) {
            return JsonNodeFactory.instance.textNode(text);
        }
        throw new Unreadable("SW-0106", "The tag " + tag + " is not allowed in a plan", scalar.getStartMark());
    }

    /** YAML 1.2 knows only these; {@code yes}, {@code no}, {@code on} and {@code off} stay words. */
    private static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "true", "True", "TRUE" -> Optional.of(true);
            case "false", "False", "FALSE" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static String escape(String name) {
        return JsonPointer.empty().appendProperty(name).toString().substring(1);
    }

    /** The file cannot be read as a plan, at this place. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String code;
        private final transient Mark mark;

        Unreadable(String code, String message, Mark mark) {
            super(message);
            this.code = code;
            this.mark = mark;
        }

        String code() {
            return code;
        }

        Mark mark() {
            return mark;
        }
    }
}
