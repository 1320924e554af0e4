package dev.sternway.executor.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Units of systemd, one after the other. */
public final class SystemdService extends InOrder<SystemdService.Inputs> {
    /** The units, and what to do with them. */
    public record Inputs(
            @JsonPropertyDescription("Target of type host: this machine; of type ssh: its machines.") @NotBlank
            String target,

            @JsonPropertyDescription("Some of the machines of a target of type ssh; all when left out.")
            List<@NotBlank String> hosts,

            @JsonPropertyDescription(
                    "Units in the order in which they stop: application, database, what they need. They start the other way round.")
            @NotEmpty
            List<@NotNull @Pattern(regexp = "[A-Za-z0-9:_.@\\\\][A-Za-z0-9:_.@\\\\-]*") String> units,

            @JsonPropertyDescription(
                    "stop, start, restart, reload, or as-armed: those run that ran at arming, and the others do not.")
            @NotNull
            Action action,

            @JsonPropertyDescription("Let systemd read changed unit files before; false when left out.")
            @JsonProperty("daemon-reload")
            boolean daemonReload,

            @JsonPropertyDescription("The user's own systemd; the system's when left out.")
            boolean user,

            @JsonPropertyDescription("Through sudo, which must not ask for a password; false when left out.")
            boolean sudo,

            @JsonPropertyDescription("For each unit; 90s when left out.")
            Duration timeout) {
        public Inputs {
            hosts = hosts == null ? List.of() : List.copyOf(hosts);
            units = units == null ? List.of() : List.copyOf(units);
            timeout = timeout == null ? Duration.ofSeconds(90) : timeout;
        }
    }

    @Override
    public String uses() {
        return "systemd/service";
    }

    @Override
    public String summary() {
        return "Stops, starts, restarts or reloads systemd units in an order, here or over SSH, and sees that they do.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public String natureElse() {
        return "A `restart` or `reload` is done again.";
    }

    @Override
    Services services(Inputs inputs, StepContext context) {
        return new Services(
                new Systemctl(inputs.user(), inputs.sudo()),
                context,
                inputs.target(),
                inputs.hosts(),
                inputs.units(),
                inputs.action(),
                inputs.daemonReload(),
                inputs.timeout());
    }

    @Override
    Action action(Inputs inputs) {
        return inputs.action();
    }

    /** On this machine only; which units ran at arming a shell does not know. */
    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        if (inputs.action() == Action.AS_ARMED
                || setting.target(inputs.target()).type() == Target.Type.SSH) {
            return Optional.empty();
        }
        return Optional.of(ServicesInShell.said(
                new Systemctl(inputs.user(), inputs.sudo()),
                inputs.units(),
                inputs.action(),
                inputs.daemonReload(),
                inputs.timeout(),
                Needs.command("systemctl", "Debian: apt-get install systemd")));
    }
}
