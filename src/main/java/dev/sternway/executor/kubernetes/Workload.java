package dev.sternway.executor.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Something that keeps a number of pods running: a deployment, stateful set, daemon set or rollout. */
public record Workload(Cluster cluster, Kind kind, String name) {
    /** How a plan names one. */
    public static final String NAMED = "(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?";

    static final String COUNTED = "(deployment|statefulset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?";
    private static final String ANNOTATIONS = "/spec/template/metadata/annotations";
    private static final String CAUSE = "sternway.dev/restarted-for";
    private static final List<String> LISTS = List.of("containers", "initContainers");

    /** @param text as {@link #NAMED} has it */
    public static Workload of(Cluster cluster, String text) {
        String[] parts = text.split("/", 2);
        return new Workload(cluster, Kind.valueOf(parts[0].toUpperCase(java.util.Locale.ROOT)), parts[1]);
    }

    public JsonNode get() throws Outcome.Thrown {
        return cluster.get(kind, name);
    }

    String where() {
        return cluster.where(kind, name);
    }

    public String said() {
        return kind.word().toLowerCase(java.util.Locale.ROOT) + "/" + name;
    }

    String key(String about) {
        return cluster.key(about, kind, name);
    }

    /**
     * Lets all its pods start anew, one after the other as its strategy says, and waits for them.
     *
     * @param cause what it is done for; once for each
     */
    public Map<String, String> restart(String cause, Duration timeout) throws Exception {
        JsonNode now = get();
        Readiness readiness = Readiness.of(cluster, List.of(this), timeout);
        if (!restarted(cause, now)) {
            var patch = Cluster.change();
            if (!now.at(ANNOTATIONS).isObject()) {
                Cluster.and(patch, "add", ANNOTATIONS, JsonNodeFactory.instance.objectNode());
            }
            Cluster.and(patch, "add", ANNOTATIONS + "/" + Cluster.escaped(CAUSE), TextNode.valueOf(cause));
            cluster.patch(kind, name, patch);
        }
        return readiness.await();
    }

    /** Whether its pods were restarted for that, and all are ready. */
    public boolean isRestarted(String cause) throws Outcome.Thrown {
        JsonNode now = get();
        return restarted(cause, now) && Standing.of(kind, now).settled();
    }

    private static boolean restarted(String cause, JsonNode now) {
        return now.at(ANNOTATIONS).path(CAUSE).asText().equals(cause);
    }

    static int replicas(JsonNode workload) {
        return workload.at("/spec/replicas").asInt(1);
    }

    void scale(int replicas) throws Outcome.Thrown, StepContext.LeaseLost {
        cluster.patch(
                kind, name, Cluster.and(Cluster.change(), "replace", "/spec/replicas", IntNode.valueOf(replicas)));
    }

    /** Image by container, those that run before the others too. */
    static Map<String, String> images(JsonNode template) {
        Map<String, String> images = new TreeMap<>();
        for (String list : LISTS) {
            for (JsonNode container : template.path("spec").path(list)) {
                images.put(
                        container.path("name").asText(), container.path("image").asText());
            }
        }
        return images;
    }

    /** At one stroke. @param wanted image by container; those that it does not have are left out */
    void run(Map<String, String> wanted, JsonNode now) throws Outcome.Thrown, StepContext.LeaseLost {
        var patch = Cluster.change();
        for (String list : LISTS) {
            JsonNode containers = now.at("/spec/template/spec").path(list);
            for (int i = 0; i < containers.size(); i++) {
                String container = containers.get(i).path("name").asText();
                String image = wanted.get(container);
                if (image != null) {
                    String path = "/spec/template/spec/" + list + "/" + i;
                    Cluster.and(patch, "test", path + "/name", TextNode.valueOf(container));
                    Cluster.and(patch, "replace", path + "/image", TextNode.valueOf(image));
                }
            }
        }
        cluster.patch(kind, name, patch);
    }

    /** Its pods, as its selector finds them. */
    private List<JsonNode> pods(JsonNode workload) throws Outcome.Thrown {
        Map<String, String> labels = new TreeMap<>();
        workload.at("/spec/selector/matchLabels")
                .fields()
                .forEachRemaining(
                        label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels.isEmpty() ? List.of() : cluster.list(Kind.POD, labels);
    }

    /** Why pods do not get ready, in the words of the cluster; the newest pod first. Empty when it does not say. */
    String trouble(JsonNode workload) {
        try {
            return pods(workload).stream()
                    .filter(pod -> pod.at("/metadata/deletionTimestamp").isMissingNode())
                    .sorted(Comparator.comparing((JsonNode pod) ->
                                    pod.at("/metadata/creationTimestamp").asText())
                            .reversed())
                    .flatMap(pod -> trouble(pod.path("metadata").path("name").asText(), pod.path("status")).stream())
                    .findFirst()
                    .orElse("");
        } catch (Outcome.Thrown unasked) {
            return "";
        }
    }

    private static Optional<String> trouble(String pod, JsonNode status) {
        Stream<JsonNode> containers = Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(list -> StreamSupport.stream(status.path(list).spliterator(), false));
        Optional<String> waiting = containers
                .map(container -> {
                    JsonNode why = container.at("/state/waiting");
                    String reason = why.path("reason").asText();
                    return reason.isEmpty() || reason.equals("ContainerCreating") || reason.equals("PodInitializing")
                            ? null
                            : pod + ": " + container.path("name").asText() + ": " + reason + shortened(why);
                })
                .filter(Objects::nonNull)
                .findFirst();
        return waiting.or(() -> StreamSupport.stream(status.path("conditions").spliterator(), false)
                .filter(it -> it.path("reason").asText().equals("Unschedulable"))
                .map(it -> pod + ": Unschedulable" + shortened(it))
                .findFirst());
    }

    private static String shortened(JsonNode why) {
        String message = why.path("message").asText();
        return message.isEmpty() ? "" : ": " + message.substring(0, Math.min(message.length(), 200));
    }
}
