package dev.sternway.executor.flags;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/** A flag of LaunchDarkly, with its targets, rules and rollout. */
public final class FlagsLaunchdarkly extends SwitchesFlag<FlagsLaunchdarkly.Inputs> {

    /** The flag, and what becomes of it. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target with url https://app.launchdarkly.com and an access token that may update the flag.")
            @NotBlank
            String target,

            @JsonPropertyDescription("Key of the project.") @NotBlank
            String project,

            @JsonPropertyDescription("Key of the flag.") @NotBlank
            String flag,

            @JsonPropertyDescription("Key of the environment.") @NotBlank
            String environment,

            @JsonPropertyDescription(To.MEANING) @NotNull To to) {}

    @Override
    public String uses() {
        return "flags/launchdarkly";
    }

    @Override
    public String summary() {
        return "Switches a flag of LaunchDarkly off, or back with every target, rule and rollout as at arming.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    Flag flag(Inputs inputs, StepContext context) {
        return new LaunchDarklyFlag(
                Api.withToken(context, inputs.target(), ""),
                inputs.project(),
                inputs.flag(),
                inputs.environment(),
                "Sternway: " + context.step());
    }

    @Override
    To to(Inputs inputs) {
        return inputs.to();
    }

    @Override
    String what(Inputs inputs) {
        return inputs.target() + "/" + inputs.project() + "/" + inputs.environment() + "/" + inputs.flag();
    }
}
