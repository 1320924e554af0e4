package dev.sternway.document;

import dev.sternway.document.IncidentReport.Event;
import dev.sternway.document.IncidentReport.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The incident report as Markdown; text from outside cannot break its structure. */
public final class ReportMarkdown {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Set<String> DECISIONS =
            Set.of("LEVEL_RECOMMENDED", "DECISION_HANDED_OVER", "DECIDED", "RESTORE_APPROVED", "RESTORE_REFUSED");
    private static final Set<String> MESSAGES = Set.of("MESSAGE_SENT", "MESSAGE_FAILED");
    private static final Set<String> TROUBLE = Set.of("WINDOW_OVERRUN", "MESSAGE_FAILED", "ABORTED");
    private static final Set<String> BAD_ENDS = Set.of("FAILED", "REFUSED", "SKIPPED", "UNKNOWN");

    private final IncidentReport report;
    private final Markdown out = new Markdown();

    private ReportMarkdown(IncidentReport report) {
        this.report = report;
    }

    public static String of(IncidentReport report) {
        return new ReportMarkdown(report).write();
    }

    private String write() {
        out.title("Incident " + report.incident() + ": " + report.title());
        summary();
        cause();
        decision();
        phases();
        steps();
        data();
        out.heading("What went wrong on the way").bullets(trouble(), "Nothing.");
        messages();
        timeline();
        after();
        return out.text();
    }

    private void summary() {
        Optional<Duration> total = report.endedAt().map(this::sinceRequest);
        out.table("What", "Answer")
                .row("Outcome", words(report.outcome()))
                .row("Plan", report.plan() + ", release " + report.release())
                .row("Environment", report.environment())
                .row("Level", report.level())
                .row("Requested", time(report.requestedAt()) + " by " + report.requestedBy())
                .row("First action", moment(report.firstActionAt(), "none"))
                .row("Ended", moment(report.endedAt(), "still open"))
                .row("Total", Spent.text(total))
                .row(
                        "Data",
                        report.data().setAside() + " set aside, "
                                + report.data().lost() + " lost");
    }

    private void cause() {
        out.heading("Impact").paragraph(report.reason());
        out.heading("Preliminary root cause");
        out.bullets(
                report.triggerEvidence().lines().filter(line -> !line.isBlank()).toList(), "No trigger fired.");
    }

    private void decision() {
        out.heading("Decision").paragraph(report.level() + ", decided by " + report.decidedBy() + ".");
        events(DECISIONS).forEach(event -> out.bullet(event.actor(), event.text() + " (" + time(event.at()) + ")"));
    }

    private void phases() {
        out.heading("Phases").table("Phase", "Window:", "Steps estimated:", "Steps took:", "Phase took:", "Kept?");
        for (IncidentReport.Window window : report.windows()) {
            List<Step> steps = report.steps().stream()
                    .filter(step -> step.phase().equalsIgnoreCase(window.phase()))
                    .toList();
            String kept = window.actual()
                    .map(actual -> actual.minus(window.within()))
                    .map(over -> over.isNegative() || over.isZero() ? "yes" : "no, " + Spent.text(over) + " over")
                    .orElse("not run");
            out.row(
                    words(window.phase()),
                    Spent.text(window.within()),
                    Spent.text(sum(steps, Step::estimate)),
                    Spent.text(sum(steps, Step::actual)),
                    Spent.text(window.actual()),
                    kept);
        }
    }

    private void steps() {
        out.heading("Steps").table("Phase", "Step", "Ended", "Estimated:", "Actual:", "Deviation:", "Note");
        for (Step step : report.steps()) {
            out.row(
                    words(step.phase()),
                    step.step(),
                    ended(step),
                    Spent.text(step.estimate()),
                    Spent.text(step.actual()),
                    Spent.deviation(step.estimate(), step.actual()),
                    step.note());
        }
        Optional<Duration> estimated = sum(report.steps(), Step::estimate);
        Optional<Duration> actual = sum(report.steps(), Step::actual);
        out.row(
                "All",
                "",
                "",
                Spent.text(estimated),
                Spent.text(actual),
                Spent.deviation(estimated, actual),
                report.steps().size() + " attempts");
    }

    private static String ended(Step step) {
        return step.state().equals("UNKNOWN") ? "started, unknown" : words(step.state());
    }

    private void data() {
        IncidentReport.DataStatement data = report.data();
        out.heading("Data")
                .table("What", "Answer")
                .row("Rows or values set aside", String.valueOf(data.setAside()))
                .row("Rows or values lost", String.valueOf(data.lost()))
                .row("Where", data.where())
                .row("SHA-256 of the manifest", data.digest())
                .row("Replayed", data.replayed())
                .row("Integrity", data.verdict());
    }

    private List<String> trouble() {
        List<String> trouble = new ArrayList<>();
        for (Step step : report.steps()) {
            if (BAD_ENDS.contains(step.state())) {
                trouble.add(step.step() + " – " + ended(step) + ": " + step.note());
            }
        }
        events(TROUBLE).forEach(event -> trouble.add(event.text()));
        return trouble;
    }

    private void messages() {
        out.heading("Messages");
        List<Event> messages = events(MESSAGES);
        if (messages.isEmpty()) {
            out.paragraph("None were sent.");
            return;
        }
        out.table("When", "Message", "Sent?");
        messages.forEach(event ->
                out.row(TIME.format(event.at()), event.text(), event.kind().equals("MESSAGE_SENT") ? "yes" : "no"));
    }

    private void timeline() {
        out.heading("Timeline (UTC)").table("When", "Who", "What");
        report.timeline().forEach(event -> out.row(TIME.format(event.at()), event.actor(), event.text()));
    }

    private void after() {
        out.heading("Follow-ups");
        if (report.followUps().isEmpty()) {
            out.paragraph("None are named in the plan.");
        }
        report.followUps().forEach(work -> out.task(work.title() + " (" + work.owner() + ", " + work.due() + ")"));
        out.heading("Post-mortem").paragraph(report.postMortem());
        out.heading("Ledger").paragraph(report.ledger());
    }

    private List<Event> events(Set<String> kinds) {
        return report.timeline().stream()
                .filter(event -> kinds.contains(event.kind()))
                .toList();
    }

    private Duration sinceRequest(Instant moment) {
        return Duration.between(report.requestedAt(), moment);
    }

    private String moment(Optional<Instant> moment, String otherwise) {
        return moment.map(it -> time(it) + ", " + Spent.text(sinceRequest(it)) + " after the request")
                .orElse(otherwise);
    }

    private static Optional<Duration> sum(List<Step> steps, Function<Step, Optional<Duration>> time) {
        return steps.stream().map(time).flatMap(Optional::stream).reduce(Duration::plus);
    }

    private static String time(Instant moment) {
        return TIME.format(moment) + " UTC";
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
