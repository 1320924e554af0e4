package dev.sternway.run.turn;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.plan.Target;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.StepFinder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Finds the steps whose turn it is. Two that name one database never run at once, unless an executor says that its work only
 * reads.
 */
@Component
public class NextSteps {
    private static final Set<Target.Type> DATABASES =
            Set.of(Target.Type.POSTGRESQL, Target.Type.MARIADB, Target.Type.PGBOUNCER);

    private final Runs runs;
    private final StepFinder finder;
    private final ExecutorCatalogue executors;

    NextSteps(Runs runs, StepFinder finder, ExecutorCatalogue executors) {
        this.runs = runs;
        this.finder = finder;
        this.executors = executors;
    }

    /** How many steps the activity has. */
    public int count(String runId, Activity activity) {
        return finder.steps(runs.get(runId), activity).size();
    }

    /**
     * @param waiting positions of the steps that have not begun
     * @param running of those that have begun and are not over; one that waits for a person is not over
     */
    public List<Integer> now(String runId, Activity activity, Set<Integer> waiting, Set<Integer> running) {
        Runs.Run run = runs.get(runId);
        List<Step> steps = finder.steps(run, activity);
        return finder.order(run, activity)
                .next(waiting, running, position -> databases(run.plan(), steps.get(position)));
    }

    private Set<String> databases(Plan plan, Step step) {
        Set<String> named = new TreeSet<>();
        if (!executors.find(step.uses()).filter(Executor::onlyReads).isPresent()) {
            collect(plan, step.with(), named);
        }
        return named;
    }

    /** By address, since two targets may be one database. */
    private static void collect(Plan plan, JsonNode input, Set<String> named) {
        if (input.isTextual()) {
            Optional.ofNullable(plan.targets().get(input.asText()))
                    .filter(target -> DATABASES.contains(target.type()))
                    .ifPresent(target -> named.add(target.url().orElse(input.asText())));
        }
        input.forEach(inner -> collect(plan, inner, named));
    }
}
