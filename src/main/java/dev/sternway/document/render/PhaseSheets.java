package dev.sternway.document.render;

import dev.sternway.plan.Level;
import dev.sternway.plan.Phases;
import dev.sternway.plan.Phases.DataLevel;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is done: before the release, and in the four phases. */
final class PhaseSheets {
    private final Sheet sheet;
    private final StepSheet steps;
    private final Plan plan;

    PhaseSheets(Sheet sheet, StepSheet steps, Plan plan) {
        this.sheet = sheet;
        this.steps = steps;
        this.plan = plan;
    }

    void write() {
        safeguards();
        Phases phases = plan.phases();
        Phases.Preservation preservation = phases.preservation();
        phase(
                "Phase 1: Service preservation",
                preservation.within(),
                preservation.escalate(),
                preservation.process(),
                preservation.parallel(),
                preservation.stableStop());
        steps(3, "1.", preservation.steps());
        Phases.Data data = phases.data();
        phase(
                "Phase 2: Data rollback",
                data.within(),
                data.escalate(),
                data.process(),
                data.parallel(),
                data.stableStop());
        for (Level level : List.of(Level.L1, Level.L2, Level.L3)) {
            data.of(level).ifPresent(how -> level(level, how));
        }
        steps(3, "2.", data.steps());
        Phases.Restoration restoration = phases.restoration();
        phase(
                "Phase 3: Restoration",
                restoration.within(),
                restoration.escalate(),
                restoration.process(),
                restoration.parallel(),
                restoration.stableStop());
        steps(3, "3.", restoration.steps());
        Phases.Validation validation = phases.validation();
        phase(
                "Phase 4: Validation and monitoring",
                validation.within(),
                Words.duration(validation.monitor()),
                validation.escalate(),
                validation.process(),
                validation.parallel(),
                validation.stableStop());
        steps(3, "4.", validation.checks());
    }

    private void safeguards() {
        Plan.Safeguards safeguards = plan.safeguards();
        Plan.Backup backup = safeguards.backup();
        sheet.heading(2, "Before the release");
        sheet.fields(
                "Backup of",
                Words.code(backup.database()),
                "Kept as",
                backup.keep().isEmpty()
                        ? "nothing"
                        : String.join(
                                ", ", backup.keep().stream().map(Words::word).toList()),
                "Verified by",
                Words.word(backup.verify()),
                "Counts as fresh for",
                Words.duration(backup.valid()),
                "Log archived in",
                Words.code(backup.recoverFrom().flatMap(Plan.RecoverFrom::archive)),
                "Log fetched by",
                Words.code(backup.recoverFrom().flatMap(Plan.RecoverFrom::restoreCommand)),
                "Stanza of pgBackRest",
                Words.code(backup.recoverFrom()
                        .flatMap(Plan.RecoverFrom::pgbackrest)
                        .map(Plan.PgBackRest::stanza)),
                "Configuration of pgBackRest",
                Words.code(backup.recoverFrom()
                        .flatMap(Plan.RecoverFrom::pgbackrest)
                        .flatMap(Plan.PgBackRest::config)),
                "Restore point",
                Words.code(safeguards.restorePoint()),
                "Maintenance window",
                Words.text(safeguards.maintenanceWindow()),
                "Rehearsed",
                Words.yesNo(safeguards.rehearse()));
        steps(3, "0.", safeguards.record());
    }

    private void phase(
            String name,
            Duration within,
            List<String> escalate,
            Optional<String> process,
            Optional<Integer> parallel,
            Optional<String> stableStop) {
        phase(name, within, "", escalate, process, parallel, stableStop);
    }

    private void phase(
            String name,
            Duration within,
            String monitor,
            List<String> escalate,
            Optional<String> process,
            Optional<Integer> parallel,
            Optional<String> stableStop) {
        sheet.heading(2, name);
        sheet.fields(
                "Window",
                Words.duration(within),
                "Monitor for",
                monitor,
                "When it is overrun",
                escalate.isEmpty() ? "" : Words.codes(escalate),
                "Process",
                Words.code(process),
                "At once",
                parallel.map(String::valueOf).orElse(""),
                "Stable stop",
                Words.text(stableStop));
    }

    private void steps(int heading, String prefix, List<Step> list) {
        for (int i = 0; i < list.size(); i++) {
            steps.write(heading, prefix + (i + 1), list.get(i));
        }
    }

    private void level(Level level, DataLevel how) {
        String number = level.name().substring(1);
        sheet.heading(3, Overview.name(level).replace(",", ":"));
        sheet.fields(
                "Taken when", Words.text(how.when()),
                "Estimate", Words.duration(how.estimate()),
                "Data loss", Words.text(how.loses()),
                "Restores", Words.word(how.restore()),
                "Leaves on purpose", Words.codes(how.keeps()),
                "Filled by", how.derived() ? "the planner" : "");
        if (!how.salvage().isEmpty()) {
            sheet.paragraph("Set aside first:");
            sheet.table(
                    List.of("Table", "Columns", "Select"),
                    how.salvage().stream()
                            .map(it ->
                                    List.of(Words.code(it.table()), Words.codes(it.columns()), Words.code(it.select())))
                            .toList());
        }
        how.scripts().forEach(steps::script);
        steps(4, "2." + number + ".", how.steps());
    }
}
