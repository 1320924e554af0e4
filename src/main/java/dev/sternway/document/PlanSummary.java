package dev.sternway.document;

import dev.sternway.base.DurationText;
import dev.sternway.base.words.Counted;
import dev.sternway.plan.Change;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phases;
import dev.sternway.plan.Phases.DataLevel;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.plan.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A plan on half a page, as plain text: what a reviewer must know before accepting it. */
public final class PlanSummary {
    private final Plan plan;
    private final StringBuilder out = new StringBuilder();

    private PlanSummary(Plan plan) {
        this.plan = plan;
    }

    /** @param environment whose targets the plan names */
    public static String of(Plan plan, String environment, int revision) {
        return new PlanSummary(plan).write(environment, revision);
    }

    private String write(String environment, int revision) {
        out.append(plan.metadata().title())
                .append(", release ")
                .append(plan.metadata().release())
                .append(", in ")
                .append(environment)
                .append(", revision ")
                .append(revision)
                .append('\n');
        list("Not done yet", missing());
        list("Changes", plan.changes().stream().map(PlanSummary::change).toList());
        list("Ways back for the data", levels());
        list("Windows", windows());
        list("Triggers", plan.triggers().stream().map(PlanSummary::trigger).toList());
        list("Who decides", decision());
        list("Before the release", safeguards());
        list(
                "Risks",
                plan.risks().stream()
                        .map(risk -> risk.risk() + ": " + risk.mitigation())
                        .toList());
        list("It assumes", plan.assumptions());
        return out.toString();
    }

    private List<String> missing() {
        return plan.prevention().stream()
                .filter(measure -> !measure.done())
                .map(Plan.Prevention::measure)
                .toList();
    }

    private static String change(Change change) {
        StringBuilder text = new StringBuilder(change.id() + " " + change.title() + " (" + words(change.complexity()));
        change.changeClass().ifPresent(it -> text.append(", ").append(words(it)));
        change.pointOfNoReturn()
                .ifPresent(it -> text.append(", point of no return at step ").append(it));
        if (!change.rollback().possible()) {
            text.append(", no way back: ").append(change.rollback().because().orElse("no reason is given"));
        }
        return text.append(')').toString();
    }

    private List<String> levels() {
        List<String> levels = new ArrayList<>();
        for (Level level : List.of(Level.L1, Level.L2, Level.L3)) {
            String text = plan.phases().data().of(level).map(PlanSummary::level).orElse("none");
            levels.add(level + ": " + text);
        }
        return levels;
    }

    private static String level(DataLevel level) {
        String how = level.restore()
                .map(source -> "restore the " + words(source))
                .orElse(
                        !level.isFilled()
                                ? "not filled in yet"
                                : level.scripts().isEmpty()
                                        ? tools(level)
                                        : Counted.of(level.scripts().size(), "script"));
        String aside = level.salvage().stream()
                .map(it ->
                        it.columns().isEmpty() ? it.table() : it.table() + " (" + String.join(", ", it.columns()) + ")")
                .collect(Collectors.joining(", "));
        return how
                + level.estimate()
                        .map(it -> ", about " + DurationText.format(it))
                        .orElse("")
                + level.loses().map(it -> ", loses " + it).orElse("")
                + (aside.isEmpty() ? "" : ", sets aside " + aside);
    }

    private static String tools(DataLevel level) {
        return level.steps().stream().map(Step::uses).distinct().collect(Collectors.joining(", "));
    }

    private List<String> windows() {
        Phases phases = plan.phases();
        return List.of(
                window(
                        "preservation",
                        phases.preservation().within(),
                        phases.preservation().steps().size()),
                window("data", phases.data().within(), phases.data().steps().size()) + " besides those of the level",
                window(
                        "restoration",
                        phases.restoration().within(),
                        phases.restoration().steps().size()),
                window(
                                "validation",
                                phases.validation().within(),
                                phases.validation().checks().size()) + ", watched for "
                        + DurationText.format(phases.validation().monitor()));
    }

    private static String window(String phase, Duration within, int steps) {
        return phase + ": " + DurationText.format(within) + " for " + Counted.of(steps, "step");
    }

    private static String trigger(Trigger trigger) {
        return trigger.title().orElse(trigger.id()) + ": "
                + trigger.breach().map(it -> it + " ").orElse("")
                + (trigger.lasting().isZero() ? "" : "for " + DurationText.format(trigger.lasting()) + " ")
                + "(" + words(trigger.severity()) + ", " + words(trigger.mode()) + ")";
    }

    private List<String> decision() {
        List<String> path = new ArrayList<>(List.of(plan.decision().by()));
        path.addAll(plan.decision().escalate());
        return List.of(
                path.stream().map(this::role).collect(Collectors.joining(", then ")) + ", each within "
                        + DurationText.format(plan.decision().within()),
                "nobody answers: " + words(plan.decision().otherwise()),
                "a restore also needs " + role(plan.decision().leadershipRole()));
    }

    private String role(String role) {
        return Optional.ofNullable(plan.roles().get(role))
                .filter(people -> !people.isEmpty())
                .map(people -> role + " (" + String.join(", ", people) + ")")
                .orElse(role);
    }

    private List<String> safeguards() {
        Plan.Safeguards safeguards = plan.safeguards();
        Plan.Backup backup = safeguards.backup();
        List<String> lines = new ArrayList<>();
        lines.add(backup.keep().stream().map(PlanSummary::words).collect(Collectors.joining(" and ")) + " of "
                + backup.database() + ", restored once to prove it, fresh for "
                + DurationText.format(backup.valid()));
        lines.add(safeguards.rehearse() ? "rehearsal on a scratch copy" : "NO rehearsal");
        safeguards.maintenanceWindow().ifPresent(it -> lines.add("maintenance window: " + it));
        safeguards.restorePoint().ifPresent(it -> lines.add("restore point: " + it));
        return lines;
    }

    private void list(String head, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        out.append('\n').append(head).append(":\n");
        lines.forEach(
                line -> out.append("- ").append(line.replaceAll("\\R", " ")).append('\n'));
    }

    private static String words(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
