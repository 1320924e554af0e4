package dev.sternway.executor.flags;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/** A flag of Unleash, with its activation strategies. */
public final class FlagsUnleash extends SwitchesFlag<FlagsUnleash.Inputs> {

    /** The flag, and what becomes of it. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target with Unleash's url and a token of a service account that may change the project's flags.")
            @NotBlank
            String target,

            @JsonPropertyDescription("Id of the project; default when left out.")
            String project,

            @JsonPropertyDescription("Name of the flag.") @NotBlank
            String flag,

            @JsonPropertyDescription("Name of the environment.") @NotBlank
            String environment,

            @JsonPropertyDescription(To.MEANING) @NotNull To to) {
        public Inputs {
            project = project == null ? "default" : project;
        }
    }

    @Override
    public String uses() {
        return "flags/unleash";
    }

    @Override
    public String summary() {
        return "Switches a flag of Unleash off, or back with every strategy as it was at arming.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    Flag flag(Inputs inputs, StepContext context) {
        String path = "/api/admin/projects/" + Api.encoded(inputs.project()) + "/features/" + Api.encoded(inputs.flag())
                + "/environments/" + Api.encoded(inputs.environment());
        return new UnleashFlag(Api.withToken(context, inputs.target(), ""), path);
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
