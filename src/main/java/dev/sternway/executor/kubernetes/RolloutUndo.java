package dev.sternway.executor.kubernetes;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.registry.RegistryImage;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A workload's pods as an earlier revision had them, whole: image, variables, volumes, resources. */
public final class RolloutUndo implements Executor<RolloutUndo.Inputs> {
    private static final Duration USUAL = Duration.ofMinutes(10);

    /** What goes back, and where to. */
    public record Inputs(
            @JsonPropertyDescription("Target of type kubernetes.") @NotBlank
            String target,

            @JsonPropertyDescription("Namespace; the target's own when left out.")
            Optional<String> namespace,

            @JsonPropertyDescription("deployment/NAME, statefulset/NAME or daemonset/NAME.")
            @NotNull
            @Pattern(regexp = Workload.NAMED, message = "is deployment/NAME, statefulset/NAME or daemonset/NAME")
            String workload,

            @JsonPropertyDescription("Number of the revision; the one that ran at arming when left out.")
            Optional<@Min(1) Long> revision,

            @JsonPropertyDescription(
                    "Target of type service with the registry's url: it is asked at arming for the revision's images. Nobody is when left out.")
            Optional<@Size(min = 1) String> registry,

            @JsonPropertyDescription("So long may it take until all pods are ready; 10m when left out.")
            Duration timeout) {
        public Inputs {
            timeout = timeout == null ? USUAL : timeout;
        }

        String note(Workload workload) {
            return workload.key("revision") + revision.map(it -> "/" + it).orElse("");
        }
    }

    @Override
    public String uses() {
        return "kubernetes/rollout-undo";
    }

    @Override
    public String summary() {
        return "Takes a deployment, stateful set or daemon set back to an earlier revision and waits until its pods are ready.";
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
            JsonNode now = workload.get();
            requireKept(workload, now);
            cluster.requireMay(workload.kind(), workload.name(), "get", "patch");
            List<Revision> revisions = Revision.of(workload, now);
            Revision wanted = inputs.revision().isPresent()
                    ? numbered(revisions, inputs.revision().get(), workload)
                    : Revision.current(revisions, now)
                            .orElseThrow(() -> gone("The cluster keeps no revision of what runs now", workload));
            context.keepsakes().keep(inputs.note(workload), wanted.holder());
            Map<String, String> evidence = evidence(wanted);
            evidence.putAll(images(inputs, wanted, context));
            evidence.put("runs now", Standing.of(workload.kind(), now).said());
            if (now.at("/spec/strategy/type").asText().equals("Recreate")) {
                context.print(workload.said() + " has the strategy Recreate: nothing serves while it goes back");
                evidence.put("strategy", "Recreate: nothing serves while it goes back");
            }
            return Outcome.done(evidence);
        }
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            Workload workload = Workload.of(cluster, inputs.workload());
            JsonNode now = workload.get();
            Revision wanted = wanted(inputs, workload, now);
            boolean so = wanted.isOf(now) && Standing.of(workload.kind(), now).settled();
            return so ? Probe.already("revision", wanted.holder()) : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            Workload workload = Workload.of(cluster, inputs.workload());
            JsonNode now = workload.get();
            Revision wanted = wanted(inputs, workload, now);
            if (!wanted.isOf(now)) {
                Optional<Revision> before = Revision.current(Revision.of(workload, now), now);
                before.ifPresent(it -> context.keepsakes().keep(workload.key("before"), it.holder()));
            }
            Map<String, String> evidence = evidence(wanted);
            evidence.putAll(become(wanted, workload, now, inputs.timeout()));
            return Outcome.done(evidence);
        }
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            Workload workload = Workload.of(cluster, inputs.workload());
            JsonNode now = workload.get();
            Revision wanted = wanted(inputs, workload, now);
            Standing standing = Standing.of(workload.kind(), now);
            if (wanted.isOf(now) && standing.settled()) {
                return Outcome.done(evidence(wanted));
            }
            return Outcome.failed(
                    "SW-1169",
                    workload.said()
                            + (wanted.isOf(now) ? " is not ready: " + standing.said() : " runs another revision"),
                    workload.where(),
                    "See who or what deploys it, then choose again");
        }
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            Workload workload = Workload.of(cluster, inputs.workload());
            Optional<String> before = context.keepsakes().find(workload.key("before"));
            if (before.isEmpty()) {
                return Outcome.done(Map.of(workload.said(), "not changed by this plan"));
            }
            JsonNode now = workload.get();
            Revision wanted = held(Revision.of(workload, now), before.get(), workload);
            Map<String, String> evidence = evidence(wanted);
            evidence.putAll(become(wanted, workload, now, inputs.timeout()));
            context.keepsakes().forget(workload.key("before"));
            return Outcome.done(evidence);
        }
    }

    /** What the pods will pull. */
    private static Map<String, String> images(Inputs inputs, Revision wanted, StepContext context) throws Exception {
        Map<String, String> found = new TreeMap<>();
        if (inputs.registry().isPresent()) {
            for (String image : Workload.images(wanted.template()).values()) {
                Optional<String> digest = RegistryImage.parse(image)
                        .require(context, inputs.registry().get());
                found.put("registry has " + image, digest.orElse("not asked: it is of another registry"));
            }
        }
        return found;
    }

    private static Map<String, String> become(Revision wanted, Workload workload, JsonNode now, Duration timeout)
            throws Exception {
        if (now.at("/spec/paused").asBoolean()) {
            throw Outcome.Thrown.refused(
                    "SW-1181",
                    workload.said() + " is paused: nothing would be rolled out",
                    workload.where(),
                    "Resume it: kubectl rollout resume " + workload.said() + " -n "
                            + workload.cluster().namespace());
        }
        Readiness readiness = Readiness.of(workload.cluster(), List.of(workload), timeout);
        if (!wanted.isOf(now)) {
            ArrayNode patch = Cluster.and(Cluster.change(), "replace", "/spec/template", wanted.template());
            notes(wanted, now, patch);
            workload.cluster().patch(workload.kind(), workload.name(), patch);
        }
        return readiness.await();
    }

    /** The cause of a change, for example, belongs to its revision. */
    private static void notes(Revision wanted, JsonNode now, ArrayNode patch) {
        if (wanted.notes().isEmpty()) {
            return;
        }
        if (!now.at("/metadata/annotations").isObject()) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            wanted.notes().forEach(all::put);
            Cluster.and(patch, "add", "/metadata/annotations", all);
            return;
        }
        wanted.notes()
                .forEach((name, value) -> Cluster.and(
                        patch, "add", "/metadata/annotations/" + Cluster.escaped(name), TextNode.valueOf(value)));
    }

    private static void requireKept(Workload workload, JsonNode now) throws Outcome.Thrown {
        if (now.at("/spec/revisionHistoryLimit").asInt(10) < 1) {
            throw Outcome.Thrown.refused(
                    "SW-1166",
                    workload.said() + " keeps no earlier revisions",
                    workload.where(),
                    "Give it revisionHistoryLimit: 10, or take kubernetes/image");
        }
    }

    private static Revision wanted(Inputs inputs, Workload workload, JsonNode now) throws Outcome.Thrown {
        List<Revision> revisions = Revision.of(workload, now);
        Optional<String> holder = workload.cluster().context().keepsakes().find(inputs.note(workload));
        if (holder.isPresent()) {
            return held(revisions, holder.get(), workload);
        }
        if (inputs.revision().isEmpty()) {
            throw gone("Nobody noted at arming which revision ran", workload);
        }
        return numbered(revisions, inputs.revision().get(), workload);
    }

    private static Revision held(List<Revision> revisions, String holder, Workload workload) throws Outcome.Thrown {
        Optional<Revision> found =
                revisions.stream().filter(it -> it.holder().equals(holder)).findFirst();
        if (found.isEmpty()) {
            throw gone("The cluster does not keep " + holder + " any more", workload);
        }
        return found.get();
    }

    private static Revision numbered(List<Revision> revisions, long number, Workload workload) throws Outcome.Thrown {
        Optional<Revision> found =
                revisions.stream().filter(it -> it.number() == number).findFirst();
        if (found.isEmpty()) {
            throw gone(
                    "There is no revision " + number + "; there are "
                            + revisions.stream().map(Revision::number).toList(),
                    workload);
        }
        return found.get();
    }

    private static Outcome.Thrown gone(String what, Workload workload) {
        return Outcome.Thrown.refused(
                "SW-1166",
                what,
                workload.where(),
                "Name a revision of kubectl rollout history, or take kubernetes/image");
    }

    private static Map<String, String> evidence(Revision revision) {
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("revision", revision.number() + " (" + revision.holder() + ")");
        Workload.images(revision.template())
                .forEach((container, image) -> evidence.put("image of " + container, image));
        return evidence;
    }

    private static Cluster open(Inputs inputs, StepContext context) {
        return Cluster.open(context, inputs.target(), inputs.namespace());
    }

    /** A number only; which revision ran at arming a shell does not know. */
    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return KubectlInShell.rollout(inputs, setting);
    }
}
