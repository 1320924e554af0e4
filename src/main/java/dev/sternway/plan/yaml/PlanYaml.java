package dev.sternway.plan.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/** Trees as YAML in the form that people write plans in; what is written reads back as the same tree. */
public final class PlanYaml {
    /** The emitter writes it as it is, which no reader of plans takes. */
    private static final char MARK = '\ufeff';

    private static final int LONGEST_FLOW = 100;
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern BREAK = Pattern.compile("\\R");

    private PlanYaml() {}

    public static String write(JsonNode tree) {
        return text(node(tree));
    }

    /** On one line, for a cell of a table. */
    public static String line(JsonNode tree) {
        return text(flow(tree)).strip();
    }

    /** @return empty when the text is not the YAML that a plan may hold */
    public static Optional<JsonNode> read(String yaml) {
        try {
            return Optional.ofNullable(compose(yaml, false)).map(YamlTree::new).map(YamlTree::tree);
        } catch (YamlTree.Unreadable | YAMLException | StackOverflowError wrong) {
            return Optional.empty();
        }
    }

    /** The existing file with what it lacks added; what people wrote stays, comments included. */
    public static Merge merge(String existing, ObjectNode additions) {
        YamlMerge merge = new YamlMerge();
        Node root = compose(existing, true);
        if (root instanceof MappingNode mapping) {
            merge.into(mapping, read(write(additions)).orElse(additions));
        }
        return new Merge(merge.added() && root != null ? text(root) : existing, List.copyOf(merge.kept()));
    }

    /**
     * A merged file.
     *
     * @param kept JSON pointers of values that differ and were left as they are
     */
    public record Merge(String text, List<String> kept) {}

    private static @Nullable Node compose(String yaml, boolean comments) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(60);
        options.setMaxAliasesForCollections(50);
        options.setProcessComments(comments);
        return new Composer(new ParserImpl(new StreamReader(yaml), options), new Resolver(), options).getSingleNode();
    }

    private static String text(Node root) {
        DumperOptions options = new DumperOptions();
        options.setIndent(2);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setSplitLines(false);
        options.setWidth(Integer.MAX_VALUE);
        options.setProcessComments(true);
        StringWriter out = new StringWriter();
        try {
            Serializer serializer = new Serializer(new Emitter(out, options), new Resolver(), options, null);
            serializer.open();
            serializer.serialize(root);
            serializer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString().replace(String.valueOf(MARK), "\\uFEFF");
    }

    /** In block style, with small lists and objects on one line. */
    static Node node(JsonNode tree) {
        boolean small = tree.isContainerNode() && short_(tree);
        if (!tree.isContainerNode() || small) {
            return small ? flow(tree) : scalar(tree, tree.asText().contains("\n"));
        }
        return container(tree, FlowStyle.BLOCK);
    }

    private static Node flow(JsonNode tree) {
        return tree.isContainerNode() ? container(tree, FlowStyle.FLOW) : scalar(tree, false);
    }

    private static Node container(JsonNode tree, FlowStyle style) {
        boolean block = style == FlowStyle.BLOCK;
        if (tree.isArray()) {
            List<Node> items = new ArrayList<>();
            tree.forEach(item -> items.add(block ? node(item) : flow(item)));
            return new SequenceNode(Tag.SEQ, items, style);
        }
        List<NodeTuple> fields = new ArrayList<>();
        tree.properties()
                .forEach(field -> fields.add(new NodeTuple(
                        string(field.getKey(), false), block ? node(field.getValue()) : flow(field.getValue()))));
        return new MappingNode(Tag.MAP, fields, style);
    }

    private static boolean short_(JsonNode tree) {
        for (JsonNode child : tree) {
            if (child.isObject() && tree.isObject() || child.isContainerNode() && !short_(child)) {
                return child.isEmpty() && tree.size() == 1;
            }
        }
        return tree.isEmpty()
                || tree.toString().length() <= LONGEST_FLOW && !tree.toString().contains("\\n");
    }

    private static Node scalar(JsonNode value, boolean lines) {
        if (value.isTextual()) {
            return string(value.asText(), lines);
        }
        Tag tag = value.isNull()
                ? Tag.NULL
                : value.isBoolean() ? Tag.BOOL : value.isIntegralNumber() ? Tag.INT : Tag.FLOAT;
        return new ScalarNode(tag, value.asText(), null, null, ScalarStyle.PLAIN);
    }

    private static Node string(String text, boolean literal) {
        ScalarStyle style = ScalarStyle.PLAIN;
        if (text.indexOf(MARK) >= 0) {
            style = ScalarStyle.DOUBLE_QUOTED;
        } else if (literal) {
            style = ScalarStyle.LITERAL;
        } else if (text.isEmpty() || BREAK.matcher(text).find()) {
            style = ScalarStyle.DOUBLE_QUOTED;
        }
        Tag tag = DATE.matcher(text).matches() ? Tag.TIMESTAMP : Tag.STR;
        return new ScalarNode(tag, text, null, null, style);
    }
}
