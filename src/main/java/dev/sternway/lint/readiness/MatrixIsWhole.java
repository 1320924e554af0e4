package dev.sternway.lint.readiness;

import dev.sternway.lint.PlanUnderReview;
import dev.sternway.lint.Rule;
import dev.sternway.plan.Decision;
import dev.sternway.plan.Decision.MigrationState;
import dev.sternway.plan.Level;
import dev.sternway.plan.Trigger.Severity;
import dev.sternway.plan.yaml.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * SW-0642: two rows of the matrix say different things of one situation. SW-0643: a row is never reached. SW-0644: no row
 * speaks of a situation. SW-0645: a row does not say when it holds. SW-0646: it chooses a level that the plan does not have.
 * A matrix in words alone is left alone.
 */
final class MatrixIsWhole implements Rule {
    /** One of the situations that a row may mean. */
    private record Case(MigrationState migration, Severity severity, boolean damaged, boolean oldCodeRuns) {
        String words() {
            return migration.name().toLowerCase(Locale.ROOT).replace('_', '-') + ", "
                    + severity.name().toLowerCase(Locale.ROOT) + ", data "
                    + (damaged ? "damaged" : "whole") + ", old code "
                    + (oldCodeRuns ? "runs" : "does not run");
        }
    }

    private static final List<Case> ALL = all();

    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<Decision.Row> rows = review.plan().decision().matrix();
        List<Finding> findings = new ArrayList<>();
        if (rows.stream().allMatch(row -> row.when().isEmpty())) {
            return findings;
        }
        Set<Case> open = new HashSet<>(ALL);
        for (int i = 0; i < rows.size(); i++) {
            String pointer = "/decision/matrix/" + i;
            Set<Case> own = cases(rows.get(i));
            row(review, pointer, rows.get(i), findings);
            if (!own.isEmpty() && own.stream().noneMatch(open::contains)) {
                findings.add(review.warning(
                        pointer,
                        "SW-0643",
                        "Row " + (i + 1) + " is never reached: the rows before it hold whenever it does",
                        "Remove it, or move it up"));
            } else {
                int late = i;
                conflict(rows, late).ifPresent(early -> findings.add(conflict(review, rows, early, late)));
            }
            open.removeAll(own);
        }
        ALL.stream()
                .filter(open::contains)
                .findFirst()
                .ifPresent(gap -> findings.add(review.warning(
                        "/decision/matrix",
                        "SW-0644",
                        "The matrix says nothing of " + open.size() + " of " + ALL.size() + " situations, such as: "
                                + gap.words(),
                        "Add a row; until then Sternway's own table decides there")));
        return findings;
    }

    private static Finding conflict(PlanUnderReview review, List<Decision.Row> rows, int early, int late) {
        return review.warning(
                "/decision/matrix/" + late,
                "SW-0642",
                "Rows " + (early + 1) + " and " + (late + 1) + " disagree on " + shared(rows, early, late) + ": "
                        + rows.get(early).action() + " or " + rows.get(late).action(),
                "Let one of them say more in when:; until then the first counts");
    }

    private static void row(PlanUnderReview review, String pointer, Decision.Row row, List<Finding> findings) {
        if (row.when().isEmpty()) {
            findings.add(review.warning(
                    pointer,
                    "SW-0645",
                    "The row does not say when it holds, so it is shown but never asked",
                    "Add when:, for example {severity: [critical], data-damaged: false}"));
        }
        boolean missing = row.action().rollsBackData()
                && review.plan().phases().data().of(row.action()).isEmpty();
        if (missing) {
            findings.add(review.warning(
                    pointer + "/action",
                    "SW-0646",
                    "The row chooses " + row.action() + ", which the plan does not have",
                    "Add it to phases.data, or choose another; until then the row does not count"));
        }
    }

    /** An earlier row that says otherwise of some situations, and is not a special case of this one. */
    private static Optional<Integer> conflict(List<Decision.Row> rows, int late) {
        Set<Case> own = cases(rows.get(late));
        for (int i = 0; i < late; i++) {
            Set<Case> before = cases(rows.get(i));
            boolean meet = before.stream().anyMatch(own::contains);
            boolean special = own.containsAll(before);
            Level said = rows.get(i).action();
            if (meet && !special && said != rows.get(late).action()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static String shared(List<Decision.Row> rows, int one, int other) {
        Set<Case> both = cases(rows.get(one));
        both.retainAll(cases(rows.get(other)));
        return ALL.stream().filter(both::contains).findFirst().orElseThrow().words();
    }

    private static Set<Case> cases(Decision.Row row) {
        Set<Case> cases = new HashSet<>();
        row.when()
                .ifPresent(when -> ALL.stream()
                        .filter(it -> when.holds(it.migration(), it.severity(), it.damaged(), it.oldCodeRuns()))
                        .forEach(cases::add));
        return cases;
    }

    private static List<Case> all() {
        List<Case> all = new ArrayList<>();
        for (MigrationState state : MigrationState.values()) {
            for (Severity severity : Severity.values()) {
                for (boolean damaged : new boolean[] {false, true}) {
                    for (boolean runs : new boolean[] {false, true}) {
                        all.add(new Case(state, severity, damaged, runs));
                    }
                }
            }
        }
        return List.copyOf(all);
    }
}
