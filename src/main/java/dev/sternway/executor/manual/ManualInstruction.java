package dev.sternway.executor.manual;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import java.util.Optional;

/** Something only a person can do: the diagram makes a task of it. */
public final class ManualInstruction implements Executor<ManualInstruction.Inputs> {
    /** What to do, and who does it. */
    public record Inputs(
            @JsonPropertyDescription("What to do, in words that someone woken at night understands.") @NotBlank
            String instruction,

            @JsonPropertyDescription("Which role of the plan does it.") @NotBlank
            String role) {}

    @Override
    public String uses() {
        return "manual/instruction";
    }

    @Override
    public String summary() {
        return "Asks a person to do something and to say whether it worked.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.NEITHER;
    }

    @Override
    public String whyByHand() {
        return "a person does it";
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.unknown("only a person can tell");
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) {
        return Outcome.refused(
                "SW-0540",
                "Only a person can do this: " + inputs.instruction(),
                context.step(),
                "Let the process make a task of it for " + inputs.role());
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return Optional.of(ShellStep.instruction(inputs.role() + ": " + inputs.instruction()));
    }
}
