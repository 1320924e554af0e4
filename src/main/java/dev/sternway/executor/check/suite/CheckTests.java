package dev.sternway.executor.check.suite;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.command.ProjectTool;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The team's own tests: smoke, integration, end to end, performance. */
public final class CheckTests implements Executor<CheckTests.Inputs> {
    private static final int SHOWN = 20;
    private static final int DEPTH = 12;

    /** The command, and where its results are. */
    public record Inputs(
            @JsonPropertyDescription("Target of type host: working directory and variables of the tests.") @NotBlank
            String host,

            @JsonPropertyDescription("Program and arguments, one by one.") @NotEmpty
            List<@NotBlank String> argv,

            @JsonPropertyDescription(
                    "JUnit XML that it writes, as a glob in the working directory: build/test-results/**/*.xml.")
            List<@NotBlank String> reports,

            @JsonPropertyDescription("It prints its results as TAP; false when left out.")
            boolean tap,

            @JsonPropertyDescription("So many tests must have run at least; 1 when left out.")
            @JsonProperty("at-least")
            @Min(1)
            Integer atLeast,

            @JsonPropertyDescription("After this everything it started is ended; 30m when left out.")
            Duration timeout) {
        public Inputs {
            argv = argv == null ? List.of() : List.copyOf(argv);
            reports = reports == null ? List.of() : List.copyOf(reports);
            atLeast = atLeast == null ? 1 : atLeast;
            timeout = timeout == null ? Duration.ofMinutes(30) : timeout;
        }

        @AssertTrue(message = "give either reports or tap: true")
        boolean isReported() {
            return reports.isEmpty() == tap;
        }
    }

    @Override
    public String uses() {
        return "check/tests";
    }

    @Override
    public String summary() {
        return "Runs a suite of tests and reads its results, JUnit XML or TAP; names those that fail.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    /** Whether its folder and its program are there, and allowed. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) {
        ProjectTool.of(context, inputs.host(), Map.of(), inputs.timeout())
                .require(inputs.argv().get(0));
        return Outcome.done();
    }

    /** A check is always made anew. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        Instant start = Instant.now().minusSeconds(1);
        ProjectTool.Said said = ProjectTool.of(context, inputs.host(), Map.of(), inputs.timeout())
                .run(inputs.argv());
        TestReport report = inputs.tap() ? TestReport.tap(said.lines()) : read(inputs, start, context);
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("passed", String.valueOf(report.passed()));
        evidence.put("skipped", String.valueOf(report.skipped()));
        evidence.put("failed", String.valueOf(report.failing().size()));
        report.failing().forEach(name -> context.print("failed: " + name));
        if (!report.failing().isEmpty()) {
            List<String> shown =
                    report.failing().subList(0, Math.min(SHOWN, report.failing().size()));
            int more = report.failing().size() - shown.size();
            return failed(
                    inputs,
                    report.failing().size() + " of " + report.all() + " tests failed: " + String.join(", ", shown)
                            + (more > 0 ? " and " + more + " more" : ""));
        }
        if (said.exit() != 0) {
            return failed(inputs, "No test failed, but the command ended with " + said.exit() + ": " + said.last());
        }
        if (report.passed() < inputs.atLeast()) {
            return Outcome.failed(
                    "SW-1158",
                    "Only " + report.passed() + " tests ran, expected at least " + inputs.atLeast(),
                    context.step(),
                    "See that the command runs them and where it writes its results");
        }
        return Outcome.done(evidence);
    }

    private static Outcome failed(Inputs inputs, String what) {
        return Outcome.failed(
                "SW-1157", what, String.join(" ", inputs.argv()), "Read what they say, then choose again or abort");
    }

    /** Only what this run has written: an old result proves nothing. */
    private static TestReport read(Inputs inputs, Instant start, StepContext context) {
        Path folder = Path.of(context.target(inputs.host()).directory().orElse("."));
        TestReport all = TestReport.NOTHING;
        for (String glob : inputs.reports()) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            try (Stream<Path> files = Files.walk(folder, DEPTH)) {
                for (Path file : files.filter(it -> matcher.matches(folder.relativize(it)))
                        .sorted()
                        .toList()) {
                    if (Files.getLastModifiedTime(file).compareTo(FileTime.from(start)) >= 0) {
                        all = all.and(TestReport.junit(file));
                    }
                }
            } catch (IOException unreadable) {
                throw ProblemException.of(
                        "SW-1158",
                        "The results cannot be read: " + unreadable.getMessage(),
                        glob,
                        "Let the tests write JUnit XML there");
            }
        }
        return all;
    }
}
