package dev.sternway.document.render;

import dev.sternway.base.words.Counted;
import dev.sternway.plan.Imported;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phases.DataLevel;
import dev.sternway.plan.Plan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What must be known first: which release, what it takes to go back, what is still open. */
final class Overview {
    private Overview() {}

    static void write(Sheet sheet, Plan plan) {
        Plan.Metadata about = plan.metadata();
        sheet.heading(1, "Rollback plan: " + Words.text(about.title()));
        sheet.table(
                List.of("Plan", Words.code(about.id())),
                rows(
                        "Release", Words.text(about.release()),
                        "Feature", Words.text(about.feature()),
                        "Environment", Words.text(about.environment()),
                        "Rollback lead", Words.code(about.lead()),
                        "Owners", Words.texts(about.owners()),
                        "Date", about.date().map(LocalDate::toString).orElse(""),
                        "Last reviewed",
                                about.reviewed().map(LocalDate::toString).orElse(""),
                        "Review every", Words.duration(about.reviewEvery()),
                        "Format", Words.text(Plan.API_VERSION)));
        glance(sheet, plan);
        open(sheet, plan);
        if (!plan.assumptions().isEmpty()) {
            sheet.heading(2, "Assumptions")
                    .bullets(plan.assumptions().stream().map(Words::text).toList());
        }
    }

    private static void glance(Sheet sheet, Plan plan) {
        sheet.heading(2, "At a glance");
        List<String> lines = new ArrayList<>();
        plan.contacts().stream()
                .findFirst()
                .ifPresent(first -> lines.add("Call first: " + Words.text(first.name())
                        + first.phone().map(phone -> ", " + Words.text(phone)).orElse("")));
        lines.add(Words.code(plan.decision().by()) + " decides within "
                + Words.duration(plan.decision().within()) + "; if nobody does: "
                + Words.word(plan.decision().otherwise()));
        long missing = plan.prevention().stream().filter(it -> !it.done()).count();
        if (missing > 0) {
            lines.add("Prevention not done yet: " + missing + " of "
                    + plan.prevention().size());
        }
        sheet.bullets(lines);
        List<List<String>> levels = new ArrayList<>();
        for (Level level : List.of(Level.L1, Level.L2, Level.L3)) {
            Optional<DataLevel> how = plan.phases().data().of(level);
            levels.add(List.of(
                    name(level),
                    how.map(Overview::how).orElse("none"),
                    how.map(it -> Words.duration(it.estimate())).orElse(""),
                    how.map(it -> Words.text(it.loses())).orElse("")));
        }
        sheet.table(List.of("Way back for the data", "How", "Takes", "Loses"), levels);
    }

    static String name(Level level) {
        return switch (level) {
            case L1 -> "Level 1, quick";
            case L2 -> "Level 2, full";
            case L3 -> "Level 3, restore";
            default -> Words.word(level);
        };
    }

    private static String how(DataLevel level) {
        return level.restore()
                .map(source -> "restore the " + Words.word(source))
                .orElseGet(() -> level.derived() ? "not filled in yet" : scripts(level));
    }

    private static String scripts(DataLevel level) {
        int scripts = level.scripts().size();
        int steps = level.steps().size();
        return scripts > 0 || steps == 0 ? Counted.of(scripts, "script") : Counted.of(steps, "step") + " of its own";
    }

    private static void open(Sheet sheet, Plan plan) {
        if (!plan.inputs().isEmpty()) {
            sheet.heading(2, "To fill in");
            sheet.table(
                    List.of("Input", "Blank", "Field", "Line"),
                    plan.inputs().stream().map(Overview::input).toList());
        }
        if (!plan.dangers().isEmpty()) {
            sheet.heading(2, "Dangerous commands");
            sheet.table(
                    List.of("Command", "Why it is right"),
                    plan.dangers().stream()
                            .map(it -> List.of(Words.code(it.command()), Words.text(it.because())))
                            .toList());
        }
    }

    private static List<String> input(Imported.Input input) {
        return List.of(
                Words.text(input.name()),
                Words.code(input.blank()),
                Words.code(input.field()),
                input.line().map(String::valueOf).orElse(""));
    }

    private static List<List<String>> rows(String... pairs) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i + 1].isEmpty()) {
                rows.add(List.of(pairs[i], pairs[i + 1]));
            }
        }
        return rows;
    }
}
