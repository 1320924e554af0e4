package dev.sternway.run.arm;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sternway.base.DurationText;
import dev.sternway.database.Rehearsal;
import dev.sternway.document.PlanSummary;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Trigger;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.backup.ProvenBackup;
import dev.sternway.run.step.Receipts;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What people read before they accept a plan or approve its arming. */
@Component
public class DescribeGuard {
    private final Guards guards;
    private final Receipts receipts;
    private final ProvenBackup backup;

    DescribeGuard(Guards guards, Receipts receipts, ProvenBackup backup) {
        this.backup = backup;
        this.guards = guards;
        this.receipts = receipts;
    }

    /** What backup and rehearsal have proven. */
    public record Proof(
            String backup, String rehearsal, boolean dropsOrNarrows, boolean rewritesData, boolean breaksOldCode) {}

    public String plan(Runs.Run run) {
        return PlanSummary.of(run.plan(), run.guard().environment(), run.guard().revision());
    }

    /** The triggers that roll back by themselves once the plan is pre-approved, a line each. */
    public String automatic(Runs.Run run) {
        String lines = run.plan().triggers().stream()
                .filter(trigger -> trigger.mode() == Trigger.Mode.AUTOMATIC)
                .map(trigger -> "- " + trigger.id()
                        + trigger.title().map(title -> ": " + title).orElse(""))
                .collect(Collectors.joining("\n"));
        return lines.isEmpty() ? "None: a person decides whenever a trigger fires." : lines;
    }

    public Proof proof(Runs.Run run) {
        String backup = receipts.of(run.id()).stream()
                        .filter(receipt -> receipt.activity().equals(Activity.BACK_UP.name()))
                        .filter(receipt -> receipt.state().succeeded())
                        .map(DescribeGuard::line)
                        .collect(Collectors.joining("\n"))
                + this.backup
                        .certificate(run)
                        .map(certificate -> "\n- certificate: " + certificate.text())
                        .orElse("");
        Optional<Rehearsal> rehearsal = rehearsal(run);
        String text = rehearsal.map(DescribeGuard::text).orElse("Not rehearsed.");
        return new Proof(
                backup,
                text,
                rehearsal.map(Rehearsal::dropsOrNarrows).orElse(true),
                rehearsal.map(Rehearsal::rewritesData).orElse(true),
                rehearsal.map(Rehearsal::breaksOldCode).orElse(true));
    }

    public Optional<Rehearsal> rehearsal(Runs.Run run) {
        String database = run.plan().safeguards().backup().database();
        return guards.keepsakes(run.guard().id()).find("rehearsal/" + database).map(text -> {
            try {
                return PlanMapper.json().readValue(text, Rehearsal.class);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String line(Receipt receipt) {
        return "- " + receipt.step() + ": " + receipt.state()
                + receipt.endedAt()
                        .map(end -> " in " + DurationText.format(Duration.between(receipt.startedAt(), end)))
                        .orElse("");
    }

    private static String text(Rehearsal rehearsal) {
        return rehearsal.levels().entrySet().stream()
                .map(level -> "- " + level.getKey() + ": "
                        + (level.getValue().proven() ? "proven" : "not proven") + ", "
                        + level.getValue().why()
                        + " (" + level.getValue().millis() + " ms)"
                        + (level.getValue().loses().isEmpty()
                                ? ""
                                : "; removes "
                                        + String.join(", ", level.getValue().loses())))
                .collect(Collectors.joining("\n"));
    }
}
