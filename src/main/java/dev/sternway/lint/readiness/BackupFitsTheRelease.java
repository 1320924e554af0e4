package dev.sternway.lint.readiness;

import dev.sternway.base.DurationText;
import dev.sternway.lint.PlanUnderReview;
import dev.sternway.lint.Rule;
import dev.sternway.plan.Change;
import dev.sternway.plan.Phases;
import dev.sternway.plan.Phases.Restore;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Plan.Backup;
import dev.sternway.plan.Plan.Kept;
import dev.sternway.plan.yaml.Finding;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SW-0231: the backup grows old before a rollback would be over. SW-0232: it is older than the last change. SW-0233: none
 * is kept apart from the database. SW-0234: rows can be told from those of the backup only when it is restored.
 */
final class BackupFitsTheRelease implements Rule {
    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<Finding> findings = new ArrayList<>();
        Plan plan = review.plan();
        Backup backup = plan.safeguards().backup();
        Duration longest = longest(plan);
        if (backup.valid().compareTo(longest) < 0) {
            findings.add(review.warning(
                    "/safeguards/backup/valid",
                    "SW-0231",
                    "The backup counts as fresh for " + DurationText.format(backup.valid())
                            + ", but deciding and rolling back may take " + DurationText.format(longest),
                    "Let it be valid for longer than decision and phases together"));
        }
        lastChange(plan).ifPresent(last -> findings.add(older(review, last)));
        if (!backup.keep().contains(Kept.DUMP) && !backup.keep().contains(Kept.RESTORE_POINT)) {
            findings.add(review.warning(
                    "/safeguards/backup",
                    "SW-0233",
                    backup.keep().isEmpty()
                            ? "No backup is kept"
                            : "The only backup is a clone on the database's own server, which may be what fails",
                    "Add dump to safeguards.backup.keep"));
        }
        boolean restores = plan.phases()
                .data()
                .level3()
                .flatMap(Phases.DataLevel::restore)
                .filter(Restore.DUMP::equals)
                .isPresent();
        if (restores && !backup.keep().contains(Kept.CLONE)) {
            findings.add(review.warning(
                    "/phases/data/level-3",
                    "SW-0234",
                    "Level 3 restores a dump and there is no clone to compare with, so users wait until the restored dump was compared",
                    "Add clone to safeguards.backup.keep"));
        }
        return findings;
    }

    /** All who may be asked, then every phase to the end of its window. */
    private static Duration longest(Plan plan) {
        int asked = 1 + plan.decision().escalate().size();
        Phases phases = plan.phases();
        return plan.decision()
                .within()
                .multipliedBy(asked)
                .plus(phases.preservation().within())
                .plus(phases.data().within())
                .plus(phases.restoration().within())
                .plus(phases.validation().within());
    }

    /** The last change, when the backup that was taken before the first is no longer valid by then. */
    private static Optional<Change> lastChange(Plan plan) {
        List<Change> dated = plan.changes().stream()
                .filter(change -> change.date().isPresent())
                .sorted(java.util.Comparator.comparing(change -> change.date().orElseThrow()))
                .toList();
        if (dated.isEmpty()) {
            return Optional.empty();
        }
        Change last = dated.get(dated.size() - 1);
        LocalDate taken = dated.get(0).date().orElseThrow();
        boolean old = taken.atStartOfDay()
                .plus(plan.safeguards().backup().valid())
                .isBefore(last.date().orElseThrow().atStartOfDay());
        return old ? Optional.of(last) : Optional.empty();
    }

    private static Finding older(PlanUnderReview review, Change last) {
        return review.warning(
                "/changes/" + review.plan().changes().indexOf(last) + "/date",
                "SW-0232",
                "When " + last.id() + " is released on " + last.date().orElseThrow()
                        + ", the backup taken before the first change is no longer fresh; it counts for "
                        + DurationText.format(
                                review.plan().safeguards().backup().valid()),
                "Arm again before it, or plan it apart");
    }
}
