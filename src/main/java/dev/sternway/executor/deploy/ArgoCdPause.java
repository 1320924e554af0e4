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
import java.util.Map;
import java.util.Optional;

/** Argo CD syncs the broken version again unless its auto-sync is off. */
public final class ArgoCdPause extends PausesDeployer<ArgoCdPause.Inputs> {

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

            @JsonPropertyDescription(
                    "Auto-sync is set back when the rollback is closed, and after so long at the latest; 4h when left out.")
            Duration lease,

            @JsonPropertyDescription("Set back at the end of the lease only, not when the rollback is closed.")
            @JsonProperty("whole-lease")
            Boolean wholeLease) {
        public Inputs {
            lease = lease == null ? Pausing.USUAL : lease;
            wholeLease = wholeLease != null && wholeLease;
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
        return "Switches an Argo CD application's auto-sync off, and back exactly as it was when the rollback is closed.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    Pausing pausing(Inputs inputs, StepContext context) {
        ObjectNode with = JsonNodeFactory.instance
                .objectNode()
                .put("target", inputs.target())
                .put("application", inputs.application());
        inputs.applicationNamespace().ifPresent(it -> with.put("application-namespace", it));
        return new Pausing(
                uses(),
                with,
                inputs.what(),
                inputs.target(),
                inputs.lease(),
                inputs.wholeLease(),
                new Application(new Api(context, inputs.target(), Map.of()), inputs));
    }

    /** Its state is {@code automated} of its sync policy. */
    private record Application(Api service, Inputs inputs) implements Pausing.Deployer {
        @Override
        public JsonNode state() throws Api.Unanswered, InterruptedException {
            String query = inputs.applicationNamespace()
                    .map(it -> "?appNamespace=" + Api.encoded(it))
                    .orElse("");
            return service.get(path() + query).at("/spec/syncPolicy/automated");
        }

        /** Since 3.1 it can be there and switched off. */
        @Override
        public boolean paused(JsonNode automated) {
            return !automated.isObject() || !automated.path("enabled").asBoolean(true);
        }

        @Override
        public void pause() throws Api.Unanswered, InterruptedException {
            set(JsonNodeFactory.instance.nullNode());
        }

        @Override
        public void set(JsonNode automated) throws Api.Unanswered, InterruptedException {
            ObjectNode patch = JsonNodeFactory.instance.objectNode();
            patch.putObject("spec").putObject("syncPolicy").set("automated", automated);
            ObjectNode request = JsonNodeFactory.instance
                    .objectNode()
                    .put("name", inputs.application())
                    .put("patch", patch.toString())
                    .put("patchType", "merge");
            inputs.applicationNamespace().ifPresent(it -> request.put("appNamespace", it));
            service.send("PATCH", path(), Optional.of(request));
        }

        private String path() {
            return "/api/v1/applications/" + Api.encoded(inputs.application());
        }
    }
}
