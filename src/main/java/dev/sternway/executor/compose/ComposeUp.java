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
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A service of a compose project with the image that it had; what the service needs is left alone. */
public final class ComposeUp implements Executor<ComposeUp.Inputs> {
    static final String SERVICE = "[A-Za-z0-9][A-Za-z0-9_.-]*";
    private static final String IMAGE = "[A-Za-z0-9][A-Za-z0-9_./:@-]*";

    /** The service, and what it shall run. */
    public record Inputs(
            @JsonPropertyDescription("Target of type host: this machine; of type ssh: its machines.") @NotBlank
            String target,

            @JsonPropertyDescription("Some of the machines of a target of type ssh; all when left out.")
            List<@NotBlank String> hosts,

            @JsonPropertyDescription("Where the project is, when not as compose itself would find it.") @Valid
            Project project,

            @JsonPropertyDescription("The service.")
            @NotNull
            @Pattern(regexp = SERVICE, message = "is the name of one service")
            String service,

            @JsonPropertyDescription(
                    "Image with its tag or digest, which is pulled at arming where it is not there; the image of arming when left out.")
            Optional<@Pattern(regexp = IMAGE, message = "is an image: shop/api:2.3.9") String> image,

            @JsonPropertyDescription(
                    "Without a health check: so long must a container run without a new start; 3s when left out.")
            Duration steady,

            @JsonPropertyDescription("So long may it take until the containers serve; 2m when left out.")
            Duration timeout) {
        public Inputs {
            hosts = hosts == null ? List.of() : List.copyOf(hosts);
            project = project == null ? Project.USUAL : project;
            steady = steady == null ? Duration.ofSeconds(3) : steady;
            timeout = timeout == null ? Duration.ofMinutes(2) : timeout;
        }
    }

    @Override
    public String uses() {
        return "compose/up";
    }

    @Override
    public String summary() {
        return "Lets a compose service run its previous image again, and nothing else anew, and waits until it serves.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    /** Another tag holds the image, so that a clean-up of unnamed ones does not take it. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        return each(inputs, context, image -> image.ready(inputs.image()));
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        Outcome so = each(inputs, context, image -> image.verified(image.wanted(inputs.image())));
        return so instanceof Outcome.Done done ? new Probe.Already(done.evidence()) : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return each(inputs, context, image -> image.run(image.wanted(inputs.image())));
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        return each(inputs, context, image -> image.verified(image.wanted(inputs.image())));
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        return each(inputs, context, ImageSwitch::undo);
    }

    private interface Task {
        Outcome with(ImageSwitch image) throws Exception;
    }

    private static Outcome each(Inputs inputs, StepContext context, Task task) throws Exception {
        return Place.each(context, inputs.target(), inputs.hosts(), inputs.timeout(), place -> {
            Service service = new Service(context, inputs.project(), inputs.target(), inputs.service(), place);
            return task.with(new ImageSwitch(service, new Steady(service, inputs.timeout(), inputs.steady())));
        });
    }

    /** On this machine, and a named image only; which one ran at arming a shell does not know. */
    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        if (inputs.image().isEmpty() || setting.target(inputs.target()).type() == Target.Type.SSH) {
            return Optional.empty();
        }
        return Optional.of(ShellStep.of(
                "lets " + inputs.service() + " run " + inputs.image().get(),
                inputs.project().becomes(inputs.service(), inputs.image(), Optional.empty(), true),
                Needs.command("docker", "Debian: apt-get install docker.io")));
    }
}
