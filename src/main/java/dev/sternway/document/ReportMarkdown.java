package dev.sternway.document;

import dev.sternway.base.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** The incident report as Markdown; text from outside cannot break its structure. */
public final class ReportMarkdown {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder();

    private ReportMarkdown() {}

    public static String of(IncidentReport report) {
        return new ReportMarkdown().write(report);
    }

    private String write(IncidentReport report) {
        line("# Incident " + safe(report.incident()) + ": " + safe(report.title()));
        line("");
        summary(report);
        impact(report);
        decision(report);
        windows(report);
        steps(report);
        data(report);
        wrong(report);
        timeline(report.timeline());
        after(report);
        return out.toString();
    }

    private void summary(IncidentReport report) {
        table("What", "Answer");
        row("Outcome", report.outcome());
        row("Plan", report.plan() + ", release " + report.release());
        row("Environment", report.environment());
        row("Level", report.level());
        row("Requested", TIME.format(report.requestedAt()) + " UTC by " + report.requestedBy());
        row("First action", report.firstActionAt().map(TIME::format).orElse("none"));
        row("Ended", report.endedAt().map(TIME::format).orElse("still open"));
        row(
                "Total",
                report.endedAt().map(end -> spent(report.requestedAt(), end)).orElse("–"));
    }

    private void impact(IncidentReport report) {
        heading("Impact");
        line(safe(report.reason()));
        line("");
        line("Evidence of the triggers (preliminary root cause):");
        line("");
        report.triggerEvidence().lines().forEach(evidence -> line("- " + safe(evidence)));
    }

    private void decision(IncidentReport report) {
        heading("Decision");
        line("Decided: **" + safe(report.level()) + "** by **" + safe(report.decidedBy()) + "**.");
        line("");
        report.timeline().stream()
                .filter(event -> event.kind()
                        .matches("LEVEL_RECOMMENDED|DECIDED|DECISION_HANDED_OVER|RESTORE_APPROVED|RESTORE_REFUSED"))
                .forEach(event ->
                        line("- " + TIME.format(event.at()) + " " + safe(event.actor()) + " " + safe(event.text())));
    }

    private void windows(IncidentReport report) {
        heading("Phases");
        table("Phase", "Window", "Actual");
        for (IncidentReport.Window window : report.windows()) {
            row(
                    window.phase(),
                    DurationText.format(window.within()),
                    window.actual().map(ReportMarkdown::exact).orElse("not run"));
        }
    }

    private void steps(IncidentReport report) {
        heading("Steps");
        table("Phase", "Step", "State", "Estimated", "Actual", "Note");
        for (IncidentReport.Step step : report.steps()) {
            row(step.phase(), step.step(), step.state(), time(step.estimate()), time(step.actual()), step.note());
        }
        row("", "Total", "", time(sum(report, true)), time(sum(report, false)), "");
    }

    private static Optional<Duration> sum(IncidentReport report, boolean estimated) {
        return report.steps().stream()
                .map(step -> estimated ? step.estimate() : step.actual())
                .flatMap(Optional::stream)
                .reduce(Duration::plus);
    }

    private void data(IncidentReport report) {
        heading("Data");
        IncidentReport.DataStatement data = report.data();
        table("What", "Answer");
        row("Rows or values set aside", String.valueOf(data.setAside()));
        row("Rows or values lost", String.valueOf(data.lost()));
        row("Where", data.where());
        row("SHA-256 of the manifest", data.digest());
        row("Replayed", data.replayed());
        row("Integrity", data.verdict());
    }

    private void wrong(IncidentReport report) {
        heading("What went wrong on the way");
        List<IncidentReport.Step> bad = report.steps().stream()
                .filter(step -> step.state().matches("FAILED|REFUSED|SKIPPED|UNKNOWN"))
                .toList();
        bad.forEach(step -> line("- " + safe(step.step()) + ": " + step.state() + " " + safe(step.note())));
        report.timeline().stream()
                .filter(event -> event.kind().matches("WINDOW_OVERRUN|MESSAGE_FAILED|ABORTED"))
                .forEach(event -> line("- " + safe(event.text())));
        if (out.charAt(out.length() - 2) == '\n') {
            line("Nothing.");
        }
    }

    private void timeline(List<IncidentReport.Event> events) {
        heading("Timeline (UTC)");
        table("When", "Who", "What");
        events.forEach(event -> row(TIME.format(event.at()), event.actor(), event.text()));
    }

    private void after(IncidentReport report) {
        heading("Follow-ups");
        if (report.followUps().isEmpty()) {
            line("None named in the plan.");
        }
        report.followUps()
                .forEach(task ->
                        line("- [ ] " + safe(task.title()) + " (" + safe(task.owner()) + ", " + task.due() + ")"));
        heading("Post-mortem");
        line(safe(report.postMortem()));
        line("");
        line("Last hash of the ledger: `" + report.ledgerHash() + "`");
    }

    private void heading(String text) {
        line("");
        line("## " + text);
        line("");
    }

    private void table(String... heads) {
        line("| " + String.join(" | ", heads) + " |");
        line("|" + " --- |".repeat(heads.length));
    }

    private void row(String... cells) {
        StringBuilder row = new StringBuilder("|");
        for (String cell : cells) {
            row.append(' ').append(safe(cell)).append(" |");
        }
        line(row.toString());
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private static String time(Optional<Duration> duration) {
        return duration.map(ReportMarkdown::exact).orElse("–");
    }

    private static String exact(Duration duration) {
        return duration.toMinutes() > 0 ? DurationText.format(duration) : duration.toMillis() / 1000.0 + "s";
    }

    private static String spent(Instant from, Instant to) {
        return exact(Duration.between(from, to));
    }

    /** One line, with everything escaped that Markdown or HTML would read as its own. */
    static String safe(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("([\\\\`*_\\[\\]|#])", "\\\\$1")
                .replaceAll("\\R", " ");
    }
}
