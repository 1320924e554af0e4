package dev.sternway.plan.steps;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.plan.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The plan's targets in which clients of its PostgreSQL database wait while it is frozen. */
record Poolers(Plan plan) {
    List<Step> steps(Activity activity, String action, UnaryOperator<String> name) {
        String database = plan.safeguards().backup().database();
        return plan.targets().entrySet().stream()
                .filter(target -> target.getValue().type() == Target.Type.PGBOUNCER)
                .map(java.util.Map.Entry::getKey)
                .sorted()
                .map(pooler -> Step.of(
                        activity,
                        name.apply(pooler),
                        "postgres/pooler",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("target", pooler)
                                .put("database", database)
                                .put("action", action),
                        Optional.empty()))
                .toList();
    }
}
