package dev.sternway.run.arm;

import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.RollbackEngine;
import dev.sternway.run.Trail;
import dev.sternway.run.trace.ArmingEnded;
import dev.sternway.run.watching.WatchGuards;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Ends a guard: the release is confirmed, a person disarms it, its certificate expires, or a rollback takes over. */
@Component
public class EndGuard {
    private final Guards guards;
    private final Trail trail;
    private final RollbackEngine engine;
    private final WatchGuards watch;
    private final ApplicationEventPublisher events;

    EndGuard(Guards guards, Trail trail, RollbackEngine engine, WatchGuards watch, ApplicationEventPublisher events) {
        this.events = events;
        this.guards = guards;
        this.trail = trail;
        this.engine = engine;
        this.watch = watch;
    }

    /**
     * Asks the guard's process to end. A plan that waits for review or approval is withdrawn by disarming it.
     *
     * @throws ProblemException SW-0705 when the guard is in another state
     */
    @Transactional
    public void ask(String guardId, Guard.State end, String by, String reason) {
        Guard guard = guards.find(guardId).orElseThrow(() -> unknown(guardId));
        boolean waits = guard.state() == Guard.State.REVIEW || guard.state() == Guard.State.APPROVAL;
        if (end == Guard.State.DISARMED && waits) {
            trail.append(
                    guardId, by, Entry.Kind.GUARD_ENDED, "withdrew the plan before it was armed: " + reason, Map.of());
            guards.replace(guard.with(end));
            engine.endGuard(guardId, "arming-withdrawn");
            return;
        }
        requireArmed(guard);
        trail.append(guard.id(), by, Entry.Kind.GUARD_ENDED, "asked to end the guard: " + reason, Map.of());
        guards.replace(guard.with(end));
        engine.endGuard(guardId, end == Guard.State.RELEASED ? "release-confirmed" : "guard-disarmed");
    }

    /** Called by the process at its end, whatever led there. */
    @Transactional
    public void end(String guardId) {
        Guard guard = guards.find(guardId).orElseThrow(() -> unknown(guardId));
        watch.stop(guardId);
        Guard.State end = switch (guard.state()) {
            case ARMED -> Guard.State.EXPIRED;
            case REVIEW, ARMING, APPROVAL -> Guard.State.NOT_ARMED;
            default -> guard.state();
        };
        guards.replace(guard.with(end));
        trail.append(guardId, "sternway", Entry.Kind.GUARD_ENDED, "the guard ended: " + end, Map.of());
        if (guard.armedAt().isEmpty()) {
            events.publishEvent(new ArmingEnded(guardId));
        }
    }

    private static void requireArmed(Guard guard) {
        if (guard.state() != Guard.State.ARMED) {
            throw ProblemException.of(
                    "SW-0705",
                    "Guard " + guard.id() + " is not armed but " + guard.state(),
                    guard.id(),
                    "Only an armed guard can be released or disarmed; one that waits for people can be disarmed");
        }
    }

    private static ProblemException unknown(String guardId) {
        return ProblemException.of("SW-0713", "No guard has the id " + guardId, guardId, "Look at GET /api/guards");
    }
}
