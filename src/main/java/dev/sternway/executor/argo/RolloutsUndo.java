package dev.sternway.executor.argo;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.kubernetes.RolloutUndo;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Optional;

/** A rollout's pods as an earlier revision had them: what {@code kubernetes/rollout-undo} does, for Argo's own kind. */
public final class RolloutsUndo implements Executor<RolloutsUndo.Inputs> {
    static final String NAME = "[a-z0-9]([a-z0-9.-]*[a-z0-9])?";

    private final RolloutUndo undo = new RolloutUndo();

    /** What goes back, and where to. */
    public record Inputs(
            @JsonPropertyDescription("Target of type kubernetes.") @NotBlank
            String target,

            @JsonPropertyDescription("Namespace; the target's own when left out.")
            Optional<String> namespace,

            @JsonPropertyDescription("Name of the rollout.") @NotNull @Pattern(regexp = NAME, message = "is a name")
            String rollout,

            @JsonPropertyDescription("Number of the revision; the one that ran at arming when left out.")
            Optional<@Min(1) Long> revision,

            @JsonPropertyDescription(
                    "Target of type service with the registry's url: it is asked at arming for the revision's images. Nobody is when left out.")
            Optional<@Size(min = 1) String> registry,

            @JsonPropertyDescription("So long may it take until all pods are ready; 10m when left out.")
            Duration timeout) {
        public Inputs {
            timeout = timeout == null ? Duration.ofMinutes(10) : timeout;
        }

        RolloutUndo.Inputs workload() {
            return new RolloutUndo.Inputs(target, namespace, "rollout/" + rollout, revision, registry, timeout);
        }
    }

    @Override
    public String uses() {
        return "argo-rollouts/undo";
    }

    @Override
    public String summary() {
        return "Takes a rollout of Argo Rollouts back to an earlier revision and waits until its pods are ready.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return undo.nature();
    }

    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        return undo.ready(inputs.workload(), context);
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        return undo.probe(inputs.workload(), context);
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return undo.run(inputs.workload(), context);
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        return undo.verify(inputs.workload(), context);
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        return undo.undo(inputs.workload(), context);
    }
}
