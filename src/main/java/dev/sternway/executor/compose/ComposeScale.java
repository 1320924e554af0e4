package dev.sternway.executor.compose;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.service.Place;
import dev.sternway.plan.Target;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Capacity of compose services: what gets more containers has them serving before anything else loses its own. */
public final class ComposeScale implements Executor<ComposeScale.Inputs> {
    /** What has how many. */
    public record Inputs(
            @JsonPropertyDescription("Target of type host: this machine; of type ssh: its machines.") @NotBlank
            String target,

            @JsonPropertyDescription("Some of the machines of a target of type ssh; all when left out.")
            List<@NotBlank String> hosts,

            @JsonPropertyDescription("Where the project is, when not as compose itself would find it.") @Valid
            Project project,

            @JsonPropertyDescription("Those that grow do so first and serve before the others shrink.") @NotEmpty
            List<@NotNull @Valid Wanted> services,

            @JsonPropertyDescription(
                    "Without a health check: so long must a container run without a new start; 3s when left out.")
            Duration steady,

            @JsonPropertyDescription("So long may it take until the containers serve; 2m when left out.")
            Duration timeout) {
        public Inputs {
            hosts = hosts == null ? List.of() : List.copyOf(hosts);
            project = project == null ? Project.USUAL : project;
            services = services == null ? List.of() : List.copyOf(services);
            steady = steady == null ? Duration.ofSeconds(3) : steady;
            timeout = timeout == null ? Duration.ofMinutes(2) : timeout;
        }
    }

    /** One of them. */
    public record Wanted(
            @JsonPropertyDescription("The service.")
            @NotNull
            @Pattern(regexp = ComposeUp.SERVICE, message = "is the name of one service")
            String service,

            @JsonPropertyDescription("Containers; as many as at arming when left out.")
            Optional<@Min(0) @Max(1000) Integer> containers) {}

    @Override
    public String uses() {
        return "compose/scale";
    }

    @Override
    public String summary() {
        return "Gives compose services other numbers of containers; those that grow serve before the others shrink.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        return each(inputs, context, Counts::ready);
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        Outcome so = each(inputs, context, Counts::verified);
        return so instanceof Outcome.Done done ? new Probe.Already(done.evidence()) : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return each(inputs, context, Counts::run);
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        return each(inputs, context, Counts::verified);
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        return each(inputs, context, Counts::undo);
    }

    private interface Task {
        Outcome with(Counts counts) throws Exception;
    }

    private static Outcome each(Inputs inputs, StepContext context, Task task) throws Exception {
        return Place.each(
                context,
                inputs.target(),
                inputs.hosts(),
                inputs.timeout(),
                place -> task.with(new Counts(inputs, context, place)));
    }

    /** On this machine, and named numbers only. */
    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        if (inputs.services().stream().anyMatch(it -> it.containers().isEmpty())
                || setting.target(inputs.target()).type() == Target.Type.SSH) {
            return Optional.empty();
        }
        return Optional.of(ShellStep.of(
                "scales "
                        + inputs.services().stream()
                                .map(it ->
                                        it.service() + " to " + it.containers().orElseThrow())
                                .collect(Collectors.joining(", ")),
                inputs.services().stream()
                        .sorted(java.util.Comparator.comparing(
                                it -> it.containers().orElseThrow() == 0))
                        .map(it ->
                                "(\n" + inputs.project().becomes(it.service(), Optional.empty(), it.containers(), false)
                                        + "\n)")
                        .collect(Collectors.joining("\n")),
                Needs.command("docker", "Debian: apt-get install docker.io")));
    }
}
