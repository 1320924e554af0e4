package dev.sternway.executor.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;

/** A GitHub environment to which no branch may be deployed refuses whatever a workflow would deploy. */
public final class GitHubFreeze extends PausesDeployer<GitHubFreeze.Inputs> {

    /** Which environment, and for how long. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target with url https://api.github.com and a token that may administer the repository.")
            @NotBlank
            String target,

            @JsonPropertyDescription("Owner and name: acme/shop.") @NotNull @Pattern(regexp = "[\\w.-]+/[\\w.-]+")
            String repository,

            @JsonPropertyDescription("The environment that is not to be deployed to.") @NotBlank
            String environment,

            @JsonPropertyDescription(
                    "The rules are set back when the rollback is closed, and after so long at the latest; 4h when left out.")
            Duration lease,

            @JsonPropertyDescription("Set back at the end of the lease only, not when the rollback is closed.")
            @JsonProperty("whole-lease")
            Boolean wholeLease) {
        public Inputs {
            lease = lease == null ? Pausing.USUAL : lease;
            wholeLease = wholeLease != null && wholeLease;
        }

        String what() {
            return "GitHub " + target + " " + repository + " " + environment;
        }
    }

    @Override
    public String uses() {
        return "deploy/github-freeze";
    }

    @Override
    public String summary() {
        return "Lets no branch deploy to a GitHub environment, and sets its rules back when the rollback is closed.";
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
                .put("repository", inputs.repository())
                .put("environment", inputs.environment());
        return new Pausing(
                uses(),
                with,
                inputs.what(),
                inputs.target(),
                inputs.lease(),
                inputs.wholeLease(),
                new GitHubEnvironment(
                        Api.gitHub(context, inputs.target()),
                        "/repos/" + inputs.repository() + "/environments/" + Api.encoded(inputs.environment())));
    }
}
