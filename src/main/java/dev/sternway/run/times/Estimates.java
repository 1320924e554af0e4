package dev.sternway.run.times;

import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.plan.steps.PlannedSteps;
import dev.sternway.plan.yaml.PlanMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What past runs and rehearsals of a plan say about how long its steps take. */
@Component
public class Estimates {
    private static final Set<Phase> UNTIL_IT_IS_BACK = EnumSet.of(Phase.PRESERVATION, Phase.DATA, Phase.RESTORATION);
    private static final Comparator<String> STAGING_FIRST = Comparator.<String, Boolean>comparing(
                    environment -> !environment.startsWith("staging"))
            .thenComparing(Comparator.naturalOrder());

    private final StepTimes times;

    Estimates(StepTimes times) {
        this.times = times;
    }

    /** By the names of steps, over all environments. */
    public Map<String, Spread> of(String planId) {
        return spreads(times.of(planId));
    }

    /** By environment, staging first, then by the names of steps. */
    public Map<String, Map<String, Spread>> byEnvironment(String planId) {
        Map<String, List<StepTimes.Took>> grouped = times.of(planId).stream()
                .collect(Collectors.groupingBy(
                        StepTimes.Took::environment, () -> new TreeMap<>(STAGING_FIRST), Collectors.toList()));
        Map<String, Map<String, Spread>> all = new LinkedHashMap<>();
        grouped.forEach((environment, took) -> all.put(environment, spreads(took)));
        return all;
    }

    /**
     * How long it takes until the old version is back, by the slow end of past runs, and by the plan where there are none.
     *
     * @return empty when no step of the plan was ever measured
     */
    public Optional<Duration> untilItIsBack(Plan plan, Level level) {
        Map<String, Spread> spreads = of(plan.metadata().id());
        PlannedSteps planned = new PlannedSteps(plan, Optional.of(level), PlanMapper.json());
        List<Step> steps = new ArrayList<>();
        for (Activity activity : Activity.values()) {
            if (UNTIL_IT_IS_BACK.contains(activity.phase()) && activity != Activity.ANNOUNCE) {
                steps.addAll(planned.of(activity));
            }
        }
        return steps.stream().anyMatch(step -> spreads.containsKey(step.name()))
                ? Optional.of(steps.stream()
                        .map(step -> Optional.ofNullable(spreads.get(step.name()))
                                .map(Spread::p90)
                                .or(step::estimate)
                                .orElse(Duration.ZERO))
                        .reduce(Duration.ZERO, Duration::plus))
                : Optional.empty();
    }

    private static Map<String, Spread> spreads(List<StepTimes.Took> took) {
        Map<String, List<Duration>> byStep = took.stream()
                .collect(Collectors.groupingBy(
                        StepTimes.Took::step,
                        TreeMap::new,
                        Collectors.mapping(StepTimes.Took::duration, Collectors.toList())));
        Map<String, Spread> spreads = new TreeMap<>();
        byStep.forEach((step, durations) -> spreads.put(step, Spread.of(durations)));
        return spreads;
    }
}
