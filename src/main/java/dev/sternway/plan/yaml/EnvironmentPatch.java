package dev.sternway.plan.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Problem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** An environment file: a JSON merge patch (RFC 7386) that may touch only what differs between environments. */
final class EnvironmentPatch {
    private static final Set<String> TOP =
            Set.of("targets", "roles", "contacts", "decision", "communication", "phases");
    private static final Set<String> IN_PHASE = Set.of("within", "monitor");

    private EnvironmentPatch() {}

    static List<Finding> check(JsonNode patch, PlanReader.Places places) {
        List<Finding> findings = new ArrayList<>();
        if (!patch.isObject()) {
            findings.add(places.finding("", forbidden("the whole file"), ""));
            return findings;
        }
        patch.fieldNames().forEachRemaining(name -> {
            if (!TOP.contains(name)) {
                findings.add(places.finding("/" + YamlTree.escape(name), forbidden(name), ""));
            }
        });
        patch.path("phases")
                .properties()
                .forEach(phase -> phase.getValue().fieldNames().forEachRemaining(name -> {
                    if (!IN_PHASE.contains(name)) {
                        findings.add(places.finding(
                                "/phases/" + phase.getKey() + "/" + YamlTree.escape(name), forbidden(name), ""));
                    }
                }));
        return findings;
    }

    static JsonNode apply(ObjectNode base, JsonNode patch) {
        ObjectNode result = base.deepCopy();
        merge(result, patch);
        return result;
    }

    private static void merge(ObjectNode into, JsonNode patch) {
        for (Iterator<String> names = patch.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            JsonNode value = patch.get(name);
            if (value.isNull()) {
                into.remove(name);
            } else if (value.isObject()) {
                JsonNode old = into.get(name);
                ObjectNode child = old instanceof ObjectNode object ? object : into.putObject(name);
                merge(child, value);
            } else {
                into.set(name, value);
            }
        }
    }

    private static Problem forbidden(String name) {
        return new Problem(
                "SW-0111",
                "An environment file may not change " + name,
                name,
                "It may change " + String.join(", ", new java.util.TreeSet<>(TOP)) + " (of phases: within, monitor)");
    }
}
