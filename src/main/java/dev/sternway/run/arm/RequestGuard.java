package dev.sternway.run.arm;

import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Plan;
import dev.sternway.plan.allow.AllowFile;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.run.Bundles;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.RollbackEngine;
import dev.sternway.run.Trail;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Registers a sealed plan for an environment and starts its way to being armed. */
@Component
public class RequestGuard {
    private final Bundles bundles;
    private final Guards guards;
    private final Trail trail;
    private final RollbackEngine engine;
    private final AllowFile allow;
    private final Clock clock;

    RequestGuard(Bundles bundles, Guards guards, Trail trail, RollbackEngine engine, AllowFile allow, Clock clock) {
        this.bundles = bundles;
        this.guards = guards;
        this.trail = trail;
        this.engine = engine;
        this.allow = allow;
        this.clock = clock;
    }

    /**
     * @throws ProblemException SW-0704 when a guard stands for the plan in the environment already, SW-0837 or SW-0838 when
     *     the plan names a host that may not be asked
     */
    @Transactional
    public Guard request(PlanBundle bundle, String environment, String by) {
        Plan plan = bundle.plan(environment);
        String planId = plan.metadata().id();
        allow.objections(plan, environment).stream().findFirst().ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        guards.standing(planId, environment).ifPresent(standing -> {
            throw ProblemException.of(
                    "SW-0704",
                    "Guard " + standing.id() + " stands for " + planId + " in " + environment + " already ("
                            + standing.state() + ")",
                    standing.id(),
                    "Release or disarm it first");
        });
        int revision = bundles.register(planId, bundle, by);
        Guard guard = new Guard(
                "guard-" + UUID.randomUUID(),
                planId,
                revision,
                bundle.digest(),
                environment,
                Guard.State.REVIEW,
                by,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        guards.add(guard);
        trail.append(
                guard.id(),
                by,
                Entry.Kind.GUARD_REQUESTED,
                "asked to arm " + planId + " revision " + revision + " in " + environment,
                Map.of("digest", bundle.digest()));
        engine.startGuard(guard.id(), by);
        return guard;
    }
}
