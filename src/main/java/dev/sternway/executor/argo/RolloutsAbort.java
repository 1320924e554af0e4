package dev.sternway.executor.argo;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.kubernetes.Cluster;
import dev.sternway.executor.kubernetes.Kind;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A rollout that is under way is given up: its controller leads all traffic to the stable pods, and then ends the others. */
public final class RolloutsAbort implements Executor<RolloutsAbort.Inputs> {
    /** Which rollout. */
    public record Inputs(
            @JsonPropertyDescription("Target of type kubernetes.") @NotBlank
            String target,

            @JsonPropertyDescription("Namespace; the target's own when left out.")
            Optional<String> namespace,

            @JsonPropertyDescription("Name of the rollout.")
            @NotNull
            @Pattern(regexp = RolloutsUndo.NAME, message = "is a name")
            String rollout,

            @JsonPropertyDescription("So long may it take until the stable pods take all traffic; 5m when left out.")
            Duration timeout) {
        public Inputs {
            timeout = timeout == null ? Duration.ofMinutes(5) : timeout;
        }
    }

    @Override
    public String uses() {
        return "argo-rollouts/abort";
    }

    @Override
    public String summary() {
        return "Gives a rollout of Argo Rollouts up, and waits until its stable pods take all traffic.";
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
            JsonNode now = cluster.get(Kind.ROLLOUT, inputs.rollout());
            cluster.requireMay(Kind.ROLLOUT, inputs.rollout(), "get", "patch");
            return Outcome.done(Map.of("stable", Traffic.stable(now)));
        }
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            JsonNode now = cluster.get(Kind.ROLLOUT, inputs.rollout());
            return Traffic.elsewhere(now).isEmpty() ? Probe.already("stable", Traffic.stable(now)) : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            JsonNode now = cluster.get(Kind.ROLLOUT, inputs.rollout());
            if (!now.at("/status/abort").asBoolean() && !Traffic.elsewhere(now).isEmpty()) {
                cluster.patchStatus(
                        Kind.ROLLOUT,
                        inputs.rollout(),
                        Cluster.and(Cluster.change(), "add", "/status/abort", BooleanNode.TRUE));
            }
            String[] left = {""};
            boolean arrived = new Waiting(context, inputs.timeout()).until(() -> {
                left[0] = Traffic.elsewhere(cluster.get(Kind.ROLLOUT, inputs.rollout()));
                return left[0];
            });
            return arrived
                    ? Outcome.done(Map.of("stable", Traffic.stable(cluster.get(Kind.ROLLOUT, inputs.rollout()))))
                    : Outcome.failed(
                            "SW-1168",
                            "The stable pods do not take all traffic in time: " + left[0],
                            cluster.where(Kind.ROLLOUT, inputs.rollout()),
                            "Look at the pods, then choose again to wait on");
        }
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        try (Cluster cluster = open(inputs, context)) {
            JsonNode now = cluster.get(Kind.ROLLOUT, inputs.rollout());
            String elsewhere = Traffic.elsewhere(now);
            return elsewhere.isEmpty()
                    ? Outcome.done(Map.of("stable", Traffic.stable(now)))
                    : Outcome.failed(
                            "SW-1169",
                            inputs.rollout() + ": " + elsewhere,
                            cluster.where(Kind.ROLLOUT, inputs.rollout()),
                            "See who or what goes on with it, then choose again");
        }
    }

    @Override
    public String whyByHand() {
        return "what was given up goes on by kubectl argo rollouts retry";
    }

    private static Cluster open(Inputs inputs, StepContext context) {
        return Cluster.open(context, inputs.target(), inputs.namespace());
    }
}
