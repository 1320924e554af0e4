package dev.sternway.executor.helm;

import com.fasterxml.jackson.annotation.JsonProperty;
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
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A release of Helm as an earlier revision had it. */
public final class HelmRollback implements Executor<HelmRollback.Inputs> {
    private static final String NAME = "[a-z0-9]([a-z0-9.-]*[a-z0-9])?";
    /** helm stops waiting first, and says why. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** The release, and where it goes back to. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target of type host: this machine; of type ssh: a machine. helm is there, and logged in to the cluster.")
            @NotBlank
            String target,

            @JsonPropertyDescription("The release.")
            @NotNull
            @Pattern(regexp = NAME, message = "is the name of a release")
            String release,

            @JsonPropertyDescription("Its namespace; that of helm's context when left out.")
            Optional<@Pattern(regexp = NAME, message = "is a name") String> namespace,

            @JsonPropertyDescription("Context of the kubeconfig; its current one when left out.")
            @JsonProperty("kube-context")
            Optional<@Size(min = 1) String> kubeContext,

            @JsonPropertyDescription("Number of the revision; the one of arming when left out.")
            Optional<@Min(1) Integer> revision,

            @JsonPropertyDescription("helm itself; [helm] when left out.")
            List<@NotBlank String> helm,

            @JsonPropertyDescription("So long may it take until all is ready; 5m when left out.")
            Duration timeout) {
        public Inputs {
            helm = helm == null ? List.of("helm") : List.copyOf(helm);
            timeout = timeout == null ? Duration.ofMinutes(5) : timeout;
        }
    }

    @Override
    public String uses() {
        return "helm/rollback";
    }

    @Override
    public String summary() {
        return "Takes a release of Helm back to an earlier revision and waits until what it holds is ready.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    /** helm goes through the whole rollback without doing it: the revision is kept, and this user may. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        return at(inputs, context, release -> {
            List<Entry> history = release.history();
            Entry wanted = inputs.revision().isPresent()
                    ? release.numbered(history, inputs.revision().get())
                    : release.deployed(history);
            release.rollBack(wanted.revision(), true);
            if (inputs.revision().isEmpty()) {
                context.keepsakes().keep(release.armed(), String.valueOf(wanted.revision()));
            }
            return Outcome.done(wanted.evidence());
        });
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        return verify(inputs, context) instanceof Outcome.Done done
                ? new Probe.Already(done.evidence())
                : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return at(inputs, context, release -> {
            List<Entry> history = release.history();
            Entry wanted = release.numbered(history, release.wanted());
            if (context.keepsakes().find(release.before()).isEmpty()) {
                context.keepsakes()
                        .keep(release.before(), String.valueOf(history.get(0).revision()));
            }
            release.rollBack(wanted.revision(), false);
            return Outcome.done(wanted.evidence());
        });
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        return at(inputs, context, release -> {
            List<Entry> history = release.history();
            int wanted = release.wanted();
            Entry now = history.get(0);
            return now.is("deployed") && now.holds(wanted)
                    ? Outcome.done(Map.of("revision", now.said()))
                    : Outcome.failed(
                            "SW-0956",
                            inputs.release() + " is at " + now.said() + ", expected revision " + wanted,
                            release.where(),
                            "See who or what deploys it, then choose again");
        });
    }

    /** Forward again, to what was there before the first attempt. */
    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        return at(inputs, context, release -> {
            Optional<String> before = context.keepsakes().find(release.before());
            if (before.isEmpty()) {
                return Outcome.done(Map.of(inputs.release(), "not changed by this plan"));
            }
            Entry wanted = release.numbered(release.history(), Integer.parseInt(before.get()));
            release.rollBack(wanted.revision(), false);
            context.keepsakes().forget(release.before());
            return Outcome.done(wanted.evidence());
        });
    }

    private interface Task {
        Outcome with(Release release) throws Exception;
    }

    private static Outcome at(Inputs inputs, StepContext context, Task task) throws Exception {
        return Place.each(
                context,
                inputs.target(),
                List.of(),
                inputs.timeout().plus(GRACE),
                place -> task.with(new Release(inputs, context, place)));
    }

    /** On this machine, and a number only; which revision ran at arming a shell does not know. */
    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        if (inputs.revision().isEmpty() || setting.target(inputs.target()).type() == Target.Type.SSH) {
            return Optional.empty();
        }
        int revision = inputs.revision().get();
        return Optional.of(ShellStep.of(
                "takes " + inputs.release() + " back to revision " + revision,
                Release.line(inputs, revision, false),
                Needs.command(inputs.helm().get(0), "for " + inputs.release())));
    }
}
