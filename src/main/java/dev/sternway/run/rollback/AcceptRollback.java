package dev.sternway.run.rollback;

import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.lock.HoldTargets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Checks a start of the rollback process, whichever door it came through, and locks the targets; or refuses. */
@Component
public class AcceptRollback {
    private static final int LONGEST_REASON = 2000;

    private final Guards guards;
    private final Rollbacks rollbacks;
    private final Runs runs;
    private final HoldTargets hold;
    private final Trail trail;
    private final Clock clock;

    AcceptRollback(Guards guards, Rollbacks rollbacks, Runs runs, HoldTargets hold, Trail trail, Clock clock) {
        this.hold = hold;
        this.guards = guards;
        this.rollbacks = rollbacks;
        this.runs = runs;
        this.trail = trail;
        this.clock = clock;
    }

    /** @throws ProblemException SW-0702 unknown plan, SW-0703 wrong environment, SW-0704 not armed, SW-0706 busy, SW-0710 repeated */
    @Transactional
    public Runs.Run accept(RequestRollback.Request request, Optional<String> key, String by) {
        key.flatMap(rollbacks::byKey).ifPresent(before -> {
            throw ProblemException.of(
                    "SW-0710",
                    "Rollback " + before.id() + " was started with this key already",
                    before.id(),
                    "Look at GET /api/rollbacks/" + before.id());
        });
        if (request.reason().isBlank() || request.reason().length() > LONGEST_REASON) {
            throw ProblemException.of(
                    "SW-0709", "A rollback needs a reason of 1 to 2000 characters", "reason", "Say what is broken");
        }
        Guard guard = armed(request.planId(), request.environment());
        Rollback rollback = new Rollback(
                "rollback-" + UUID.randomUUID(),
                guard.id(),
                guard.planId(),
                guard.environment(),
                request.reason(),
                request.trigger(),
                request.dataDamaged(),
                by,
                key,
                Rollback.State.DECIDING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                clock.instant(),
                Optional.empty(),
                Optional.empty());
        rollbacks.add(rollback);
        Runs.Run run = runs.get(rollback.id());
        trail.append(
                rollback.id(),
                by,
                Entry.Kind.ROLLBACK_REQUESTED,
                "asked for a rollback: " + request.reason(),
                Map.of("guard", guard.id(), "trigger", request.trigger().orElse("")));
        hold.take(run);
        return runs.get(rollback.id());
    }

    private Guard armed(String planId, String environment) {
        Optional<Guard> standing = guards.standing(planId, environment);
        if (standing.isEmpty()) {
            var elsewhere = guards.environmentsOf(planId);
            if (elsewhere.isEmpty()) {
                throw ProblemException.of(
                        "SW-0702", "No plan " + planId + " is known", planId, "Arm it first: sternway arm FOLDER");
            }
            if (!elsewhere.contains(environment)) {
                throw ProblemException.of(
                        "SW-0703",
                        "Plan " + planId + " is not known in " + environment,
                        environment,
                        "It is known in " + String.join(", ", elsewhere));
            }
        }
        return standing.filter(guard -> guard.state() == Guard.State.ARMED)
                .orElseThrow(() -> ProblemException.of(
                        "SW-0704",
                        "Plan " + planId + " is not armed in " + environment
                                + standing.map(guard -> " but " + guard.state()).orElse(""),
                        planId,
                        "Only an armed plan can be rolled back"));
    }
}
