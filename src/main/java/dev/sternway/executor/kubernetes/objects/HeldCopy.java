package dev.sternway.executor.kubernetes.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.Keepsakes;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.kubernetes.Cluster;
import dev.sternway.executor.kubernetes.Kind;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a ConfigMap or Secret held, kept in the cluster as an immutable object beside it. Sternway itself notes only which
 * object that is, so that no value of a secret leaves the cluster.
 *
 * @param purpose tells the copy of arming from that of a step
 */
record HeldCopy(Cluster cluster, Kind kind, String name, String purpose) {
    private static final List<String> CONTENT = List.of("data", "binaryData", "type");
    private static final int MOST_OF_NAME = 200;
    private static final String ABSENT = "absent";

    /** What counts of an object, whoever wrote it. */
    static ObjectNode content(JsonNode object) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        for (String field : CONTENT) {
            JsonNode value = object.path(field);
            if (!value.isMissingNode() && !value.isNull() && !(value.isObject() && value.isEmpty())) {
                content.set(field, value);
            }
        }
        return content;
    }

    /** Keeps what is there now, or that nothing is; the copy of before is removed. @return its name */
    String keep(Optional<JsonNode> now) throws Exception {
        Optional<String> old = keepsakes().find(note());
        if (now.isPresent()
                && old.isPresent()
                && find(old.get()).filter(content(now.get())::equals).isPresent()) {
            return old.get().split(" ", 2)[0];
        }
        String kept = now.isPresent() ? copied(now.get()) : ABSENT;
        keepsakes().keep(note(), kept);
        if (old.isPresent()) {
            remove(old.get());
        }
        return kept.split(" ", 2)[0];
    }

    boolean isKept() {
        return keepsakes().find(note()).isPresent();
    }

    /** @return nothing when nothing was there */
    Optional<ObjectNode> content() throws Outcome.Thrown {
        Optional<String> kept = keepsakes().find(note());
        if (kept.isEmpty()) {
            throw gone("Nobody kept what " + name + " held");
        }
        if (kept.get().equals(ABSENT)) {
            return Optional.empty();
        }
        Optional<ObjectNode> found = find(kept.get());
        if (found.isEmpty()) {
            throw gone("The copy " + kept.get().split(" ", 2)[0] + " is gone or was replaced");
        }
        return found;
    }

    void forget() throws Exception {
        Optional<String> kept = keepsakes().find(note());
        if (kept.isPresent()) {
            remove(kept.get());
            keepsakes().forget(note());
        }
    }

    private String copied(JsonNode now) throws Exception {
        String copy = (name.length() > MOST_OF_NAME ? name.substring(0, MOST_OF_NAME) : name) + "-sternway-"
                + UUID.randomUUID().toString().substring(0, 8);
        ObjectNode object = content(now);
        object.put("immutable", true);
        ObjectNode metadata = object.putObject("metadata").put("name", copy);
        metadata.putObject("labels")
                .put("app.kubernetes.io/managed-by", "sternway")
                .put("sternway.dev/copy", purpose.isEmpty() ? "armed" : "before");
        metadata.putObject("annotations").put("sternway.dev/copy-of", name);
        return copy + " " + cluster.create(kind, object).at("/metadata/uid").asText();
    }

    /** The very object that was made: one of the same name has another id. */
    private Optional<ObjectNode> find(String kept) throws Outcome.Thrown {
        String[] parts = kept.split(" ", 2);
        if (parts.length < 2) {
            return Optional.empty();
        }
        return cluster.find(kind, parts[0])
                .filter(it -> it.at("/metadata/uid").asText().equals(parts[1])
                        && it.path("immutable").asBoolean())
                .map(HeldCopy::content);
    }

    private void remove(String kept) throws Exception {
        if (find(kept).isPresent()) {
            cluster.delete(kind, kept.split(" ", 2)[0]);
        }
    }

    private Outcome.Thrown gone(String what) {
        return Outcome.Thrown.refused(
                "SW-1170", what, cluster.where(kind, name), "Arm the plan with this step in it, or name from");
    }

    private Keepsakes keepsakes() {
        return cluster.context().keepsakes();
    }

    private String note() {
        return cluster.key("copy", kind, name) + "/" + purpose;
    }
}
