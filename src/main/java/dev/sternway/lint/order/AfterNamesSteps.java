package dev.sternway.lint.order;

import dev.sternway.lint.PlanUnderReview;
import dev.sternway.lint.Rule;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Phases;
import dev.sternway.plan.Step;
import dev.sternway.plan.steps.PlannedSteps;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * SW-0330: a step comes after one that is not there. SW-0331: after one of another phase or a later activity. SW-0332: after
 * itself, round a circle. SW-0333: two steps have the name. SW-0334: too many or too few at once.
 */
final class AfterNamesSteps implements Rule {
    private static final int MOST_AT_ONCE = 16;

    /** @param list where it stands; only one level's list runs, beside the phase's own */
    private record Named(String list, int position, Step step, Activity activity) {
        String pointer() {
            return list + "/" + position;
        }

        boolean mayRunWith(Named other) {
            return activity.phase() == other.activity.phase()
                    && (list.equals(other.list) || !list.contains("/level-") || !other.list.contains("/level-"));
        }
    }

    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<Finding> findings = new ArrayList<>();
        List<Named> all = new ArrayList<>();
        Phases phases = review.plan().phases();
        add("/phases/preservation/steps", phases.preservation().steps(), Phase.PRESERVATION, all);
        for (Level level : List.of(Level.L1, Level.L2, Level.L3)) {
            String list = "/phases/data/level-" + level.name().substring(1) + "/steps";
            phases.data().of(level).ifPresent(how -> add(list, how.steps(), Phase.DATA, all));
        }
        add("/phases/data/steps", phases.data().steps(), Phase.DATA, all);
        add("/phases/restoration/steps", phases.restoration().steps(), Phase.RESTORATION, all);
        add("/phases/validation/checks", phases.validation().checks(), Phase.VALIDATION, all);
        for (Named named : all) {
            List<String> after = named.step().after();
            for (int i = 0; i < after.size(); i++) {
                one(review, named, after.get(i), named.pointer() + "/after/" + i, all, findings);
            }
        }
        for (String phase : List.of("preservation", "data", "restoration", "validation")) {
            String pointer = "/phases/" + phase + "/parallel";
            int atOnce = review.tree().at(pointer).asInt(1);
            if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
                findings.add(review.finding(
                        pointer,
                        "SW-0334",
                        "The phase would run " + atOnce + " steps at once",
                        "Write a number from 1 to " + MOST_AT_ONCE,
                        ""));
            }
        }
        return findings;
    }

    private static void add(String list, List<Step> steps, Phase phase, List<Named> all) {
        Activity usual = list.contains("/level-") ? Activity.UNDO_DATA : PlannedSteps.first(phase);
        for (int i = 0; i < steps.size(); i++) {
            all.add(new Named(list, i, steps.get(i), steps.get(i).activity().orElse(usual)));
        }
    }

    private static void one(
            PlanUnderReview review, Named named, String name, String at, List<Named> all, List<Finding> findings) {
        String step = "The step '" + named.step().name() + "' comes after '" + name + "', ";
        List<Named> meant =
                all.stream().filter(other -> other.step().name().equals(name)).toList();
        List<Named> here = meant.stream().filter(named::mayRunWith).toList();
        if (meant.isEmpty()) {
            List<String> known = all.stream()
                    .filter(other -> named.mayRunWith(other) && !other.equals(named))
                    .map(other -> other.step().name())
                    .toList();
            findings.add(review.finding(
                    at,
                    "SW-0330",
                    step + "which the plan does not have",
                    "Name a step of the same phase: " + known,
                    Suggestion.of(name, known)));
        } else if (here.isEmpty()) {
            findings.add(review.finding(
                    at,
                    "SW-0331",
                    step + "a step of the phase " + word(meant.get(0).activity().phase()),
                    "Leave it out: phases run one after another anyway; or move one of the steps",
                    ""));
        } else if (here.stream().map(Named::list).distinct().count() < here.size()) {
            findings.add(review.finding(
                    at, "SW-0333", step + "and " + here.size() + " steps have that name", "Rename all but one", ""));
        } else if (here.get(0).activity().compareTo(named.activity()) > 0) {
            findings.add(review.finding(
                    at,
                    "SW-0331",
                    step + "which runs later, at the activity "
                            + word(here.get(0).activity()),
                    "Give both steps the same activity, or leave it out",
                    ""));
        } else if (reaches(here.get(0), named, all, new HashSet<>())) {
            findings.add(review.finding(
                    at, "SW-0332", step + "which comes after it in turn", "Take one of them out of the circle", ""));
        }
    }

    private static boolean reaches(Named from, Named to, List<Named> all, Set<String> seen) {
        return from.equals(to)
                || seen.add(from.pointer())
                        && all.stream()
                                .filter(from::mayRunWith)
                                .filter(next ->
                                        from.step().after().contains(next.step().name()))
                                .anyMatch(next -> reaches(next, to, all, seen));
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
