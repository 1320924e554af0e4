package dev.sternway.executor.check.trend;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.DurationText;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.command.ProjectTool;
import dev.sternway.executor.http.Api;
import dev.sternway.executor.http.Api.Unanswered;
import dev.sternway.watch.condition.Condition;
import dev.sternway.watch.condition.Unit;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How many errors a minute a service has written since a moment. */
public final class CheckLogs implements Executor<CheckLogs.Inputs> {
    private static final double MINUTE = 60_000;
    private static final int SHOWN = 3;
    private static final int LONGEST = 300;

    /** The journal of systemd. */
    public record Journal(
            @JsonPropertyDescription("Target of type host where journalctl runs.") @NotBlank
            String host,

            @JsonPropertyDescription("Name of the unit.") @NotBlank
            String unit,

            @JsonPropertyDescription("journalctl when left out; with its first arguments, if it needs any.")
            List<@NotBlank String> command) {
        public Journal {
            command = command == null || command.isEmpty() ? List.of("journalctl") : List.copyOf(command);
        }
    }

    /** Lines in Loki. */
    public record Loki(
            @JsonPropertyDescription("Target with Loki's url and log-in.") @NotBlank
            String target,

            @JsonPropertyDescription("Selector of the lines that are errors: {app=\"shop\"} |= \"ERROR\".") @NotBlank
            String query) {}

    /** Where errors are written, and how many are too many. */
    public record Inputs(
            @JsonPropertyDescription("Log file on the machine where Sternway runs; its lines begin with their time.")
            Optional<String> file,

            @JsonPropertyDescription("Journal of a unit.") Optional<@Valid Journal> journal,

            @JsonPropertyDescription("Lines in Loki.") Optional<@Valid Loki> loki,

            @JsonPropertyDescription(
                    "Regular expression of an error's line; \\b(ERROR|FATAL)\\b when left out. Loki's query says it itself.")
            String pattern,

            @JsonPropertyDescription("Errors a minute that are too many; > 0 when left out.")
            String breach,

            @JsonPropertyDescription("How far back to look; 5m when left out.")
            Duration since) {
        public Inputs {
            pattern = pattern == null ? "\\b(ERROR|FATAL)\\b" : pattern;
            breach = breach == null ? "> 0" : breach;
            since = since == null ? Duration.ofMinutes(5) : since;
        }

        @AssertTrue(message = "give one of file, journal and loki")
        boolean isClear() {
            return Stream.of(file, journal, loki).filter(Optional::isPresent).count() == 1;
        }
    }

    /** @param some the first of them */
    private record Found(long number, List<String> some) {}

    @Override
    public String uses() {
        return "check/logs";
    }

    @Override
    public String summary() {
        return "Checks how many errors a minute stand in a log file, in a unit's journal or in Loki since a moment.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    /** Whether the log can be read. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Exception {
        Pattern.compile(inputs.pattern());
        Condition.parse(inputs.breach());
        try {
            Found found = found(inputs, context.clock().instant().minus(inputs.since()), context);
            return Outcome.done(Map.of("errors now", String.valueOf(found.number())));
        } catch (Unanswered refused) {
            return refused.outcome();
        }
    }

    /** A check is always made anew. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        try {
            Found found = found(inputs, context.clock().instant().minus(inputs.since()), context);
            Condition.Judgement judged = Condition.parse(inputs.breach())
                    .judge(
                            found.number() * MINUTE / Math.max(1, inputs.since().toMillis()),
                            OptionalDouble.empty(),
                            Unit.A_MINUTE);
            found.some().forEach(context::print);
            Map<String, String> evidence = new TreeMap<>(
                    Map.of("errors", String.valueOf(found.number()), "since", DurationText.format(inputs.since())));
            evidence.put("a minute", judged.why());
            return judged.holds()
                    ? Outcome.failed(
                            "SW-1153",
                            found.number() + " errors in " + DurationText.format(inputs.since()) + ", a minute: "
                                    + judged.why()
                                    + (found.some().isEmpty()
                                            ? ""
                                            : "; the first: " + found.some().get(0)),
                            context.step(),
                            "Read the log, then choose again")
                    : Outcome.done(evidence);
        } catch (Unanswered refused) {
            return refused.outcome();
        }
    }

    private static Found found(Inputs inputs, Instant since, StepContext context) throws Exception {
        Pattern pattern = Pattern.compile(inputs.pattern());
        if (inputs.loki().isPresent()) {
            return inLoki(inputs.loki().get(), inputs.since(), context);
        }
        List<String> lines = inputs.journal().isPresent()
                ? journal(inputs.journal().get(), since, context)
                : lines(Path.of(inputs.file().orElse("")), since);
        List<String> errors =
                lines.stream().filter(line -> pattern.matcher(line).find()).toList();
        List<String> some = new ArrayList<>();
        errors.stream()
                .limit(SHOWN)
                .forEach(line -> some.add(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line));
        return new Found(errors.size(), some);
    }

    private static List<String> lines(Path file, Instant since) {
        try {
            return LogTimes.since(file, since);
        } catch (IOException gone) {
            throw unreadable(file.toString(), String.valueOf(gone.getMessage()));
        }
    }

    private static List<String> journal(Journal journal, Instant since, StepContext context)
            throws InterruptedException, StepContext.LeaseLost {
        List<String> argv = new ArrayList<>(journal.command());
        argv.addAll(List.of(
                "--unit",
                journal.unit(),
                "--since",
                "@" + since.getEpochSecond(),
                "--output",
                "cat",
                "--no-pager",
                "--quiet"));
        ProjectTool.Said said = ProjectTool.of(context, journal.host(), Map.of(), Duration.ofMinutes(1))
                .run(argv);
        if (said.exit() != 0) {
            throw unreadable("the journal of " + journal.unit(), said.last());
        }
        return said.lines();
    }

    private static Found inLoki(Loki loki, Duration since, StepContext context)
            throws Unanswered, InterruptedException {
        String query = "sum(count_over_time(" + loki.query() + " [" + Math.max(1, since.toSeconds()) + "s]))";
        JsonNode answer =
                new Api(context, loki.target(), Map.of()).look("/loki/api/v1/query?query=" + Api.encoded(query));
        if (!answer.path("status").asText().equals("success")) {
            throw unreadable("Loki", answer.toString());
        }
        JsonNode value = answer.at("/data/result/0/value/1");
        return new Found(value.isMissingNode() ? 0 : Math.round(Double.parseDouble(value.asText())), List.of());
    }

    private static ProblemException unreadable(String what, String why) {
        return new ProblemException(new Problem(
                "SW-1154",
                "The log cannot be read, " + what + ": " + why,
                what,
                "Correct its name, or give it to this user"));
    }
}
