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

/**
 * SW-0211 to SW-0213: levels can be run, restores have their backup, the point of no return is one of the steps. SW-0562: a
 * restore point has its archive. SW-0630: on MariaDB it needs none. SW-0750: down tools have their product.
 */
final class LevelsAreFilled implements Rule {
    @Override
    public List<Finding> check(PlanUnderReview review) {
        Plan plan = review.plan();
        List<Finding> findings = new ArrayList<>();
        for (Level level : new Level[] {Level.L1, Level.L2, Level.L3}) {
            Optional<DataLevel> how = plan.phases().data().of(level);
            String pointer = "/phases/data/level-" + level.name().substring(1);
            how.filter(it -> !it.isFilled())
                    .ifPresent(it -> findings.add(review.finding(
                            pointer,
                            "SW-0211",
                            "Level " + level.name().substring(1) + " is not filled yet, so the plan cannot be armed",
                            "Give scripts:, restore: or steps of migrate/",
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
        toolsOnMariaDb(review).ifPresent(findings::add);
        unreachable(plan, review).ifPresent(findings::add);
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

    private static Optional<Finding> toolsOnMariaDb(PlanUnderReview review) {
        return review.steps().stream()
                .filter(step -> step.node().path("uses").asText().startsWith("migrate/"))
                .filter(step -> {
                    Target target = review.plan()
                            .targets()
                            .get(step.node().path("with").path("database").asText());
                    return target != null && target.type() == Target.Type.MARIADB;
                })
                .map(step -> review.finding(
                        step.pointer() + "/with/database",
                        "SW-0750",
                        step.node().path("uses").asText() + " works on PostgreSQL only",
                        "Write scripts: for the level",
                        ""))
                .findFirst();
    }

    /** A restore point is of no use to whoever does not know where the log is. */
    private static Optional<Finding> unreachable(Plan plan, PlanUnderReview review) {
        Plan.Backup backup = plan.safeguards().backup();
        boolean mariaDb = Optional.ofNullable(plan.targets().get(backup.database()))
                .filter(target -> target.type() == Target.Type.MARIADB)
                .isPresent();
        if (mariaDb) {
            return backup.recoverFrom()
                    .map(from -> review.finding(
                            "/safeguards/backup/recover-from",
                            "SW-0630",
                            "recover-from names an archive of PostgreSQL, and " + backup.database() + " is MariaDB",
                            "Leave it out: the backup is taken by mariadb-backup, and the log is read from the server",
                            ""));
        }
        boolean named = backup.recoverFrom()
                .filter(from -> from.archive().isPresent() != from.pgbackrest().isPresent())
                .isPresent();
        return backup.keep().contains(Kept.RESTORE_POINT) && !named
                ? Optional.of(review.finding(
                        "/safeguards/backup",
                        "SW-0562",
                        "A restore point is kept, but it is not said where the server's log is archived",
                        "Add recover-from: {archive: FOLDER} or recover-from: {pgbackrest: {stanza: NAME}}",
                        ""))
                : Optional.empty();
    }

    private static boolean serves(Kept kept, Restore restore) {
        return switch (restore) {
            case TABLES, CHEAPEST -> kept != Kept.RESTORE_POINT;
            case CLONE -> kept == Kept.CLONE;
            case DUMP -> kept == Kept.DUMP;
            case POINT_IN_TIME -> kept == Kept.RESTORE_POINT;
        };
    }

    private static String named(Restore restore) {
        return switch (restore) {
            case CLONE -> "a clone";
            case DUMP -> "a dump";
            case TABLES -> "tables from a clone or dump";
            case CHEAPEST -> "a clone or dump";
            case POINT_IN_TIME -> "a restore point";
        };
    }
}
