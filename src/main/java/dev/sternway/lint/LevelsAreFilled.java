package dev.sternway.lint;

import dev.sternway.plan.Change;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phases.DataLevel;
import dev.sternway.plan.Phases.Restore;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Plan.Kept;
import dev.sternway.plan.Target;
import dev.sternway.plan.yaml.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SW-0211 to SW-0213: levels can be run, restores have their backup, the point of no return is one of the steps. */
final class LevelsAreFilled implements Rule {
    @Override
    public List<Finding> check(PlanUnderReview review) {
        Plan plan = review.plan();
        List<Finding> findings = new ArrayList<>();
        for (Level level : new Level[] {Level.L1, Level.L2, Level.L3}) {
            Optional<DataLevel> how = plan.phases().data().of(level);
            String pointer = "/phases/data/level-" + level.name().substring(1);
            how.filter(it -> it.derived()
                            || it.scripts().isEmpty() && it.restore().isEmpty())
                    .ifPresent(it -> findings.add(review.finding(
                            pointer,
                            "SW-0211",
                            "Level " + level.name().substring(1) + " is not filled yet, so the plan cannot be armed",
                            "Give scripts: or restore:",
                            "")));
            how.flatMap(DataLevel::restore)
                    .filter(restore ->
                            plan.safeguards().backup().keep().stream().noneMatch(kept -> serves(kept, restore)))
                    .ifPresent(restore -> findings.add(review.finding(
                            pointer,
                            "SW-0212",
                            "The level restores " + named(restore) + " that is not kept",
                            "Add it to safeguards.backup.keep",
                            "")));
        }
        tablesOfMariaDb(plan)
                .ifPresent(database -> findings.add(review.finding(
                        "/phases/data/level-3",
                        "SW-0212",
                        "The level restores single tables, which cannot be done on MariaDB: " + database,
                        "Write restore: clone or restore: dump",
                        "")));
        for (int i = 0; i < plan.changes().size(); i++) {
            Change change = plan.changes().get(i);
            int steps = change.migrations().size();
            if (change.pointOfNoReturn()
                    .filter(point -> point < 1 || point > steps)
                    .isPresent()) {
                findings.add(review.finding(
                        "/changes/" + i + "/point-of-no-return",
                        "SW-0213",
                        "The point of no return is none of the " + steps + " migration steps",
                        "Give a number from 1 to " + steps,
                        ""));
            }
        }
        return findings;
    }

    private static Optional<String> tablesOfMariaDb(Plan plan) {
        String database = plan.safeguards().backup().database();
        return plan.phases()
                .data()
                .level3()
                .flatMap(DataLevel::restore)
                .filter(Restore.TABLES::equals)
                .flatMap(restore -> Optional.ofNullable(plan.targets().get(database)))
                .filter(target -> target.type() == Target.Type.MARIADB)
                .map(target -> database);
    }

    private static boolean serves(Kept kept, Restore restore) {
        return restore == Restore.TABLES
                || restore == Restore.CHEAPEST
                || kept == (restore == Restore.CLONE ? Kept.CLONE : Kept.DUMP);
    }

    private static String named(Restore restore) {
        return switch (restore) {
            case CLONE -> "a clone";
            case DUMP -> "a dump";
            case TABLES -> "tables from a clone or dump";
            case CHEAPEST -> "a clone or dump";
        };
    }
}
