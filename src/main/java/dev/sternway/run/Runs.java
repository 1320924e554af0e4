package dev.sternway.run;

import dev.sternway.base.ProblemException;
import dev.sternway.plan.Plan;
import dev.sternway.plan.bundle.PlanBundle;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds what a run id stands for: a guard, or a rollback with its guard, and the sealed plan of both. */
@Component
public class Runs {
    private final Guards guards;
    private final Rollbacks rollbacks;
    private final Bundles bundles;

    Runs(Guards guards, Rollbacks rollbacks, Bundles bundles) {
        this.guards = guards;
        this.rollbacks = rollbacks;
        this.bundles = bundles;
    }

    /** A guard or rollback with its sealed plan. */
    public record Run(String id, Guard guard, Optional<Rollback> rollback, PlanBundle bundle, Plan plan) {}

    /** @throws ProblemException SW-0713 when neither a guard nor a rollback has the id */
    public Run get(String runId) {
        Optional<Rollback> rollback = rollbacks.find(runId);
        Guard guard = guards.find(rollback.map(Rollback::guardId).orElse(runId)).orElseThrow(() -> unknown(runId));
        PlanBundle bundle = bundles.find(guard.digest()).orElseThrow(() -> unknown(runId));
        return new Run(runId, guard, rollback, bundle, bundle.plan(guard.environment()));
    }

    private static ProblemException unknown(String runId) {
        return ProblemException.of(
                "SW-0713", "No guard and no rollback has the id " + runId, runId, "Look at GET /api/rollbacks");
    }
}
