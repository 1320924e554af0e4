package dev.sternway.executor.check.service;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.command.ProjectTool;
import dev.sternway.executor.http.Asking;
import dev.sternway.executor.http.Expectation;
import dev.sternway.executor.http.HttpCall;
import dev.sternway.executor.http.HttpInShell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which version runs, by its own word: a field of JSON, a header, or what a command prints. */
public final class CheckVersion implements Executor<CheckVersion.Inputs> {
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration ONE_ANSWER = Duration.ofSeconds(10);

    /** Where it is said, and what it must be. */
    public record Inputs(
            @JsonPropertyDescription("The version that must run.") @NotBlank
            String is,

            @JsonPropertyDescription("Target with the base URL and the log-in, to ask over HTTP.")
            Optional<String> target,

            @JsonPropertyDescription("Path with a slash in front; /version when left out.") @Pattern(regexp = "/.*")
            String path,

            @JsonPropertyDescription(
                    "JSON pointer of the version in the answer; /version when neither it nor header is given.")
            Optional<@Pattern(regexp = "(/.*)?") String> json,

            @JsonPropertyDescription("Header of the answer that holds the version.")
            Optional<String> header,

            @JsonPropertyDescription("Target of type host, to ask a command.")
            Optional<String> host,

            @JsonPropertyDescription(
                    "Program and arguments; the version must stand in what it prints as a word of its own.")
            List<@NotBlank String> argv,

            @JsonPropertyDescription("How long to keep trying; 30s when left out.")
            Duration within) {
        public Inputs {
            path = path == null ? "/version" : path;
            argv = argv == null ? List.of() : List.copyOf(argv);
            within = within == null ? Duration.ofSeconds(30) : within;
        }

        @AssertTrue(message = "give either target, or host and argv")
        boolean isClear() {
            return target.isPresent() ? host.isEmpty() && argv.isEmpty() : host.isPresent() && !argv.isEmpty();
        }
    }

    @Override
    public String uses() {
        return "check/version";
    }

    @Override
    public String summary() {
        return "Checks which version runs: by a field of JSON, a header, or what a command prints.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    /** A check is always made anew. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws InterruptedException, StepContext.LeaseLost {
        if (inputs.target().isEmpty()) {
            return byCommand(inputs, context);
        }
        Asking asking = asking(inputs, inputs.target().get());
        Asking.Ended ended = asking.until(context);
        return ended.well()
                ? Outcome.done(
                        Map.of("version", inputs.is(), "said by", asking.call().where(context)))
                : ended.notLetIn()
                        .<Outcome>map(problem -> new Outcome.Failed(problem, false))
                        .orElseGet(() -> other(
                                asking.call().where(context) + ": " + ended.unmet(),
                                inputs.target().get()));
    }

    private static Outcome byCommand(Inputs inputs, StepContext context)
            throws InterruptedException, StepContext.LeaseLost {
        String host = inputs.host().orElseThrow();
        ProjectTool.Said said =
                ProjectTool.of(context, host, Map.of(), inputs.within()).run(inputs.argv());
        java.util.regex.Pattern word = java.util.regex.Pattern.compile(
                "(?<![\\w.-])v?" + java.util.regex.Pattern.quote(inputs.is()) + "(?![\\w-]|\\.\\w)");
        String command = String.join(" ", inputs.argv());
        boolean found = said.exit() == 0
                && said.lines().stream().anyMatch(line -> word.matcher(line).find());
        return found
                ? Outcome.done(Map.of("version", inputs.is(), "said by", command))
                : other(command + " ended with " + said.exit() + " and printed: " + said.last(), host);
    }

    private static Outcome other(String what, String where) {
        return Outcome.failed(
                "SW-1150",
                "The version is another: " + what,
                where,
                "See whether the deployment arrived, then choose again");
    }

    private static Asking asking(Inputs inputs, String target) {
        String pointer = inputs.json().orElse("/version");
        boolean byJson = inputs.json().isPresent() || inputs.header().isEmpty();
        return new Asking(
                HttpCall.get(target, inputs.path(), ONE_ANSWER),
                new Expectation(
                        List.of(),
                        byJson ? Map.of(pointer, TextNode.valueOf(inputs.is())) : Map.of(),
                        inputs.header().map(name -> Map.of(name, inputs.is())).orElse(Map.of()),
                        Optional.empty()),
                inputs.within(),
                PACE,
                1);
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return inputs.target().map(target -> {
            Asking asking = asking(inputs, target);
            HttpInShell call = HttpInShell.of(asking.call(), setting);
            return ShellStep.of(
                            call.words() + "; expects " + HttpInShell.expected(asking.expected()),
                            asking.inShell(call),
                            call.needs())
                    .probing("return 1");
        });
    }
}
