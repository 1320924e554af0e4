package dev.sternway.plan.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Adds to a YAML document what it lacks. Items of a list are the same when what names them is. */
final class YamlMerge {
    private static final List<String> NAMES =
            List.of("id", "name", "blank", "situation", "kind", "command", "risk", "measure", "title", "text", "role");

    /** Other lists mean something only as a whole: scripts, arguments, columns. */
    private static final Pattern GROWING = Pattern.compile(
            "/(assumptions|contacts|changes|flags|triggers|times|history|risks|dangers|prevention|success-criteria|notes"
                    + "|inputs|unplaced|roles/.*|responsibilities/.*|decision/(checklist|matrix)|metadata/owners"
                    + "|safeguards/record|phases/\\w+/(steps|checks)|phases/data/level-\\d/(steps|salvage)"
                    + "|communication/(channels|before|after|during/messages)|afterwards/(follow-ups|post-mortem/invite))");

    private final Set<String> kept = new LinkedHashSet<>();
    private boolean added;

    boolean added() {
        return added;
    }

    Set<String> kept() {
        return kept;
    }

    void into(MappingNode existing, JsonNode additions) {
        object(existing, additions, "");
    }

    private void object(MappingNode existing, JsonNode additions, String pointer) {
        additions.properties().forEach(field -> {
            String child = pointer + "/" + YamlTree.escape(field.getKey());
            Optional<Node> there = value(existing, field.getKey());
            if (there.filter(node -> asksToBeFilled(node, field.getValue())).isPresent()) {
                replace(existing, field.getKey(), PlanYaml.node(field.getValue()));
            } else if (there.isPresent()) {
                merge(there.get(), field.getValue(), child);
            } else if (!field.getValue().isEmpty() || field.getValue().isValueNode()) {
                List<NodeTuple> fields = new ArrayList<>(existing.getValue());
                MappingNode one = (MappingNode)
                        PlanYaml.node(PlanMapper.json().createObjectNode().set(field.getKey(), field.getValue()));
                fields.addAll(one.getValue());
                existing.setValue(fields);
                added = true;
            }
        });
    }

    /** {@code level-1: derived} is a promise that somebody will fill it. */
    private static boolean asksToBeFilled(Node node, JsonNode addition) {
        return node instanceof ScalarNode word && word.getValue().equals("derived") && addition.isObject();
    }

    private void replace(MappingNode mapping, String key, Node value) {
        mapping.setValue(mapping.getValue().stream()
                .map(field -> field.getKeyNode() instanceof ScalarNode name
                                && name.getValue().equals(key)
                        ? new NodeTuple(field.getKeyNode(), value)
                        : field)
                .toList());
        added = true;
    }

    private void merge(Node existing, JsonNode addition, String pointer) {
        if (existing instanceof MappingNode mapping && addition.isObject()) {
            object(mapping, addition, pointer);
        } else if (existing instanceof SequenceNode sequence && addition.isArray()) {
            list(sequence, addition, pointer);
        } else if (!addition.equals(tree(existing))) {
            kept.add(pointer);
        }
    }

    private void list(SequenceNode existing, JsonNode additions, String pointer) {
        if (!GROWING.matcher(pointer).matches()) {
            if (!additions.equals(tree(existing))) {
                kept.add(pointer);
            }
            return;
        }
        for (JsonNode item : additions) {
            Optional<Integer> same = place(existing, item);
            if (same.isPresent()) {
                merge(existing.getValue().get(same.get()), item, pointer + "/" + same.get());
            } else {
                existing.getValue().add(PlanYaml.node(item));
                if (item.isObject()) {
                    existing.setFlowStyle(FlowStyle.BLOCK);
                }
                added = true;
            }
        }
    }

    private static Optional<Integer> place(SequenceNode list, JsonNode item) {
        for (int i = 0; i < list.getValue().size(); i++) {
            JsonNode there = tree(list.getValue().get(i));
            if (there.equals(item) || item.isObject() && there.isObject() && sameName(there, item)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static boolean sameName(JsonNode one, JsonNode other) {
        for (String name : NAMES) {
            if (one.has(name) && other.has(name)) {
                return one.get(name).equals(other.get(name));
            }
        }
        return false;
    }

    private static Optional<Node> value(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(field -> field.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private static JsonNode tree(Node node) {
        return new YamlTree(node).tree();
    }
}
