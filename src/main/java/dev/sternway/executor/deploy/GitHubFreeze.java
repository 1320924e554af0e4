package dev.sternway.executor.deploy;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A GitHub environment to which no branch may be deployed refuses whatever a workflow would deploy. */
public final class GitHubFreeze implements Executor<GitHubFreeze.Inputs> {
    private static final Duration USUAL = Duration.ofHours(4);

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

            @JsonPropertyDescription("After so long the rules are set back by themselves; 4h when left out.")
            Duration lease) {
        public Inputs {
            lease = lease == null ? USUAL : lease;
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
        return "Lets no branch deploy to a GitHub environment, and sets its rules back when the lease ends.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws InterruptedException {
        try {
            if (!api(inputs, context).rules().frozen()) {
                return Probe.needed();
            }
            return Lease.find(context.keepsakes(), inputs.what())
                    .map(lease -> Probe.already("frozen until", lease.until().toString()))
                    .orElseGet(() -> Probe.already("deployments", "were frozen before"));
        } catch (Service.Unanswered silent) {
            return Probe.unknown(String.valueOf(silent.getMessage()));
        }
    }

    /** After a crash in the middle the rules of the first try are the ones to set back. */
    @Override
    public Outcome run(Inputs inputs, StepContext context) throws InterruptedException {
        try {
            GitHubEnvironment api = api(inputs, context);
            Instant until = context.clock().instant().plus(inputs.lease());
            JsonNode before = Lease.find(context.keepsakes(), inputs.what())
                    .map(Lease::before)
                    .orElse(api.rules().json());
            ObjectNode with = JsonNodeFactory.instance
                    .objectNode()
                    .put("target", inputs.target())
                    .put("repository", inputs.repository())
                    .put("environment", inputs.environment());
            new Lease(uses(), with, inputs.what(), until, before).keep(context.keepsakes());
            api.freeze();
            return Outcome.done(Map.of(
                    "environment", inputs.environment(), "before", before.toString(), "until", until.toString()));
        } catch (Service.Unanswered refused) {
            return refused.outcome();
        }
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws InterruptedException {
        try {
            return api(inputs, context).rules().frozen()
                    ? Outcome.done(Map.of("deployments", "frozen"))
                    : Service.notPaused(inputs.what(), inputs.target());
        } catch (Service.Unanswered silent) {
            return silent.outcome();
        }
    }

    /** What somebody else set meanwhile is left as it is. */
    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws InterruptedException {
        Optional<Lease> lease = Lease.find(context.keepsakes(), inputs.what());
        if (lease.isEmpty()) {
            return Outcome.done(Map.of("deployments", "not frozen by this plan"));
        }
        try {
            GitHubEnvironment api = api(inputs, context);
            boolean frozen = api.rules().frozen();
            if (frozen) {
                api.set(new GitHubEnvironment.Rules(lease.get().before()));
            }
            lease.get().forget(context.keepsakes());
            return Outcome.done(Map.of("deployments", frozen ? "as before" : "let through by somebody else before"));
        } catch (Service.Unanswered refused) {
            return refused.outcome();
        }
    }

    private static GitHubEnvironment api(Inputs inputs, StepContext context) {
        Map<String, String> headers =
                Map.of("Accept", "application/vnd.github+json", "X-GitHub-Api-Version", "2022-11-28");
        return new GitHubEnvironment(
                new Service(context, inputs.target(), headers),
                "/repos/" + inputs.repository() + "/environments/" + Service.encoded(inputs.environment()));
    }
}
