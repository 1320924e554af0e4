package dev.sternway.executor.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An earlier or the present version of a workload's pods, kept by the cluster in an object of its own.
 *
 * @param holder name of that object
 * @param template what the workload's template was
 * @param notes annotations of the workload at that time, without the cluster's own
 */
public record Revision(String holder, long number, JsonNode template, Map<String, String> notes) {
    private static final Set<String> OWN = Set.of(
            "kubectl.kubernetes.io/last-applied-configuration",
            "deployment.kubernetes.io/revision",
            "deployment.kubernetes.io/revision-history",
            "deployment.kubernetes.io/desired-replicas",
            "deployment.kubernetes.io/max-replicas",
            "rollout.argoproj.io/revision",
            "rollout.argoproj.io/desired-replicas",
            "deprecated.daemonset.template.generation");

    /** The newest first. */
    public static List<Revision> of(Workload workload, JsonNode now) throws Outcome.Thrown {
        boolean sets = workload.kind() == Kind.DEPLOYMENT || workload.kind() == Kind.ROLLOUT;
        String uid = now.at("/metadata/uid").asText();
        Map<String, String> labels = new TreeMap<>();
        now.at("/spec/selector/matchLabels")
                .fields()
                .forEachRemaining(it -> labels.put(it.getKey(), it.getValue().asText()));
        return workload.cluster().list(sets ? Kind.REPLICASET : Kind.CONTROLLERREVISION, labels).stream()
                .filter(holder -> owned(holder, uid))
                .map(holder -> sets ? ofSet(workload.kind(), holder) : ofControllerRevision(holder))
                .sorted(Comparator.comparingLong(Revision::number).reversed())
                .toList();
    }

    /** The one that the workload is asked to run. */
    public static Optional<Revision> current(List<Revision> revisions, JsonNode now) {
        JsonNode template = bare(now.at("/spec/template"));
        return revisions.stream().filter(it -> it.template().equals(template)).findFirst();
    }

    boolean isOf(JsonNode workload) {
        return template.equals(bare(workload.at("/spec/template")));
    }

    private static boolean owned(JsonNode holder, String uid) {
        for (JsonNode owner : holder.at("/metadata/ownerReferences")) {
            if (owner.path("controller").asBoolean()
                    && owner.path("uid").asText().equals(uid)) {
                return true;
            }
        }
        return false;
    }

    private static Revision ofSet(Kind kind, JsonNode set) {
        String annotation = kind == Kind.ROLLOUT ? "rollout.argoproj.io/revision" : "deployment.kubernetes.io/revision";
        JsonNode metadata = set.path("metadata");
        Map<String, String> notes = new TreeMap<>();
        metadata.path("annotations").fields().forEachRemaining(note -> {
            if (!OWN.contains(note.getKey())) {
                notes.put(note.getKey(), note.getValue().asText());
            }
        });
        return new Revision(
                metadata.path("name").asText(),
                metadata.path("annotations").path(annotation).asLong(),
                bare(set.at("/spec/template")),
                notes);
    }

    private static Revision ofControllerRevision(JsonNode held) {
        return new Revision(
                held.at("/metadata/name").asText(),
                held.path("revision").asLong(),
                bare(held.at("/data/spec/template")),
                Map.of());
    }

    /** Without what the controllers add to tell their pods apart. */
    private static JsonNode bare(JsonNode template) {
        JsonNode copy = template.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.remove("$patch");
        }
        JsonNode metadata = copy.path("metadata");
        if (metadata instanceof ObjectNode object) {
            object.remove("creationTimestamp");
        }
        if (metadata.path("labels") instanceof ObjectNode labels) {
            labels.remove(List.of(
                    "pod-template-hash",
                    "rollouts-pod-template-hash",
                    "controller-revision-hash",
                    "pod-template-generation"));
        }
        return copy;
    }
}
