package dev.sternway.executor.flags;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/** A flag of Flagsmith, with its value and its segment overrides. */
public final class FlagsFlagsmith extends SwitchesFlag<FlagsFlagsmith.Inputs> {

    /** The flag, and what becomes of it. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target with url https://api.flagsmith.com and an organisation's API key that may update the environment.")
            @NotBlank
            String target,

            @JsonPropertyDescription("Key of the environment, as the SDKs have it.") @NotBlank
            String environment,

            @JsonPropertyDescription("Name of the feature.") @NotBlank
            String flag,

            @JsonPropertyDescription(To.MEANING) @NotNull To to) {}

    @Override
    public String uses() {
        return "flags/flagsmith";
    }

    @Override
    public String summary() {
        return "Switches a flag of Flagsmith off, or back with value and segment overrides as at arming.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    Flag flag(Inputs inputs, StepContext context) throws Exception {
        return FlagsmithFlag.find(
                Api.withToken(context, inputs.target(), "Api-Key "), inputs.environment(), inputs.flag());
    }

    @Override
    To to(Inputs inputs) {
        return inputs.to();
    }

    @Override
    String what(Inputs inputs) {
        return inputs.target() + "/" + inputs.environment() + "/" + inputs.flag();
    }
}
