package dev.sternway.executor.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An autoscaler of Kubernetes brings back what the rollback scales down. */
public final class AutoscalerPause extends PausesDeployer<AutoscalerPause.Inputs> {

    /** Which autoscaler, and for how long. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target with the url of the cluster's API and a token that may get and patch the autoscaler.")
            @NotBlank
            String target,

            @JsonPropertyDescription("Namespace of the autoscaler.") @NotBlank
            String namespace,

            @JsonPropertyDescription("Its name.") @NotBlank String autoscaler,

            @JsonPropertyDescription(
                    "horizontal (a HorizontalPodAutoscaler) or keda (a ScaledObject); horizontal when left out.")
            Kind kind,

            @JsonPropertyDescription(
                    "It scales again when the rollback is closed, and after so long at the latest; 4h when left out.")
            Duration lease,

            @JsonPropertyDescription("It scales again at the end of the lease only, not when the rollback is closed.")
            @JsonProperty("whole-lease")
            Boolean wholeLease) {
        public Inputs {
            kind = kind == null ? Kind.HORIZONTAL : kind;
            lease = lease == null ? Pausing.USUAL : lease;
            wholeLease = wholeLease != null && wholeLease;
        }
    }

    /** What scales. */
    public enum Kind {
        @JsonProperty("horizontal")
        HORIZONTAL,
        @JsonProperty("keda")
        KEDA
    }

    @Override
    public String uses() {
        return "deploy/autoscaler-pause";
    }

    @Override
    public String summary() {
        return "Keeps an autoscaler of Kubernetes from scaling, and sets it back when the rollback is closed.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    Pausing pausing(Inputs inputs, StepContext context) {
        boolean keda = inputs.kind() == Kind.KEDA;
        String path = (keda ? "/apis/keda.sh/v1alpha1/namespaces/" : "/apis/autoscaling/v2/namespaces/")
                + Api.encoded(inputs.namespace())
                + (keda ? "/scaledobjects/" : "/horizontalpodautoscalers/")
                + Api.encoded(inputs.autoscaler());
        Api cluster = new Api(context, inputs.target(), Map.of());
        return new Pausing(
                uses(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("target", inputs.target())
                        .put("namespace", inputs.namespace())
                        .put("autoscaler", inputs.autoscaler())
                        .put("kind", keda ? "keda" : "horizontal"),
                "autoscaler " + inputs.target() + " " + inputs.namespace() + "/" + inputs.autoscaler(),
                inputs.target(),
                inputs.lease(),
                inputs.wholeLease(),
                keda ? new ScaledObject(cluster, path) : new Horizontal(cluster, path));
    }

    /** Its {@code behavior} may forbid either direction. */
    private record Horizontal(Api cluster, String path) implements Pausing.Deployer {
        private static final List<String> DIRECTIONS = List.of("scaleUp", "scaleDown");
        private static final String POLICY = "selectPolicy";

        @Override
        public JsonNode state() throws Api.Unanswered, InterruptedException {
            return cluster.get(path).at("/spec/behavior");
        }

        @Override
        public boolean paused(JsonNode behavior) {
            return DIRECTIONS.stream()
                    .allMatch(it -> behavior.path(it).path(POLICY).asText().equals("Disabled"));
        }

        @Override
        public void pause() throws Api.Unanswered, InterruptedException {
            ObjectNode patch = JsonNodeFactory.instance.objectNode();
            ObjectNode behavior = patch.putObject("spec").putObject("behavior");
            DIRECTIONS.forEach(it -> behavior.putObject(it).put(POLICY, "Disabled"));
            patched(cluster, path, "application/merge-patch+json", patch);
        }

        @Override
        public void set(JsonNode before) throws Api.Unanswered, InterruptedException {
            ObjectNode change = JsonNodeFactory.instance.objectNode().put("path", "/spec/behavior");
            if (before.isObject()) {
                change.put("op", "replace").set("value", before);
            } else {
                change.put("op", "remove");
            }
            patched(
                    cluster,
                    path,
                    "application/json-patch+json",
                    JsonNodeFactory.instance.arrayNode().add(change));
        }
    }

    /** An annotation pauses it at as many replicas as there are. */
    private record ScaledObject(Api cluster, String path) implements Pausing.Deployer {
        private static final String PAUSED = "autoscaling.keda.sh/paused";

        @Override
        public JsonNode state() throws Api.Unanswered, InterruptedException {
            JsonNode annotation =
                    cluster.get(path).path("metadata").path("annotations").path(PAUSED);
            return annotation.isTextual() ? annotation : JsonNodeFactory.instance.nullNode();
        }

        @Override
        public boolean paused(JsonNode annotation) {
            return annotation.asText().equals("true");
        }

        @Override
        public void pause() throws Api.Unanswered, InterruptedException {
            set(JsonNodeFactory.instance.textNode("true"));
        }

        @Override
        public void set(JsonNode before) throws Api.Unanswered, InterruptedException {
            ObjectNode patch = JsonNodeFactory.instance.objectNode();
            patch.putObject("metadata").putObject("annotations").set(PAUSED, before);
            patched(cluster, path, "application/merge-patch+json", patch);
        }
    }

    private static void patched(Api cluster, String path, String type, JsonNode patch)
            throws Api.Unanswered, InterruptedException {
        cluster.with("Content-Type", type).send("PATCH", path, Optional.of(patch));
    }
}
