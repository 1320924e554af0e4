package dev.sternway.executor.kubernetes.objects;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.kubernetes.Cluster;
import dev.sternway.executor.kubernetes.Kind;
import dev.sternway.executor.kubernetes.Workload;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A ConfigMap or Secret as it was at arming, or as another one holds it. */
public final class ClusterConfig implements Executor<ClusterConfig.Inputs> {
    private static final Duration USUAL = Duration.ofMinutes(10);
    private static final String NAME = "[a-z0-9]([a-z0-9.-]*[a-z0-9])?";

    /** Which one, and what it shall hold. */
    public record Inputs(
            @JsonPropertyDescription("Target of type kubernetes.") @NotBlank
            String target,

            @JsonPropertyDescription("Namespace; the target's own when left out.")
            Optional<String> namespace,

            @JsonPropertyDescription("configmap/NAME or secret/NAME.")
            @NotNull
            @Pattern(regexp = "(configmap|secret)/" + NAME, message = "is configmap/NAME or secret/NAME")
            String object,

            @JsonPropertyDescription(
                    "Name of another of its kind that holds the previous version; what it held itself at arming when left out.")
            Optional<@Pattern(regexp = NAME, message = "is a name") String> from,

            @JsonPropertyDescription("Workloads whose pods start anew when it changed, for example deployment/shop.")
            List<
                            @NotNull
                            @Pattern(
                                    regexp = Workload.NAMED,
                                    message = "is deployment/NAME, statefulset/NAME or daemonset/NAME")
                            String>
                    restart,

            @JsonPropertyDescription("So long may each restart take; 10m when left out.")
            Duration timeout) {
        public Inputs {
            restart = restart == null ? List.of() : List.copyOf(restart);
            timeout = timeout == null ? USUAL : timeout;
        }

        Kind kind() {
            return Kind.valueOf(object.split("/", 2)[0].toUpperCase(Locale.ROOT));
        }

        String name() {
            return object.split("/", 2)[1];
        }

        HeldCopy copy(Cluster cluster, String purpose) {
            return new HeldCopy(cluster, kind(), name(), purpose);
        }

        String last(Cluster cluster) {
            return cluster.key("config-by", kind(), name());
        }
    }

    @Override
    public String uses() {
        return "kubernetes/config";
    }

    @Override
    public String summary() {
        return "Puts a ConfigMap or Secret back as it was at arming, or as another one holds it, and restarts who reads it.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            JsonNode now = cluster.get(inputs.kind(), inputs.name());
            requireMutable(inputs, now, cluster);
            cluster.requireMay(inputs.kind(), inputs.name(), "get", "patch");
            cluster.requireMay(inputs.kind(), "", "create");
            for (String workload : inputs.restart()) {
                Workload named = Workload.of(cluster, workload);
                named.get();
                cluster.requireMay(named.kind(), named.name(), "patch");
            }
            if (inputs.from().isPresent()) {
                return Outcome.done(evidence(HeldCopy.content(
                        cluster.get(inputs.kind(), inputs.from().get()))));
            }
            Map<String, String> evidence = evidence(HeldCopy.content(now));
            evidence.put("kept as", inputs.copy(cluster, "").keep(Optional.of(now)));
            return Outcome.done(evidence);
        }
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            boolean so = holds(wanted(inputs, cluster), cluster.find(inputs.kind(), inputs.name()));
            boolean ours = context.keepsakes()
                    .find(inputs.last(cluster))
                    .filter(context.key()::equals)
                    .isPresent();
            return so && (!ours || restarted(inputs, cluster, context.key()))
                    ? Probe.already("held by", inputs.object())
                    : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            Optional<ObjectNode> wanted = wanted(inputs, cluster);
            Optional<JsonNode> now = cluster.find(inputs.kind(), inputs.name());
            HeldCopy before = inputs.copy(cluster, context.key());
            if (!holds(wanted, now) && !before.isKept()) {
                before.keep(now);
            }
            context.keepsakes().keep(inputs.last(cluster), context.key());
            Map<String, String> evidence = evidence(wanted.orElseGet(JsonNodeFactory.instance::objectNode));
            evidence.putAll(become(wanted, now, inputs, cluster, context.key()));
            return Outcome.done(evidence);
        }
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            return holds(wanted(inputs, cluster), cluster.find(inputs.kind(), inputs.name()))
                    ? Outcome.done(Map.of("held by", inputs.object()))
                    : Outcome.failed(
                            "SW-1169",
                            inputs.object() + " does not hold what it should",
                            cluster.where(inputs.kind(), inputs.name()),
                            "See who or what writes it, then choose again");
        }
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            Optional<String> step = context.keepsakes().find(inputs.last(cluster));
            if (step.isEmpty() || !inputs.copy(cluster, step.get()).isKept()) {
                return Outcome.done(Map.of(inputs.object(), "not changed by this plan"));
            }
            HeldCopy before = inputs.copy(cluster, step.get());
            Map<String, String> evidence = become(
                    before.content(),
                    cluster.find(inputs.kind(), inputs.name()),
                    inputs,
                    cluster,
                    step.get() + "/undone");
            before.forget();
            context.keepsakes().forget(inputs.last(cluster));
            return Outcome.done(evidence);
        }
    }

    private static Map<String, String> become(
            Optional<ObjectNode> wanted, Optional<JsonNode> now, Inputs inputs, Cluster cluster, String cause)
            throws Exception {
        if (!holds(wanted, now)) {
            if (wanted.isEmpty()) {
                cluster.delete(inputs.kind(), inputs.name());
            } else if (now.isEmpty()) {
                ObjectNode object = wanted.get().deepCopy();
                object.putObject("metadata").put("name", inputs.name());
                cluster.create(inputs.kind(), object);
            } else {
                requireMutable(inputs, now.get(), cluster);
                ArrayNode patch = Cluster.change();
                put(patch, "data", wanted.get(), now.get());
                put(patch, "binaryData", wanted.get(), now.get());
                cluster.patch(inputs.kind(), inputs.name(), patch);
            }
        }
        Map<String, String> evidence = new TreeMap<>();
        for (String workload : inputs.restart()) {
            evidence.putAll(Workload.of(cluster, workload).restart(cause, inputs.timeout()));
        }
        return evidence;
    }

    private static void put(ArrayNode patch, String field, JsonNode wanted, JsonNode now) {
        if (wanted.has(field)) {
            Cluster.and(patch, "add", "/" + field, wanted.path(field));
        } else if (now.has(field)) {
            Cluster.and(patch, "replace", "/" + field, JsonNodeFactory.instance.objectNode());
        }
    }

    private static boolean restarted(Inputs inputs, Cluster cluster, String cause) throws Outcome.Thrown {
        for (String workload : inputs.restart()) {
            if (!Workload.of(cluster, workload).isRestarted(cause)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Optional<ObjectNode> wanted, Optional<JsonNode> now) {
        return wanted.equals(now.map(HeldCopy::content));
    }

    private static Optional<ObjectNode> wanted(Inputs inputs, Cluster cluster) throws Outcome.Thrown {
        return inputs.from().isPresent()
                ? Optional.of(HeldCopy.content(
                        cluster.get(inputs.kind(), inputs.from().get())))
                : inputs.copy(cluster, "").content();
    }

    private static void requireMutable(Inputs inputs, JsonNode now, Cluster cluster) throws Outcome.Thrown {
        if (now.path("immutable").asBoolean()) {
            throw Outcome.Thrown.refused(
                    "SW-1171",
                    inputs.object() + " is immutable",
                    cluster.where(inputs.kind(), inputs.name()),
                    "Take kubernetes/rollout-undo: the earlier revision names the earlier object");
        }
    }

    /** Names of keys only. */
    private static Map<String, String> evidence(ObjectNode content) {
        TreeSet<String> keys = new TreeSet<>();
        content.path("data").fieldNames().forEachRemaining(keys::add);
        content.path("binaryData").fieldNames().forEachRemaining(keys::add);
        return new TreeMap<>(Map.of("keys", String.join(", ", keys)));
    }

    private static Cluster open(Inputs inputs, StepContext context) {
        return Cluster.open(context, inputs.target(), inputs.namespace());
    }
}
