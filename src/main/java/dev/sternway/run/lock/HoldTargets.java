package dev.sternway.run.lock;

import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Decision;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Target;
import dev.sternway.run.Guard;
import dev.sternway.run.Rollback;
import dev.sternway.run.RollbackEngine;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes a plan's targets for one rollback, puts others in line or refuses them, and lets the next go on. */
@Component
public class HoldTargets {
    private final Locks locks;
    private final Rollbacks rollbacks;
    private final Runs runs;
    private final RollbackEngine engine;
    private final Trail trail;
    private final Clock clock;

    HoldTargets(Locks locks, Rollbacks rollbacks, Runs runs, RollbackEngine engine, Trail trail, Clock clock) {
        this.locks = locks;
        this.rollbacks = rollbacks;
        this.runs = runs;
        this.engine = engine;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * @return the rollback that must end first; empty when the targets are held now
     * @throws ProblemException SW-0706 when a target is held and the plan does not wait, or its own rollback runs already
     */
    @Transactional
    public Optional<String> take(Runs.Run run) {
        Guard guard = run.guard();
        Optional<String> holder = locks.take(run.id(), guard.environment(), targets(run.plan()), clock.instant());
        holder.ifPresent(other -> {
            boolean own = rollbacks
                    .find(other)
                    .filter(it -> it.guardId().equals(guard.id()))
                    .isPresent();
            if (own || run.plan().decision().whenBusy() == Decision.Busy.REFUSE) {
                throw ProblemException.of(
                        "SW-0706",
                        "Rollback " + other + " holds a target of this plan in " + guard.environment(),
                        other,
                        "Wait for it, look at GET /api/rollbacks/" + other + ", or release the lock: sternway locks");
            }
            rollbacks.state(run.id(), Rollback.State.WAITING);
            trail.append(
                    run.id(),
                    "sternway",
                    Entry.Kind.TARGETS_AWAITED,
                    "waits for rollback " + other + ", which holds a target",
                    Map.of("holder", other));
        });
        return holder;
    }

    /** Releases everything that a rollback holds. */
    @Transactional
    public void letGo(String rollbackId) {
        locks.release(rollbackId);
        serveNext();
    }

    /** Those of its targets that others hold. */
    public List<Locks.Held> inTheWay(Runs.Run run) {
        Set<String> wanted = targets(run.plan());
        return locks.held().stream()
                .filter(held -> held.environment().equals(run.guard().environment()))
                .filter(held ->
                        wanted.contains(held.target()) && !held.rollbackId().equals(run.id()))
                .toList();
    }

    /** @throws ProblemException SW-0641 when nobody holds it, SW-0709 without a reason */
    @Transactional
    public Locks.Held release(String environment, String target, String by, String reason) {
        if (reason.isBlank()) {
            throw ProblemException.of(
                    "SW-0709", "Releasing a lock needs a reason", "reason", "Say why; it goes into the ledger");
        }
        Locks.Held held = locks.release(environment, target)
                .orElseThrow(() -> ProblemException.of(
                        "SW-0641",
                        "Nobody holds " + target + " in " + environment,
                        target,
                        "Look at GET /api/locks or sternway locks list"));
        trail.append(
                held.rollbackId(),
                by,
                Entry.Kind.LOCK_RELEASED,
                "released the lock on " + target + " in " + environment + ": " + reason,
                Map.of("target", target, "environment", environment));
        serveNext();
        return held;
    }

    /** Oldest first; one that still waits for another target holds nobody up. */
    private void serveNext() {
        for (Rollback waiting : rollbacks.in(Rollback.State.WAITING)) {
            Runs.Run run = runs.get(waiting.id());
            if (locks.take(waiting.id(), waiting.environment(), targets(run.plan()), clock.instant())
                    .isEmpty()) {
                rollbacks.state(waiting.id(), Rollback.State.DECIDING);
                trail.append(waiting.id(), "sternway", Entry.Kind.TARGETS_TAKEN, "holds its targets now", Map.of());
                engine.targetsFree(waiting.id());
            }
        }
    }

    /** By name, and databases by their address as well: another plan may have another name for the same one. */
    private static Set<String> targets(Plan plan) {
        Set<String> keys = new TreeSet<>(plan.targets().keySet());
        for (Target target : plan.targets().values()) {
            if (target.type() == Target.Type.POSTGRESQL || target.type() == Target.Type.MARIADB) {
                target.url().map(url -> url.replaceFirst("[?;].*$", "")).ifPresent(keys::add);
            }
        }
        return keys;
    }
}
