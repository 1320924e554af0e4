package dev.sternway.cli.watch;

import dev.sternway.base.DurationText;
import dev.sternway.base.ProblemException;
import dev.sternway.base.words.Counted;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Trigger;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.watch.Replay;
import dev.sternway.watch.Verdict;
import dev.sternway.watch.source.PrometheusSource.Point;
import dev.sternway.watch.source.RecordedPoints;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** When would a plan's triggers have fired, and how often falsely. */
@Command(
        name = "replay",
        description =
                "Shows when a plan's triggers would have fired in the past. A baseline is learnt from the beginning.",
        mixinStandardHelpOptions = true)
final class WatchReplay implements Callable<Integer> {
    @Option(names = "--plan", required = true, description = "Folder of the plan.")
    private Path plan = Path.of(".");

    @Option(names = "--environment", description = "Environment of the plan.")
    private Optional<String> environment = Optional.empty();

    @Option(
            names = "--from",
            required = true,
            description =
                    "File with time,value a line (then give --trigger), or the address of a Prometheus; its token is"
                            + " read from PROMETHEUS_TOKEN.")
    private String from = "";

    @Option(
            names = "--since",
            defaultValue = "14d",
            description = "So far back (${DEFAULT-VALUE}); of Prometheus only.")
    private String since = "14d";

    @Option(names = "--trigger", description = "Only this trigger.")
    private Optional<String> trigger = Optional.empty();

    @Option(
            names = "--bad",
            paramLabel = "FROM/TO",
            description =
                    "Time in which something was wrong; firings outside count as false. May be given several times.")
    private List<String> bad = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PlanBundle bundle = PlanBundle.ofFolder(plan);
        Plan read = environment
                .map(bundle::plan)
                .or(() -> bundle.read(Optional.empty()).plan())
                .orElseThrow(() -> ProblemException.of(
                        "SW-0122", "The plan cannot be used", plan.toString(), "Run sternway plan lint"));
        boolean prometheus = from.matches("https?://.*");
        List<Trigger> asked = read.triggers().stream()
                .filter(it -> trigger.map(it.id()::equals)
                        .orElse(!prometheus || it.watch().prometheus().isPresent()))
                .toList();
        if (asked.isEmpty() || !prometheus && asked.size() > 1) {
            throw ProblemException.of(
                    "SW-0604",
                    !asked.isEmpty()
                            ? "A file holds the past of one trigger"
                            : trigger.isPresent()
                                    ? "The plan has no trigger " + trigger.get()
                                    : "No trigger of the plan asks Prometheus, so give a file for one of them",
                    plan.toString(),
                    "Name one with --trigger: "
                            + read.triggers().stream().map(Trigger::id).toList());
        }
        List<Replay.Span> spans = bad.stream().map(WatchReplay::span).toList();
        for (Trigger one : asked) {
            List<Point> points = prometheus ? ofPrometheus(one) : RecordedPoints.of(Path.of(from));
            print(one, points, spans);
        }
        return 0;
    }

    private List<Point> ofPrometheus(Trigger one) {
        String query = one.watch()
                .prometheus()
                .map(Trigger.Prometheus::query)
                .orElseThrow(() -> ProblemException.of(
                        "SW-0604", "Trigger " + one.id() + " does not ask Prometheus", one.id(), "Give a file"));
        Instant now = Instant.now();
        Duration back;
        try {
            back = DurationText.parse(since);
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.of("SW-0604", String.valueOf(wrong.getMessage()), "--since", "Write 14d");
        }
        Optional<String> token =
                Optional.ofNullable(System.getenv("PROMETHEUS_TOKEN")).map(it -> "Bearer " + it);
        return RecordedPoints.of(from, token, query, now.minus(back), now, one.every());
    }

    private void print(Trigger one, List<Point> points, List<Replay.Span> spans) {
        PrintWriter out = spec.commandLine().getOut();
        if (points.isEmpty()) {
            out.println(one.id() + ": there are no values in that time");
            return;
        }
        Replay.Result result = new Replay(one).over(points);
        out.println(one.id() + ": " + result.rule() + ", " + Counted.of(points.size(), "value") + " from "
                + points.get(0).at() + " to " + points.get(points.size() - 1).at());
        out.println("  would have fired " + Counted.of(result.fired().size(), "time") + ", " + result.falsely(spans)
                + " of them falsely");
        for (Verdict fired : result.fired()) {
            out.println("    " + fired.at() + "  " + fired.why());
        }
        out.println("  evaluations: " + result.outcomes());
    }

    private static Replay.Span span(String text) {
        String[] ends = text.split("/");
        try {
            return new Replay.Span(
                    OffsetDateTime.parse(ends[0]).toInstant(),
                    OffsetDateTime.parse(ends[ends.length - 1]).toInstant());
        } catch (DateTimeParseException wrong) {
            throw ProblemException.of(
                    "SW-0604",
                    "'" + text + "' is no span of time",
                    "--bad",
                    "Write 2026-11-20T10:00:00Z/2026-11-20T11:00:00Z");
        }
    }
}
