package dev.sternway.document.render;

import dev.sternway.plan.Level;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long everything is expected to take, beside how long it took. */
final class TimeTable {
    private static final String NO_RUN = "no run yet";

    private final Sheet sheet;
    private final Plan plan;
    private final Actuals actuals;
    private final List<List<String>> rows = new ArrayList<>();

    TimeTable(Sheet sheet, Plan plan, Actuals actuals) {
        this.sheet = sheet;
        this.plan = plan;
        this.actuals = actuals;
    }

    void write() {
        sheet.heading(2, "Estimated and actual");
        var phases = plan.phases();
        Duration fixed = steps("1.", phases.preservation().steps())
                .plus(steps("2.", phases.data().steps()))
                .plus(steps("3.", phases.restoration().steps()))
                .plus(steps("4.", phases.validation().checks()));
        total("All steps of the phases", fixed);
        for (Level level : List.of(Level.L1, Level.L2, Level.L3)) {
            phases.data().of(level).ifPresent(how -> {
                row(Overview.name(level), how.estimate(), actuals.of(Words.word(level)));
                Duration whole = steps("2." + level.name().substring(1) + ".", how.steps())
                        .plus(how.estimate().orElse(Duration.ZERO))
                        .plus(fixed);
                total("All with " + Overview.name(level), whole);
            });
        }
        if (actuals.times().isEmpty()) {
            sheet.paragraph("There was " + NO_RUN + ".");
            rows.replaceAll(row -> List.of(row.get(0), row.get(1), ""));
        }
        sheet.table(List.of("What", "Estimated", "Actual"), rows);
        if (!plan.times().isEmpty()) {
            sheet.heading(3, "Times by kind of rollback");
            sheet.table(
                    List.of("Kind", "From", "To", "Actual"),
                    plan.times().stream()
                            .map(it -> List.of(
                                    Words.text(it.kind()),
                                    Words.duration(it.from()),
                                    Words.duration(it.to()),
                                    Words.duration(it.actual())))
                            .toList());
        }
    }

    private Duration steps(String prefix, List<Step> steps) {
        Duration sum = Duration.ZERO;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            row(prefix + (i + 1) + " " + Words.text(step.name()), step.estimate(), actuals.of(step.name()));
            sum = sum.plus(step.estimate().orElse(Duration.ZERO));
        }
        return sum;
    }

    private void row(String what, Optional<Duration> estimate, Optional<Duration> actual) {
        rows.add(List.of(
                what, Words.duration(estimate), actual.map(Words::duration).orElse(NO_RUN)));
    }

    private void total(String what, Duration sum) {
        rows.add(List.of("**" + what + "**", "**" + Words.duration(sum) + "**", ""));
    }
}
