package dev.sternway.executor.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sternway.executor.StepContext;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Locale;

/** A pipeline that somebody or something starts deploys the broken version again. */
public final class CiPause extends PausesDeployer<CiPause.Inputs> {
    private static final String WORKFLOW = "[\\w.-]+/[\\w.-]+/[\\w. -]+\\.ya?ml";

    /** Which job, and for how long. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target with the service's url. GitHub (https://api.github.com) and GitLab want a token that may change the workflow or the project, Jenkins user and API token as password.")
            @NotBlank
            String target,

            @JsonPropertyDescription("github, gitlab or jenkins.") @NotNull
            Kind service,

            @JsonPropertyDescription(
                    "GitHub: acme/shop/deploy.yml, one workflow. GitLab: acme/shop, all pipelines of the project. Jenkins: folder/job.")
            @NotBlank
            String job,

            @JsonPropertyDescription(
                    "It goes on when the rollback is closed, and after so long at the latest; 4h when left out.")
            Duration lease,

            @JsonPropertyDescription("It goes on at the end of the lease only, not when the rollback is closed.")
            @JsonProperty("whole-lease")
            Boolean wholeLease) {
        public Inputs {
            lease = lease == null ? Pausing.USUAL : lease;
            wholeLease = wholeLease != null && wholeLease;
        }

        @AssertTrue(message = "job is owner/repository/file.yml on github, a path without empty parts elsewhere")
        boolean isJobNamed() {
            return service == Kind.GITHUB
                    ? job.matches(WORKFLOW)
                    : !job.startsWith("/") && !job.endsWith("/") && !job.contains("//");
        }

        String what() {
            return service.name().toLowerCase(Locale.ROOT) + " " + target + " " + job;
        }
    }

    /** Which service. */
    public enum Kind {
        @JsonProperty("github")
        GITHUB,
        @JsonProperty("gitlab")
        GITLAB,
        @JsonProperty("jenkins")
        JENKINS
    }

    @Override
    public String uses() {
        return "deploy/ci-pause";
    }

    @Override
    public String summary() {
        return "Switches a CI job off, and on again when the rollback is closed; what runs already is named, not stopped.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    Pausing pausing(Inputs inputs, StepContext context) {
        return new Pausing(
                uses(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("target", inputs.target())
                        .put("service", inputs.service().name().toLowerCase(Locale.ROOT))
                        .put("job", inputs.job()),
                inputs.what(),
                inputs.target(),
                inputs.lease(),
                inputs.wholeLease(),
                CiJobs.of(inputs, context));
    }
}
