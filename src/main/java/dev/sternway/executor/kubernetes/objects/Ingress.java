package dev.sternway.executor.kubernetes.objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.kubernetes.Cluster;
import dev.sternway.executor.kubernetes.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An ingress that can lead to a page.
 *
 * @param now as the cluster has it
 * @param backend of the page, for every path; empty when annotations alone show it
 * @param annotations that are there while it is shown
 */
record Ingress(
        Cluster cluster, String name, JsonNode now, Optional<JsonNode> backend, Map<String, String> annotations) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ANNOTATIONS = "/metadata/annotations";

    static Optional<JsonNode> backend(Optional<IngressMaintenance.Backend> named) {
        return named.map(it -> {
            ObjectNode service = JsonNodeFactory.instance.objectNode();
            ObjectNode port =
                    service.putObject("service").put("name", it.service()).putObject("port");
            if (it.port().matches("\\d{1,5}")) {
                port.put("number", Integer.parseInt(it.port()));
            } else {
                port.put("name", it.port());
            }
            return service;
        });
    }

    boolean isShown() {
        boolean noted = annotations.entrySet().stream()
                .allMatch(it -> now.at(ANNOTATIONS).path(it.getKey()).asText().equals(it.getValue())
                        && now.at(ANNOTATIONS).has(it.getKey()));
        return noted && (backend.isEmpty() || backends().values().stream().allMatch(backend.get()::equals));
    }

    /** At one stroke, after it was noted where everything led. */
    void show() throws Exception {
        ObjectNode before = JsonNodeFactory.instance.objectNode();
        ArrayNode patch = Cluster.change();
        backend.ifPresent(page -> {
            ObjectNode led = before.putObject("backends");
            backends().forEach((path, there) -> {
                led.set(path, there);
                Cluster.and(patch, "test", path, there);
                Cluster.and(patch, "replace", path, page);
            });
        });
        ObjectNode values = before.putObject("annotations");
        if (!annotations.isEmpty() && !now.at(ANNOTATIONS).isObject()) {
            Cluster.and(patch, "add", ANNOTATIONS, JsonNodeFactory.instance.objectNode());
        }
        annotations.forEach((key, value) -> {
            JsonNode there = now.at(ANNOTATIONS).path(key);
            values.set(key, there.isTextual() ? there : JsonNodeFactory.instance.nullNode());
            Cluster.and(patch, "add", pointer(key), TextNode.valueOf(value));
        });
        cluster.context().keepsakes().keep(note(), before.toString());
        cluster.patch(Kind.INGRESS, name, patch);
    }

    /** @throws Outcome.Thrown SW-1172 when nobody noted where it led, or it has other paths now */
    void hide() throws Exception {
        Optional<JsonNode> before = before();
        if (before.isEmpty()) {
            throw changed("Nobody noted where the ingress " + name + " led");
        }
        ArrayNode patch = Cluster.change();
        Map<String, JsonNode> paths = backends();
        if (backend.isPresent()
                && !paths.keySet().equals(keys(before.get().path("backends")).keySet())) {
            throw changed("The ingress " + name + " has other paths than when the page was shown");
        }
        keys(before.get().path("backends")).forEach((path, led) -> {
            Cluster.and(patch, "test", path, paths.getOrDefault(path, led));
            Cluster.and(patch, "replace", path, led);
        });
        keys(before.get().path("annotations")).forEach((key, value) -> {
            if (value.isTextual()) {
                Cluster.and(patch, "add", pointer(key), value);
            } else if (now.at(ANNOTATIONS).has(key)) {
                patch.addObject().put("op", "remove").put("path", pointer(key));
            }
        });
        cluster.patch(Kind.INGRESS, name, patch);
    }

    Optional<JsonNode> before() throws JsonProcessingException {
        Optional<String> text = cluster.context().keepsakes().find(note());
        return text.isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(text.get()));
    }

    /** What every path leads to, by its place in the ingress. */
    private Map<String, JsonNode> backends() {
        Map<String, JsonNode> found = new TreeMap<>();
        JsonNode usual = now.at("/spec/defaultBackend");
        if (usual.isObject()) {
            found.put("/spec/defaultBackend", usual);
        }
        JsonNode rules = now.at("/spec/rules");
        for (int rule = 0; rule < rules.size(); rule++) {
            JsonNode paths = rules.get(rule).at("/http/paths");
            for (int path = 0; path < paths.size(); path++) {
                found.put(
                        "/spec/rules/" + rule + "/http/paths/" + path + "/backend",
                        paths.get(path).path("backend"));
            }
        }
        return found;
    }

    private static Map<String, JsonNode> keys(JsonNode object) {
        Map<String, JsonNode> all = new TreeMap<>();
        object.fields().forEachRemaining(it -> all.put(it.getKey(), it.getValue()));
        return all;
    }

    private static String pointer(String annotation) {
        return ANNOTATIONS + "/" + Cluster.escaped(annotation);
    }

    private Outcome.Thrown changed(String what) {
        return Outcome.Thrown.refused(
                "SW-1172",
                what,
                cluster.where(Kind.INGRESS, name),
                "Put it back by hand: kubectl edit ingress " + name + " -n " + cluster.namespace());
    }

    private String note() {
        return cluster.key("ingress", Kind.INGRESS, name);
    }
}
