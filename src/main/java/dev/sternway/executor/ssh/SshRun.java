package dev.sternway.executor.ssh;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command on machines, each noted when it is done, so that another attempt goes only to those that are not. */
public final class SshRun implements Executor<SshRun.Inputs> {
    static final Duration TO_CONNECT = Duration.ofSeconds(10);
    static final int AT_ONCE = 5;
    private static final String DONE = "ssh/done/";
    private static final String LEFTOVER = "ssh/process/";

    /** The command, the machines, and how it must end. */
    public record Inputs(
            @JsonPropertyDescription("Target of type ssh: machines, user, key and the machines' own keys.") @NotBlank
            String target,

            @JsonPropertyDescription("Some of the target's hosts; all when left out.")
            List<@NotBlank String> hosts,

            @JsonPropertyDescription("Program and arguments, one by one.") @NotEmpty
            List<@NotBlank String> argv,

            @JsonPropertyDescription("Let the machine's shell read the one element of argv; false when left out.")
            boolean shell,

            @JsonPropertyDescription("How many machines at once; 5 when left out.") @Min(1) @Max(100)
            Integer parallel,

            @JsonPropertyDescription("For connection and log-in; 10s when left out.") @JsonProperty("connect-timeout")
            Duration connectTimeout,

            @JsonPropertyDescription("After this everything it started on a machine is ended; 5m when left out.")
            Duration timeout,

            @JsonPropertyDescription("Exit codes that mean success; 0 when left out.") @JsonProperty("expect-exit")
            List<Integer> expectExit,

            @JsonPropertyDescription("Line of shell that exits with 0 on a machine where it is so already.")
            Optional<String> probe,

            @JsonPropertyDescription("Line of shell that exits with 0 on a machine where the work arrived.")
            Optional<String> verify) {
        public Inputs {
            hosts = hosts == null ? List.of() : List.copyOf(hosts);
            argv = argv == null ? List.of() : List.copyOf(argv);
            parallel = parallel == null ? AT_ONCE : parallel;
            connectTimeout = connectTimeout == null ? TO_CONNECT : connectTimeout;
            timeout = timeout == null ? Duration.ofMinutes(5) : timeout;
            expectExit = expectExit == null || expectExit.isEmpty() ? List.of(0) : List.copyOf(expectExit);
        }

        @AssertTrue(message = "argv has one element when shell is true")
        boolean isShellText() {
            return !shell || argv.size() == 1;
        }

        String line() {
            return shell ? argv.get(0) : Shell.words(argv);
        }

        Machines machines(StepContext context) {
            return Machines.of(context, target, hosts, parallel, connectTimeout);
        }
    }

    @Override
    public String uses() {
        return "ssh/run";
    }

    @Override
    public String summary() {
        return "Runs a command on machines over SSH, some at a time; another attempt goes only to those not done.";
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
    public Nature nature(Inputs inputs) {
        return inputs.probe().isEmpty() ? Nature.NEITHER : Nature.PROBEABLE;
    }

    @Override
    public String natureElse() {
        return "With a `probe` the machines are asked.";
    }

    /** Every machine answers, lets us in, and has the program. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        String program = inputs.argv().get(0);
        try (Machines machines = inputs.machines(context)) {
            return Machines.together(machines.each(machine -> {
                String asked = inputs.shell() ? "true" : "command -v " + Shell.word(program);
                return machine.run(asked, inputs.timeout(), line -> {}).exit() == 0
                        ? Outcome.done(Map.of("machine", "reached"))
                        : Outcome.refused(
                                "SW-1116",
                                "there is no program " + program,
                                machine.name(),
                                "Install it, or correct argv");
            }));
        }
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        if (inputs.probe().isEmpty()) {
            return Probe.unknown("the plan names no probe for this command");
        }
        try (Machines machines = inputs.machines(context)) {
            Outcome outcome = Machines.together(
                    machines.each(machine -> isSo(machine, inputs.probe().get(), inputs)
                            ? Outcome.done(Map.of("probe", "already"))
                            : Outcome.refused("SW-1116", "not so", machine.name(), "")));
            return outcome instanceof Outcome.Done done ? new Probe.Already(done.evidence()) : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        try (Machines machines = inputs.machines(context)) {
            return Machines.together(machines.each(machine -> once(machine, inputs, context)));
        }
    }

    private static Outcome once(Machine machine, Inputs inputs, StepContext context) throws Exception {
        String key = context.key() + "/" + machine.name();
        if (context.keepsakes().find(DONE + key).isPresent()) {
            return Outcome.done(Map.of("exit", "done before"));
        }
        Optional<String> leftover = context.keepsakes().find(LEFTOVER + key);
        if (leftover.isPresent()) {
            machine.quietly(leftover.get());
        }
        if (inputs.probe().isPresent() && isSo(machine, inputs.probe().get(), inputs)) {
            return Outcome.done(Map.of("exit", "so already"));
        }
        Machine.Said said = machine.run(
                inputs.line(),
                inputs.timeout(),
                machine::print,
                ending -> context.keepsakes().keep(LEFTOVER + key, ending));
        context.keepsakes().forget(LEFTOVER + key);
        if (!inputs.expectExit().contains(said.exit())) {
            return Outcome.failed(
                    "SW-1116",
                    inputs.argv().get(0) + " ended with exit code " + said.exit()
                            + (said.last().isEmpty() ? "" : "; its last words: " + said.last()),
                    machine.name(),
                    "Read its output, mend the cause, then choose again");
        }
        context.keepsakes().keep(DONE + key, "exit " + said.exit());
        return Outcome.done(Map.of("exit", "exit " + said.exit()));
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        if (inputs.verify().isEmpty()) {
            return Outcome.done();
        }
        String question = inputs.verify().get();
        try (Machines machines = inputs.machines(context)) {
            return Machines.together(machines.each(machine -> {
                if (isSo(machine, question, inputs)) {
                    return Outcome.done(Map.of("verified", "verified"));
                }
                context.keepsakes().forget(DONE + context.key() + "/" + machine.name());
                return Outcome.failed(
                        "SW-1116",
                        "the work did not arrive: " + question,
                        machine.name(),
                        "Look at it, then choose again");
            }));
        }
    }

    private static boolean isSo(Machine machine, String question, Inputs inputs) throws Exception {
        return machine.run("{ " + question + "\n} </dev/null", inputs.timeout(), line -> {})
                        .exit()
                == 0;
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return new SshInShell(setting.target(inputs.target()), inputs.hosts())
                .run(inputs.line(), inputs.probe(), inputs.verify());
    }
}
