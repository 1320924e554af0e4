package dev.sternway.executor.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.DurationText;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.allow.Allowed;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command on this machine, in the folder and with the variables of a host target. */
public final class CommandRun implements Executor<CommandRun.Inputs> {
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration FOR_A_QUESTION = Duration.ofMinutes(1);
    private static final String SHELL = "/bin/sh";

    /** The command and how it must end. */
    public record Inputs(
            @JsonPropertyDescription("Target of type host: working directory and variables.")
            Optional<String> host,

            @JsonPropertyDescription("Program and arguments, one by one.") @NotEmpty
            List<@NotBlank String> argv,

            @JsonPropertyDescription("Let /bin/sh run the one element of argv; false when left out.")
            boolean shell,

            @JsonPropertyDescription("After this everything it started is ended; 5m when left out.")
            Duration timeout,

            @JsonPropertyDescription("Exit codes that mean success; 0 when left out.") @JsonProperty("expect-exit")
            List<Integer> expectExit,

            @JsonPropertyDescription("Command that exits with 0 if it is so already.")
            List<@NotBlank String> probe,

            @JsonPropertyDescription("Command that exits with 0 if the work arrived.")
            List<@NotBlank String> verify,

            @JsonPropertyDescription("Command that takes the work back, after an abort; it may run more than once.")
            List<@NotBlank String> undo) {
        public Inputs {
            argv = argv == null ? List.of() : List.copyOf(argv);
            timeout = timeout == null ? USUAL : timeout;
            expectExit = expectExit == null || expectExit.isEmpty() ? List.of(0) : List.copyOf(expectExit);
            probe = probe == null ? List.of() : List.copyOf(probe);
            verify = verify == null ? List.of() : List.copyOf(verify);
            undo = undo == null ? List.of() : List.copyOf(undo);
        }

        /** A shell takes one text; more would silently become its positional parameters. */
        @AssertTrue(message = "argv has one element when shell is true")
        boolean isShellText() {
            return !shell || argv.size() == 1;
        }
    }

    @Override
    public String uses() {
        return "command/run";
    }

    @Override
    public String summary() {
        return "Runs a command with a time limit; when that is over, everything it started is ended.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    /** Asks only where commands are limited; elsewhere a program may come with the release. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) {
        if (!context.allowed().equals(Allowed.ANYTHING)) {
            Host host = Host.of(context, inputs.host());
            host.requireAllowed(inputs.shell() ? SHELL : inputs.argv().get(0));
        }
        return Outcome.done();
    }

    @Override
    public Nature nature() {
        return Nature.NEITHER;
    }

    @Override
    public Nature nature(Inputs inputs) {
        return inputs.probe().isEmpty() ? Nature.NEITHER : Nature.PROBEABLE;
    }

    @Override
    public String natureElse() {
        return "With a `probe` the target is asked.";
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws InterruptedException, StepContext.LeaseLost {
        if (inputs.probe().isEmpty()) {
            return Probe.unknown("the plan names no probe for this command");
        }
        try {
            Ending ending = question(inputs.probe(), inputs, context);
            return switch (ending.how()) {
                case EXITED ->
                    ending.exit() == 0 ? Probe.already("probe", String.join(" ", inputs.probe())) : Probe.needed();
                case TIMED_OUT -> Probe.unknown("the probe did not end in time");
            };
        } catch (ProblemException missing) {
            return Probe.unknown("the probe cannot run: " + missing.problem().what());
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws InterruptedException, StepContext.LeaseLost {
        List<String> argv = inputs.shell() ? List.of(SHELL, "-c", inputs.argv().get(0)) : inputs.argv();
        return ended(argv, inputs.expectExit(), inputs, context);
    }

    private static Outcome ended(List<String> argv, List<Integer> expectExit, Inputs inputs, StepContext context)
            throws InterruptedException, StepContext.LeaseLost {
        Host host = Host.of(context, inputs.host());
        Leftover leftover = Leftover.of(context);
        leftover.end();
        context.stillMine();
        long start = System.nanoTime();
        Ending ending = new Command(host, argv, inputs.timeout()).run(context, group -> leftover.keep(host, group));
        leftover.forget();
        if (ending.how() == Ending.How.TIMED_OUT) {
            return Outcome.failed(
                    "SW-0502",
                    argv.get(0) + " did not end within " + DurationText.format(inputs.timeout())
                            + "; it and everything it started was ended" + ending.lastWords(),
                    context.step(),
                    "Look at what it was doing, or give it more time");
        }
        if (!expectExit.contains(ending.exit())) {
            return Outcome.failed(
                    "SW-0501",
                    argv.get(0) + " ended with exit code " + ending.exit() + ", expected " + expectExit
                            + ending.lastWords(),
                    context.step(),
                    "Read its output, mend the cause, then choose again");
        }
        return Outcome.done(Map.of(
                "exit", String.valueOf(ending.exit()),
                "millis", String.valueOf((System.nanoTime() - start) / 1_000_000)));
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws InterruptedException, StepContext.LeaseLost {
        if (inputs.verify().isEmpty()) {
            return Outcome.done();
        }
        Ending ending = question(inputs.verify(), inputs, context);
        String asked = String.join(" ", inputs.verify());
        boolean well = ending.how() == Ending.How.EXITED && ending.exit() == 0;
        return well
                ? Outcome.done(Map.of("verified", asked))
                : Outcome.failed(
                        "SW-0503",
                        "The work did not arrive: " + asked
                                + (ending.how() == Ending.How.EXITED
                                        ? " ended with exit code " + ending.exit()
                                        : " did not end in time")
                                + ending.lastWords(),
                        context.step(),
                        "Look at the host, then choose again");
    }

    @Override
    public Undone undone(Inputs inputs) {
        return inputs.undo().isEmpty() ? Undone.BY_HAND : Undone.BY_ITSELF;
    }

    @Override
    public String whyByHand() {
        return "the plan declares no undo for it";
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        if (inputs.undo().isEmpty()) {
            return Executor.super.undo(inputs, context);
        }
        context.stillMine();
        return ended(inputs.undo(), List.of(0), inputs, context);
    }

    private static Ending question(List<String> argv, Inputs inputs, StepContext context)
            throws InterruptedException, StepContext.LeaseLost {
        Duration limit = inputs.timeout().compareTo(FOR_A_QUESTION) < 0 ? inputs.timeout() : FOR_A_QUESTION;
        return new Command(Host.of(context, inputs.host()), argv, limit).run(context, group -> {});
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return CommandInShell.said(inputs, setting);
    }
}
