package dev.sternway.run.decide;

import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.Loss;
import dev.sternway.database.decode.ChangeSlot;
import dev.sternway.decision.Moment;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phases.DataLevel;
import dev.sternway.plan.Phases.SetAside;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.rollback.AssessSituation;
import dev.sternway.run.step.TargetAccess;
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
    private final Runs runs;
    private final Guards guards;
    private final TargetAccess targets;
    private final AssessSituation assess;
    private final Clock clock;

    LookAtMoment(Runs runs, Guards guards, TargetAccess targets, AssessSituation assess, Clock clock) {
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
                .map(level -> new Moment(level, rows(run, level), clock.instant(), latestSafe(run)));
    }

    private OptionalLong rows(Runs.Run run, Level level) {
        DataLevel how = run.plan().phases().data().of(level).orElseThrow();
        String name = run.plan().safeguards().backup().database();
        DatabaseAccess database = targets.database(run, name);
        if (how.restore().isPresent()) {
            return guards.keepsakes(run.guard().id())
                    .find("slot/" + name)
                    .map(slot -> new ChangeSlot(database, slot).changes())
                    .orElse(OptionalLong.empty());
        }
        long sum = 0;
        for (SetAside aside : how.salvage()) {
            OptionalLong values = Loss.values(database, aside.table(), aside.columns());
            if (values.isEmpty()) {
                return values;
            }
            sum += values.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /** The last way back is the backup; it must still count when its restore is over. */
    private static Optional<Instant> latestSafe(Runs.Run run) {
        Optional<DataLevel> restore = run.plan().phases().data().of(Level.L3);
        return run.guard()
                .expiresAt()
                .filter(expiry -> restore.isPresent())
                .map(expiry -> expiry.minus(restore.flatMap(DataLevel::estimate).orElse(Duration.ZERO)));
    }
}
