package dev.sternway.executor.kubernetes;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The images of a workload's containers, and nothing else of it. */
public final class Image implements Executor<Image.Inputs> {
    private static final Duration USUAL = Duration.ofMinutes(10);

    /** Whose images, and which. */
    public record Inputs(
            @JsonPropertyDescription("Target of type kubernetes.") @NotBlank
            String target,

            @JsonPropertyDescription("Namespace; the target's own when left out.")
            Optional<String> namespace,

            @JsonPropertyDescription("deployment/NAME, statefulset/NAME or daemonset/NAME.")
            @NotNull
            @Pattern(regexp = Workload.NAMED, message = "is deployment/NAME, statefulset/NAME or daemonset/NAME")
            String workload,

            @JsonPropertyDescription("Image by container; those of arming, of all its containers, when left out.")
            Map<@NotBlank String, @NotBlank String> images,

            @JsonPropertyDescription("So long may it take until all pods are ready; 10m when left out.")
            Duration timeout) {
        public Inputs {
            images = images == null ? Map.of() : Map.copyOf(images);
            timeout = timeout == null ? USUAL : timeout;
        }
    }

    @Override
    public String uses() {
        return "kubernetes/image";
    }

    @Override
    public String summary() {
        return "Sets the images of a workload's containers and waits until its pods are ready.";
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
            Workload workload = Workload.of(cluster, inputs.workload());
            Map<String, String> now = images(workload.get());
            requireContainers(inputs, workload, now);
            cluster.requireMay(workload.kind(), workload.name(), "get", "patch");
            keep(context, workload.key("images"), now);
            return Outcome.done(inputs.images().isEmpty() ? now : new TreeMap<>(inputs.images()));
        }
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            Workload workload = Workload.of(cluster, inputs.workload());
            JsonNode now = workload.get();
            boolean so = runs(wanted(inputs, workload), now)
                    && Standing.of(workload.kind(), now).settled();
            return so ? new Probe.Already(wanted(inputs, workload)) : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            Workload workload = Workload.of(cluster, inputs.workload());
            JsonNode now = workload.get();
            Map<String, String> wanted = wanted(inputs, workload);
            requireContainers(inputs, workload, images(now));
            if (!runs(wanted, now)) {
                keep(context, workload.key("images-before"), images(now));
            }
            return become(wanted, workload, now, inputs.timeout());
        }
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            Workload workload = Workload.of(cluster, inputs.workload());
            JsonNode now = workload.get();
            boolean so = runs(wanted(inputs, workload), now);
            Standing standing = Standing.of(workload.kind(), now);
            return so && standing.settled()
                    ? Outcome.done(images(now))
                    : Outcome.failed(
                            "SW-1169",
                            workload.said()
                                    + (so ? " is not ready: " + standing.said() : " runs other images: " + images(now)),
                            workload.where(),
                            "See who or what deploys it, then choose again");
        }
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            Workload workload = Workload.of(cluster, inputs.workload());
            Optional<Map<String, String>> before = kept(context, workload.key("images-before"));
            if (before.isEmpty()) {
                return Outcome.done(Map.of(workload.said(), "not changed by this plan"));
            }
            Outcome outcome = become(before.get(), workload, workload.get(), inputs.timeout());
            context.keepsakes().forget(workload.key("images-before"));
            return outcome;
        }
    }

    private static Outcome become(Map<String, String> wanted, Workload workload, JsonNode now, Duration timeout)
            throws Exception {
        Readiness readiness = Readiness.of(workload.cluster(), List.of(workload), timeout);
        if (!runs(wanted, now)) {
            workload.run(wanted, now);
        }
        Map<String, String> evidence = new TreeMap<>(wanted);
        evidence.putAll(readiness.await());
        return Outcome.done(evidence);
    }

    private static boolean runs(Map<String, String> wanted, JsonNode now) {
        return images(now).entrySet().containsAll(wanted.entrySet());
    }

    private static Map<String, String> images(JsonNode workload) {
        return Workload.images(workload.at("/spec/template"));
    }

    private static Map<String, String> wanted(Inputs inputs, Workload workload) throws Outcome.Thrown {
        Optional<Map<String, String>> kept = kept(workload.cluster().context(), workload.key("images"));
        if (inputs.images().isEmpty() && kept.isEmpty()) {
            throw Outcome.Thrown.refused(
                    "SW-1166",
                    "Nobody noted at arming which images ran",
                    workload.where(),
                    "Arm the plan with this step in it, or name the images");
        }
        return inputs.images().isEmpty() ? kept.orElseThrow() : inputs.images();
    }

    private static void requireContainers(Inputs inputs, Workload workload, Map<String, String> now)
            throws Outcome.Thrown {
        for (String container : inputs.images().keySet()) {
            if (!now.containsKey(container)) {
                throw Outcome.Thrown.refused(
                        "SW-1164",
                        workload.said() + " has no container " + container,
                        workload.where(),
                        "It has " + now.keySet());
            }
        }
    }

    private static void keep(StepContext context, String key, Map<String, String> images) {
        context.keepsakes()
                .keep(
                        key,
                        images.entrySet().stream()
                                .map(it -> it.getKey() + "=" + it.getValue())
                                .collect(Collectors.joining("\n")));
    }

    private static Optional<Map<String, String>> kept(StepContext context, String key) {
        return context.keepsakes()
                .find(key)
                .map(text -> text.lines()
                        .map(line -> line.split("=", 2))
                        .collect(Collectors.toMap(it -> it[0], it -> it[1], (one, other) -> other, TreeMap::new)));
    }

    private static Cluster open(Inputs inputs, StepContext context) {
        return Cluster.open(context, inputs.target(), inputs.namespace());
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return KubectlInShell.image(inputs, setting);
    }
}
