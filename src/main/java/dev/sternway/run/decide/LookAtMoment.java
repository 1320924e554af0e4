package dev.sternway.run.decide;

import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.Loss;
import dev.sternway.database.decode.ChangeSlot;
import dev.sternway.decision.Moment;
import dev.sternway.executor.Keepsakes;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phases.DataLevel;
import dev.sternway.plan.Phases.SetAside;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.rollback.AssessSituation;
import dev.sternway.run.step.TargetAccess;
import dev.sternway.run.times.Estimates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What a data rollback would set aside if it began now. Every count ends after two seconds. */
@Component
public class LookAtMoment {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String LATE = "could not be counted in 2 s";

    private final Runs runs;
    private final Guards guards;
    private final TargetAccess targets;
    private final AssessSituation assess;
    private final Estimates estimates;
    private final Clock clock;

    LookAtMoment(
            Runs runs, Guards guards, TargetAccess targets, AssessSituation assess, Estimates estimates, Clock clock) {
        this.estimates = estimates;
        this.runs = runs;
        this.guards = guards;
        this.targets = targets;
        this.assess = assess;
        this.clock = clock;
    }

    /** @return for the recommended level, or the least destructive one that fits; empty when none touches data */
    public Optional<Moment> now(String runId, Level recommended) {
        Runs.Run run = runs.get(runId);
        return Stream.of(recommended, Level.L1, Level.L2, Level.L3)
                .filter(Level::rollsBackData)
                .filter(level -> assess.whyNot(runId, level).isEmpty())
                .findFirst()
                .map(level -> {
                    Count count = rows(run, level);
                    return new Moment(level, count.rows(), count.unless(), clock.instant(), latestSafe(run));
                });
    }

    /** @param unless why there is no number, as the end of a sentence */
    private record Count(OptionalLong rows, String unless) {}

    private Count rows(Runs.Run run, Level level) {
        DataLevel how = run.plan().phases().data().of(level).orElseThrow();
        return how.restore().isPresent() ? sinceArming(run) : new Count(values(run, how), LATE);
    }

    /** By the log where it is kept, or else by comparing with the clone. */
    private Count sinceArming(Runs.Run run) {
        String name = run.plan().safeguards().backup().database();
        Keepsakes kept = guards.keepsakes(run.guard().id());
        if (targets.isMariaDb(run, name)) {
            return new Count(OptionalLong.empty(), "is counted once writes are frozen");
        }
        DatabaseAccess database = targets.database(run, name);
        OptionalLong logged = kept.find("slot/" + name)
                .map(slot -> new ChangeSlot(database, slot).changes())
                .orElse(OptionalLong.empty());
        if (logged.isPresent()) {
            return new Count(logged, LATE);
        }
        return kept.find("clone/" + name)
                .map(clone -> count(Loss.rows(database, database.other(clone), PATIENCE)))
                .orElse(new Count(
                        OptionalLong.empty(),
                        "is counted when the backup is restored: neither log nor clone was kept"));
    }

    private static Count count(Loss.Forgotten forgotten) {
        return forgotten.uncounted().isEmpty()
                ? new Count(OptionalLong.of(forgotten.rows()), LATE)
                : new Count(
                        OptionalLong.empty(),
                        "is at least " + forgotten.rows() + " rows: 2 s were too short for "
                                + String.join(", ", forgotten.uncounted()));
    }

    private OptionalLong values(Runs.Run run, DataLevel how) {
        String name = run.plan().safeguards().backup().database();
        boolean mariaDb = targets.isMariaDb(run, name);
        long sum = 0;
        for (SetAside aside : how.salvage()) {
            OptionalLong values = mariaDb
                    ? Loss.values(targets.mariaDb(run, name), aside.table(), aside.columns())
                    : Loss.values(targets.database(run, name), aside.table(), aside.columns());
            if (values.isEmpty()) {
                return values;
            }
            sum += values.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /** The last way back is the backup; it must still count when its restore is over. */
    /** By the slow end of past runs; before there were any, by what the plan says of the restore. */
    private Optional<Instant> latestSafe(Runs.Run run) {
        Optional<DataLevel> restore = run.plan().phases().data().of(Level.L3);
        return run.guard()
                .expiresAt()
                .filter(expiry -> restore.isPresent())
                .map(expiry -> expiry.minus(estimates
                        .untilItIsBack(run.plan(), Level.L3)
                        .or(() -> restore.flatMap(DataLevel::estimate))
                        .orElse(Duration.ZERO)));
    }
}
