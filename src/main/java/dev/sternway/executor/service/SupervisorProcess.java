package dev.sternway.executor.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Programs of supervisord, one after the other. */
public final class SupervisorProcess extends InOrder<SupervisorProcess.Inputs> {
    /** The programs, and what to do with them. */
    public record Inputs(
            @JsonPropertyDescription("Target of type host: this machine; of type ssh: its machines.") @NotBlank
            String target,

            @JsonPropertyDescription("Some of the machines of a target of type ssh; all when left out.")
            List<@NotBlank String> hosts,

            @JsonPropertyDescription(
                    "Programs in the order in which they stop: application, database, what they need. They start the other way round.")
            @NotEmpty
            List<@NotNull @Pattern(regexp = "[A-Za-z0-9_.][A-Za-z0-9_.:*-]*") String> programs,

            @JsonPropertyDescription(
                    "stop, start, restart, or as-armed: those run that ran at arming, and the others do not.")
            @NotNull
            Action action,

            @JsonPropertyDescription(
                    "Let supervisord read changed files before; programs that changed are restarted by it.")
            boolean update,

            @JsonPropertyDescription("Configuration file of supervisorctl; its usual one when left out.")
            @JsonProperty("config")
            Optional<String> config,

            @JsonPropertyDescription("For each program; 90s when left out.")
            Duration timeout) {
        public Inputs {
            hosts = hosts == null ? List.of() : List.copyOf(hosts);
            programs = programs == null ? List.of() : List.copyOf(programs);
            timeout = timeout == null ? Duration.ofSeconds(90) : timeout;
        }

        @AssertTrue(message = "action is stop, start, restart or as-armed; supervisord reloads no program")
        boolean isActionKnown() {
            return action != Action.RELOAD;
        }
    }

    @Override
    public String uses() {
        return "supervisor/process";
    }

    @Override
    public String summary() {
        return "Stops, starts or restarts programs of supervisord in an order, here or over SSH, and sees that they do.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public String natureElse() {
        return "A `restart` is done again.";
    }

    @Override
    Services services(Inputs inputs, StepContext context) {
        return new Services(
                new Supervisorctl(inputs.config()),
                context,
                inputs.target(),
                inputs.hosts(),
                inputs.programs(),
                inputs.action(),
                inputs.update(),
                inputs.timeout());
    }

    @Override
    Action action(Inputs inputs) {
        return inputs.action();
    }

    /** On this machine only; which programs ran at arming a shell does not know. */
    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        if (inputs.action() == Action.AS_ARMED
                || setting.target(inputs.target()).type() == Target.Type.SSH) {
            return Optional.empty();
        }
        return Optional.of(ServicesInShell.said(
                new Supervisorctl(inputs.config()),
                inputs.programs(),
                inputs.action(),
                inputs.update(),
                inputs.timeout(),
                Needs.command("supervisorctl", "Debian: apt-get install supervisor")));
    }
}
