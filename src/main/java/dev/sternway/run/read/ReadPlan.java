package dev.sternway.run.read;

import dev.sternway.document.render.Actuals;
import dev.sternway.document.render.PlanDocument;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.lint.Lint;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.run.Runs;
import dev.sternway.run.times.Estimates;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** A sealed plan as a document, with the times of past runs, and what lint says of it today. */
@Component
public class ReadPlan {
    private final Estimates estimates;
    private final ExecutorCatalogue executors;
    private final Clock clock;

    ReadPlan(Estimates estimates, ExecutorCatalogue executors, Clock clock) {
        this.estimates = estimates;
        this.executors = executors;
        this.clock = clock;
    }

    /** A page of its own, without scripts. */
    public String html(Runs.Run run) {
        Actuals past = new Actuals(estimates.of(run.plan().metadata().id()).entrySet().stream()
                .collect(Collectors.toMap(
                        java.util.Map.Entry::getKey, spread -> spread.getValue().p50())));
        return PlanDocument.html(
                run.plan(),
                path -> run.bundle().file(path).map(content -> new String(content, StandardCharsets.UTF_8)),
                past,
                executors::undo);
    }

    /** In the order of the file; what has grown stale since the plan was sealed is among it. */
    public List<Finding> findings(Runs.Run run) {
        return new Lint(executors.schemas(), clock)
                .check(run.bundle(), Optional.of(run.guard().environment()), PlanBundle.PLAN)
                .findings();
    }
}
