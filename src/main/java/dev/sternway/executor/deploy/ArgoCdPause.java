package dev.sternway.executor.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Argo CD syncs the broken version again unless its auto-sync is off. */
public final class ArgoCdPause implements Executor<ArgoCdPause.Inputs> {
    private static final Duration USUAL = Duration.ofHours(4);

    /** Which application, and for how long. */
    public record Inputs(
            @JsonPropertyDescription("Target with Argo CD's url and a token that may get and update the application.")
            @NotBlank
            String target,

            @JsonPropertyDescription("Name of the application.") @NotBlank
            String application,

            @JsonPropertyDescription("Namespace of the application, where it is not Argo CD's own.")
            @JsonProperty("application-namespace")
            Optional<String> applicationNamespace,

            @JsonPropertyDescription("After so long auto-sync is set back by itself; 4h when left out.")
            Duration lease) {
        public Inputs {
            lease = lease == null ? USUAL : lease;
        }

        String what() {
            return "Argo CD " + target + " "
                    + applicationNamespace.map(it -> it + "/").orElse("") + application;
        }
    }

    @Override
    public String uses() {
        return "deploy/argocd-pause";
    }

    @Override
    public String summary() {
        return "Switches an Argo CD application's auto-sync off, and back exactly as it was when the lease ends.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws InterruptedException {
        try {
            if (on(automated(inputs, context))) {
                return Probe.needed();
            }
            return Lease.find(context.keepsakes(), inputs.what())
                    .map(lease -> Probe.already("paused until", lease.until().toString()))
                    .orElseGet(() -> Probe.already("auto-sync", "was off before"));
        } catch (Service.Unanswered silent) {
            return Probe.unknown(String.valueOf(silent.getMessage()));
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws InterruptedException {
        try {
            JsonNode before = automated(inputs, context);
            Instant until = context.clock().instant().plus(inputs.lease());
            ObjectNode with = JsonNodeFactory.instance
                    .objectNode()
                    .put("target", inputs.target())
                    .put("application", inputs.application());
            inputs.applicationNamespace().ifPresent(it -> with.put("application-namespace", it));
            new Lease(uses(), with, inputs.what(), until, before).keep(context.keepsakes());
            set(inputs, context, JsonNodeFactory.instance.nullNode());
            return Outcome.done(Map.of(
                    "application",
                    inputs.application(),
                    "auto-sync before",
                    before.toString(),
                    "until",
                    until.toString()));
        } catch (Service.Unanswered refused) {
            return refused.outcome();
        }
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws InterruptedException {
        try {
            return on(automated(inputs, context))
                    ? Service.notPaused(inputs.what(), inputs.target())
                    : Outcome.done(Map.of("auto-sync", "off"));
        } catch (Service.Unanswered silent) {
            return silent.outcome();
        }
    }

    /** What somebody else set meanwhile is left as it is. */
    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws InterruptedException {
        Optional<Lease> lease = Lease.find(context.keepsakes(), inputs.what());
        if (lease.isEmpty()) {
            return Outcome.done(Map.of("auto-sync", "not paused by this plan"));
        }
        try {
            boolean paused = !on(automated(inputs, context));
            if (paused) {
                set(inputs, context, lease.get().before());
            }
            lease.get().forget(context.keepsakes());
            return Outcome.done(Map.of("auto-sync", paused ? "as before" : "switched on by somebody else before"));
        } catch (Service.Unanswered refused) {
            return refused.outcome();
        }
    }

    /** Since 3.1 it can be there and switched off. */
    private static boolean on(JsonNode automated) {
        return automated.isObject() && automated.path("enabled").asBoolean(true);
    }

    private static JsonNode automated(Inputs inputs, StepContext context)
            throws Service.Unanswered, InterruptedException {
        String query = inputs.applicationNamespace()
                .map(it -> "?appNamespace=" + Service.encoded(it))
                .orElse("");
        return service(inputs, context).get(path(inputs) + query).at("/spec/syncPolicy/automated");
    }

    private static void set(Inputs inputs, StepContext context, JsonNode automated)
            throws Service.Unanswered, InterruptedException {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("spec").putObject("syncPolicy").set("automated", automated);
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("name", inputs.application())
                .put("patch", patch.toString())
                .put("patchType", "merge");
        inputs.applicationNamespace().ifPresent(it -> request.put("appNamespace", it));
        service(inputs, context).send("PATCH", path(inputs), Optional.of(request));
    }

    private static Service service(Inputs inputs, StepContext context) {
        return new Service(context, inputs.target(), Map.of());
    }

    private static String path(Inputs inputs) {
        return "/api/v1/applications/" + Service.encoded(inputs.application());
    }
}
