package dev.sternway.run.close;

import dev.sternway.base.Problem;
import dev.sternway.base.words.Counted;
import dev.sternway.decision.Option;
import dev.sternway.document.IncidentReport;
import dev.sternway.document.ReportHtml;
import dev.sternway.document.ReportMarkdown;
import dev.sternway.ledger.Chain;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Plan;
import dev.sternway.run.Rollback;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.backup.ProvenBackup;
import dev.sternway.run.step.Receipts;
import dev.sternway.run.watching.VerdictWords;
import dev.sternway.run.watching.Verdicts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes the incident report while the details are fresh. */
@Component
public class WriteReport {
    private final Runs runs;
    private final Trail trail;
    private final Receipts receipts;
    private final RollbackView view;
    private final SalvageOf salvage;
    private final Verdicts verdicts;
    private final Documents documents;
    private final ProvenBackup backup;

    WriteReport(
            Runs runs,
            Trail trail,
            Receipts receipts,
            RollbackView view,
            SalvageOf salvage,
            Verdicts verdicts,
            Documents documents,
            ProvenBackup backup) {
        this.backup = backup;
        this.runs = runs;
        this.trail = trail;
        this.receipts = receipts;
        this.view = view;
        this.salvage = salvage;
        this.verdicts = verdicts;
        this.documents = documents;
    }

    @Transactional
    public void write(String runId) {
        String markdown = ReportMarkdown.of(report(runId));
        documents.write(runId, "report.md", markdown);
        documents.write(runId, "report.html", ReportHtml.of("Incident report", markdown));
    }

    IncidentReport report(String runId) {
        Runs.Run run = runs.get(runId);
        Rollback rollback = run.rollback().orElseThrow();
        Plan plan = run.plan();
        List<Entry> entries = trail.of(runId);
        List<RollbackView.PhaseView> phases = view.phases(runId);
        return new IncidentReport(
                rollback.incident().orElse("not declared"),
                plan.metadata().id(),
                plan.metadata().title(),
                plan.metadata().release(),
                rollback.environment(),
                rollback.state().name(),
                rollback.level().map(Option::words).orElse("undecided"),
                rollback.reason(),
                rollback.requestedBy(),
                rollback.decidedBy().orElse("nobody"),
                rollback.requestedAt(),
                rollback.firstActionAt(),
                rollback.endedAt(),
                evidence(run),
                entries.stream()
                        .map(entry -> new IncidentReport.Event(
                                entry.at(), entry.actor(), entry.kind().name(), entry.text()))
                        .toList(),
                receipts.of(runId).stream()
                        .map(receipt -> step(receipt, after(phases, receipt)))
                        .toList(),
                phases.stream()
                        .filter(phase -> phase.window().isPresent())
                        .map(phase -> new IncidentReport.Window(
                                phase.phase().name(), phase.window().orElseThrow(), phase.actual()))
                        .toList(),
                salvage.statement(runId),
                plan.afterwards().followUps().stream()
                        .map(task -> new IncidentReport.FollowUp(
                                task.title(),
                                task.owner().orElse("unassigned"),
                                task.within()
                                        .map(it -> "by "
                                                + LocalDate.ofInstant(
                                                        closed(rollback).plus(it), ZoneOffset.UTC))
                                        .orElse("no date")))
                        .toList(),
                entries.stream()
                        .filter(entry -> entry.kind() == Entry.Kind.POST_MORTEM_BOOKED)
                        .map(Entry::text)
                        .findFirst()
                        .orElse("not booked"),
                ledger(entries));
    }

    private static String ledger(List<Entry> entries) {
        List<Problem> problems = Chain.verify(entries);
        return Counted.of(entries.size(), "entry", "entries") + ", "
                + (problems.isEmpty()
                        ? "intact. The last hash is "
                                + entries.get(entries.size() - 1).hash()
                        : "not intact: "
                                + problems.stream().map(Object::toString).collect(Collectors.joining("; ")));
    }

    private static Instant closed(Rollback rollback) {
        return rollback.endedAt().orElse(rollback.requestedAt());
    }

    private String evidence(Runs.Run run) {
        return verdicts.latest(run.guard().id()).stream()
                        .map(verdict -> VerdictWords.sentence(run.plan(), verdict) + " Asked was: " + verdict.query())
                        .collect(Collectors.joining("\n"))
                + backup.certificate(run)
                        .map(certificate -> "\nbackup: " + certificate.text())
                        .orElse("");
    }

    private static String after(List<RollbackView.PhaseView> phases, Receipt receipt) {
        return phases.stream()
                .flatMap(phase -> phase.steps().stream())
                .filter(step -> step.activity().name().equals(receipt.activity()) && step.index() == receipt.index())
                .filter(step -> !step.after().isEmpty())
                .map(step -> "after: " + String.join(", ", step.after()) + "; ")
                .findFirst()
                .orElse("");
    }

    private static IncidentReport.Step step(Receipt receipt, String after) {
        String facts = receipt.evidence().entrySet().stream()
                .filter(fact -> fact.getValue().length() < 40)
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .collect(Collectors.joining(", "));
        return new IncidentReport.Step(
                receipt.phase(),
                receipt.step(),
                receipt.state().name(),
                receipt.estimate(),
                receipt.endedAt().map(end -> Duration.between(receipt.startedAt(), end)),
                after + receipt.problem().map(Object::toString).orElse(facts));
    }
}
