package dev.sternway.executor.kubernetes;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waits for what somebody else deploys. */
public final class Ready implements Executor<Ready.Inputs> {
    private static final Duration USUAL = Duration.ofMinutes(10);

    /** What shall be ready. */
    public record Inputs(
            @JsonPropertyDescription("Target of type kubernetes.") @NotBlank
            String target,

            @JsonPropertyDescription("Namespace; the target's own when left out.")
            Optional<String> namespace,

            @JsonPropertyDescription("Each deployment/NAME, statefulset/NAME or daemonset/NAME.") @NotEmpty
            List<
                            @NotNull
                            @Pattern(
                                    regexp = Workload.NAMED,
                                    message = "is deployment/NAME, statefulset/NAME or daemonset/NAME")
                            String>
                    workloads,

            @JsonPropertyDescription("So long may it take; 10m when left out.")
            Duration timeout) {
        public Inputs {
            workloads = workloads == null ? List.of() : List.copyOf(workloads);
            timeout = timeout == null ? USUAL : timeout;
        }

        List<Workload> all(Cluster cluster) {
            return workloads.stream().map(it -> Workload.of(cluster, it)).toList();
        }
    }

    @Override
    public String uses() {
        return "kubernetes/ready";
    }

    @Override
    public String summary() {
        return "Waits until all pods of workloads are ready, and says why they are not.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            for (Workload workload : inputs.all(cluster)) {
                workload.get();
            }
            return Outcome.done();
        }
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            return Readiness.lacks(inputs.all(cluster)).isEmpty()
                    ? Probe.already("ready", String.join(", ", inputs.workloads()))
                    : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            return Outcome.done(
                    Readiness.of(cluster, inputs.all(cluster), inputs.timeout()).await());
        }
    }

    /** There is nothing to take back. */
    @Override
    public Outcome undo(Inputs inputs, StepContext context) {
        return Outcome.done(Map.of());
    }

    private static Cluster open(Inputs inputs, StepContext context) {
        return Cluster.open(context, inputs.target(), inputs.namespace());
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return KubectlInShell.ready(inputs, setting);
    }
}
