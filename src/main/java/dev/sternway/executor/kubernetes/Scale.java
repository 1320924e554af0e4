package dev.sternway.executor.kubernetes;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Capacity: what gets more pods has them ready before anything else loses its own. */
public final class Scale implements Executor<Scale.Inputs> {
    private static final Duration USUAL = Duration.ofMinutes(10);

    /** What has how many. */
    public record Inputs(
            @JsonPropertyDescription("Target of type kubernetes.") @NotBlank
            String target,

            @JsonPropertyDescription("Namespace; the target's own when left out.")
            Optional<String> namespace,

            @JsonPropertyDescription("Those that grow do so first and are ready before the others shrink.") @NotEmpty
            List<@NotNull @Valid Wanted> workloads,

            @JsonPropertyDescription("So long may it take until the pods are ready; 10m when left out.")
            Duration timeout) {
        public Inputs {
            workloads = workloads == null ? List.of() : List.copyOf(workloads);
            timeout = timeout == null ? USUAL : timeout;
        }
    }

    /** One of them. */
    public record Wanted(
            @JsonPropertyDescription("deployment/NAME or statefulset/NAME.")
            @NotNull
            @Pattern(regexp = Workload.COUNTED, message = "is deployment/NAME or statefulset/NAME")
            String workload,

            @JsonPropertyDescription("Pods; as many as at arming when left out.")
            Optional<@Min(0) Integer> replicas) {}

    @Override
    public String uses() {
        return "kubernetes/scale";
    }

    @Override
    public String summary() {
        return "Gives workloads other numbers of pods; those that grow are ready before the others shrink.";
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
            Map<String, String> evidence = new TreeMap<>();
            for (Wanted wanted : inputs.workloads()) {
                Workload workload = Workload.of(cluster, wanted.workload());
                String replicas = String.valueOf(Workload.replicas(workload.get()));
                cluster.requireMay(workload.kind(), workload.name(), "get", "patch");
                context.keepsakes().keep(workload.key("replicas"), replicas);
                evidence.put(
                        workload.said(), wanted.replicas().map(String::valueOf).orElse(replicas) + " pods");
                autoscaler(cluster, workload).ifPresent(name -> {
                    context.print(workload.said() + " is scaled by the autoscaler " + name
                            + ", too: pause that before, with deploy/autoscaler-pause");
                    evidence.put("autoscaler of " + workload.said(), name);
                });
            }
            return Outcome.done(evidence);
        }
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            return lacks(inputs, cluster).isEmpty() ? Probe.already("scaled", said(inputs)) : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            for (Wanted wanted : inputs.workloads()) {
                Workload workload = Workload.of(cluster, wanted.workload());
                String note = before(workload, context);
                if (context.keepsakes().find(note).isEmpty()) {
                    context.keepsakes().keep(note, String.valueOf(Workload.replicas(workload.get())));
                }
                context.keepsakes().keep(workload.key("scaled-by"), context.key());
            }
            return Outcome.done(become(wanted(inputs, cluster), inputs.timeout(), cluster));
        }
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            String lacks = lacks(inputs, cluster);
            return lacks.isEmpty()
                    ? Outcome.done(Map.of("scaled", said(inputs)))
                    : Outcome.failed(
                            "SW-1169",
                            "Not every workload has its pods: " + lacks,
                            inputs.target(),
                            "See whether an autoscaler sets them, then choose again");
        }
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            Map<Workload, Integer> before = new LinkedHashMap<>();
            for (Wanted wanted : inputs.workloads()) {
                Workload workload = Workload.of(cluster, wanted.workload());
                context.keepsakes()
                        .find(workload.key("scaled-by"))
                        .flatMap(by -> context.keepsakes().find(workload.key("replicas-before") + "/" + by))
                        .ifPresent(it -> before.put(workload, Integer.valueOf(it)));
            }
            Map<String, String> evidence = become(before, inputs.timeout(), cluster);
            before.keySet().forEach(it -> context.keepsakes().forget(it.key("scaled-by")));
            return Outcome.done(evidence);
        }
    }

    private static Map<String, String> become(Map<Workload, Integer> wanted, Duration timeout, Cluster cluster)
            throws Exception {
        Map<String, String> evidence = new TreeMap<>();
        for (boolean growing : new boolean[] {true, false}) {
            Map<Workload, Integer> now = new LinkedHashMap<>();
            for (Map.Entry<Workload, Integer> one : wanted.entrySet()) {
                JsonNode workload = one.getKey().get();
                boolean grows = one.getValue() > Workload.replicas(workload)
                        || one.getValue() > 0 && one.getValue() == Workload.replicas(workload);
                if (grows == growing) {
                    now.put(one.getKey(), one.getValue());
                }
            }
            Readiness readiness = Readiness.of(cluster, List.copyOf(now.keySet()), timeout);
            for (Map.Entry<Workload, Integer> one : now.entrySet()) {
                if (Workload.replicas(one.getKey().get()) != one.getValue()) {
                    one.getKey().scale(one.getValue());
                }
            }
            if (!now.isEmpty()) {
                evidence.putAll(readiness.await());
            }
        }
        return evidence;
    }

    private static String lacks(Inputs inputs, Cluster cluster) throws Outcome.Thrown {
        Map<Workload, Integer> wanted = wanted(inputs, cluster);
        Map<String, String> others = new TreeMap<>();
        for (Map.Entry<Workload, Integer> one : wanted.entrySet()) {
            int replicas = Workload.replicas(one.getKey().get());
            if (replicas != one.getValue()) {
                others.put(one.getKey().said(), replicas + " asked for, expected " + one.getValue());
            }
        }
        return others.isEmpty() ? Readiness.lacks(List.copyOf(wanted.keySet())) : others.toString();
    }

    private static Map<Workload, Integer> wanted(Inputs inputs, Cluster cluster) throws Outcome.Thrown {
        Map<Workload, Integer> all = new LinkedHashMap<>();
        for (Wanted wanted : inputs.workloads()) {
            Workload workload = Workload.of(cluster, wanted.workload());
            Optional<Integer> replicas = wanted.replicas()
                    .or(() -> cluster.context()
                            .keepsakes()
                            .find(workload.key("replicas"))
                            .map(Integer::valueOf));
            if (replicas.isEmpty()) {
                throw Outcome.Thrown.refused(
                        "SW-1166",
                        "Nobody noted at arming how many pods ran",
                        workload.where(),
                        "Arm the plan with this step in it, or name replicas");
            }
            all.put(workload, replicas.get());
        }
        return all;
    }

    private static String before(Workload workload, StepContext context) {
        return workload.key("replicas-before") + "/" + context.key();
    }

    /** Who may not list them is not told. */
    private static Optional<String> autoscaler(Cluster cluster, Workload workload) {
        try {
            return cluster.list(Kind.AUTOSCALER, Map.of()).stream()
                    .filter(it -> it.at("/spec/scaleTargetRef/kind")
                                    .asText()
                                    .equals(workload.kind().word())
                            && it.at("/spec/scaleTargetRef/name").asText().equals(workload.name()))
                    .map(it -> it.at("/metadata/name").asText())
                    .findFirst();
        } catch (Outcome.Thrown untold) {
            return Optional.empty();
        }
    }

    private static String said(Inputs inputs) {
        return String.join(
                ", ", inputs.workloads().stream().map(Wanted::workload).toList());
    }

    private static Cluster open(Inputs inputs, StepContext context) {
        return Cluster.open(context, inputs.target(), inputs.namespace());
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return KubectlInShell.scale(inputs, setting);
    }
}
