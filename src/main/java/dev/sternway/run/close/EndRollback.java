package dev.sternway.run.close;

import dev.sternway.ledger.Entry;
import dev.sternway.plan.Level;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Rollback;
import dev.sternway.run.RollbackEngine;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.followup.FollowUps;
import dev.sternway.run.lock.HoldTargets;
import dev.sternway.run.measure.RollbackEnded;
import dev.sternway.run.undo.WayOn;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives a rollback its final state and lets its targets go. */
@Component
public class EndRollback {
    private final Runs runs;
    private final Rollbacks rollbacks;
    private final Guards guards;
    private final HoldTargets hold;
    private final FollowUps followUps;
    private final Trail trail;
    private final Clock clock;
    private final RollbackEngine engine;
    private final WayOn wayOn;
    private final ApplicationEventPublisher events;

    EndRollback(
            Runs runs,
            Rollbacks rollbacks,
            Guards guards,
            HoldTargets hold,
            FollowUps followUps,
            Trail trail,
            Clock clock,
            RollbackEngine engine,
            WayOn wayOn,
            ApplicationEventPublisher events) {
        this.events = events;
        this.engine = engine;
        this.wayOn = wayOn;
        this.hold = hold;
        this.followUps = followUps;
        this.runs = runs;
        this.rollbacks = rollbacks;
        this.guards = guards;
        this.trail = trail;
        this.clock = clock;
    }

    @Transactional
    public void end(String runId, boolean confirmed) {
        Runs.Run run = runs.get(runId);
        Rollback rollback = run.rollback().orElseThrow();
        if (rollback.state().ended()) {
            return;
        }
        Rollback.State state = outcome(rollback, confirmed);
        rollbacks.ended(runId, state, clock.instant());
        if (state == Rollback.State.ABORTED) {
            armAgain(run.guard());
        } else if (state == Rollback.State.ROLLED_BACK || state == Rollback.State.NOT_CONFIRMED) {
            guards.replace(run.guard().with(Guard.State.ROLLED_BACK));
        }
        trail.append(
                runId,
                "sternway",
                Entry.Kind.CLOSED,
                "closed: " + state
                        + wayOn.of(run, state).map(text -> "; " + text).orElse(""),
                Map.of("outcome", state.name()));
        if (state != Rollback.State.HELD && state != Rollback.State.PAUSED) {
            followUps.open(run);
        }
        hold.letGo(runId);
        events.publishEvent(new RollbackEnded(runId));
    }

    /** Until its backup is stale it may be rolled back again, released or disarmed. */
    private void armAgain(Guard guard) {
        guards.replace(guard.armedAgain());
        Duration left = guard.expiresAt()
                .map(end -> Duration.between(clock.instant(), end))
                .filter(it -> !it.isNegative())
                .orElse(Duration.ZERO);
        engine.watchGuard(guard.id(), left);
    }

    static Rollback.State outcome(Rollback rollback, boolean confirmed) {
        if (rollback.state() == Rollback.State.ABORTING) {
            return Rollback.State.ABORTED;
        }
        Level level = rollback.level().orElse(Level.HOLD);
        if (level == Level.HOLD) {
            return Rollback.State.HELD;
        }
        if (level == Level.PAUSE) {
            return Rollback.State.PAUSED;
        }
        return confirmed ? Rollback.State.ROLLED_BACK : Rollback.State.NOT_CONFIRMED;
    }
}
