package dev.sternway.document.render;

import dev.sternway.plan.Imported;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What could go wrong, when it counts as well, what follows, and lists to tick off on paper. */
final class Afterwards {
    private final Sheet sheet;
    private final Plan plan;

    Afterwards(Sheet sheet, Plan plan) {
        this.sheet = sheet;
        this.plan = plan;
    }

    void write() {
        if (!plan.risks().isEmpty()) {
            sheet.heading(2, "Risks");
            sheet.table(
                    List.of("Risk", "Likelihood", "Impact", "Mitigation"),
                    plan.risks().stream()
                            .map(it -> List.of(
                                    Words.text(it.risk()),
                                    Words.text(it.likelihood()),
                                    Words.text(it.impact()),
                                    Words.text(it.mitigation())))
                            .toList());
        }
        if (!plan.prevention().isEmpty()) {
            sheet.heading(2, "Prevention");
            sheet.list(
                    "- ",
                    plan.prevention().stream()
                            .map(it -> (it.done() ? "[x] " : "[ ] ") + Words.text(it.measure()))
                            .toList());
        }
        if (!plan.successCriteria().isEmpty()) {
            sheet.heading(2, "Success criteria")
                    .tasks(plan.successCriteria().stream().map(Words::text).toList());
        }
        after();
        history();
        tickOff();
    }

    void appendix() {
        if (!plan.notes().isEmpty()) {
            sheet.heading(2, "Notes")
                    .bullets(plan.notes().stream().map(Words::text).toList());
        }
        unplaced();
    }

    private void after() {
        Plan.Afterwards after = plan.afterwards();
        sheet.heading(2, "After the rollback");
        sheet.fields(
                "Post-mortem within", Words.duration(after.postMortem().within()),
                "Time zone", Words.text(after.postMortem().zone()),
                "Invited", Words.texts(after.postMortem().invite()));
        sheet.table(
                List.of("Follow-up", "Owner", "Within"),
                after.followUps().stream()
                        .map(it -> List.of(Words.text(it.title()), Words.text(it.owner()), Words.duration(it.within())))
                        .toList());
    }

    private void history() {
        if (plan.history().isEmpty()) {
            return;
        }
        sheet.heading(2, "Execution history");
        sheet.table(
                List.of("Date", "By", "Success", "Duration", "Notes"),
                plan.history().stream()
                        .map(it -> List.of(
                                it.date().map(LocalDate::toString).orElse(""),
                                Words.text(it.by()),
                                it.success().map(Words::yesNo).orElse(""),
                                Words.duration(it.duration()),
                                Words.text(it.notes())))
                        .toList());
    }

    private void tickOff() {
        sheet.heading(2, "To tick off");
        List<String> lines = new ArrayList<>();
        plan.decision().checklist().forEach(it -> lines.add(Words.text(it)));
        var phases = plan.phases();
        steps("1.", phases.preservation().steps(), lines);
        lines.add("The data, by the level that was decided on");
        steps("2.", phases.data().steps(), lines);
        steps("3.", phases.restoration().steps(), lines);
        steps("4.", phases.validation().checks(), lines);
        plan.successCriteria().forEach(it -> lines.add(Words.text(it)));
        sheet.tasks(lines);
    }

    private static void steps(String prefix, List<Step> steps, List<String> lines) {
        for (int i = 0; i < steps.size(); i++) {
            lines.add(prefix + (i + 1) + " " + Words.text(steps.get(i).name()));
        }
    }

    private void unplaced() {
        if (plan.unplaced().isEmpty()) {
            return;
        }
        sheet.heading(2, "Not placed");
        for (Imported.Unplaced block : plan.unplaced()) {
            sheet.paragraph("**Line:** " + block.line());
            sheet.code("text", block.text());
        }
    }
}
