package dev.sternway.watch;

import dev.sternway.plan.Trigger;
import dev.sternway.watch.Verdict.Outcome;
import dev.sternway.watch.condition.Baseline;
import dev.sternway.watch.condition.Rule;
import dev.sternway.watch.source.PrometheusSource.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** When a trigger would have fired in the past. After a firing it may fire again once it was quiet. */
public final class Replay {
    private final Trigger trigger;
    private final Rule rule;

    public Replay(Trigger trigger) {
        this.trigger = trigger;
        this.rule = Rule.of(trigger);
    }

    /** @param outcomes how often each came */
    public record Result(String rule, List<Verdict> fired, Map<Outcome, Integer> outcomes) {
        /** Firings outside the times in which something was wrong. */
        public long falsely(List<Span> bad) {
            return fired.stream()
                    .filter(it -> bad.stream().noneMatch(span -> span.holds(it.at())))
                    .count();
        }
    }

    /** A time in which something was wrong, both ends included. */
    public record Span(Instant from, Instant to) {
        boolean holds(Instant at) {
            return !at.isBefore(from) && !at.isAfter(to);
        }
    }

    /** @param points in order of time; where one is missing for longer than two evaluations, no data is taken for it */
    public Result over(List<Point> points) {
        TriggerState state = TriggerState.with(baseline(points));
        List<Verdict> fired = new ArrayList<>();
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        Instant expected = points.isEmpty() ? Instant.MAX : points.get(0).at();
        Duration gap = trigger.every().multipliedBy(2);
        for (Point point : points) {
            if (Duration.between(expected, point.at()).compareTo(gap) > 0) {
                state = evaluated(state, new Sample.None(), expected, fired, outcomes);
            }
            state = evaluated(state, new Sample.Value(point.value()), point.at(), fired, outcomes);
            expected = point.at().plus(trigger.every());
        }
        return new Result(rule.text(), fired, outcomes);
    }

    private TriggerState evaluated(
            TriggerState before, Sample sample, Instant at, List<Verdict> fired, Map<Outcome, Integer> outcomes) {
        TriggerState.Next next = before.next(trigger, rule, "replay", sample, at);
        outcomes.merge(next.verdict().outcome(), 1, Integer::sum);
        if (next.verdict().outcome() == Outcome.FIRED) {
            fired.add(next.verdict());
        }
        return next.verdict().outcome().calm() ? next.state().untaken(Instant.MIN) : next.state();
    }

    private Baseline baseline(List<Point> points) {
        if (trigger.baseline().isEmpty() || points.isEmpty()) {
            return Baseline.first();
        }
        Trigger.Baseline wanted = trigger.baseline().get();
        int least = Math.max(
                wanted.points(),
                trigger.statistics().map(Trigger.Statistics::points).orElse(1));
        return new Baseline(List.of(), points.get(0).at().plus(wanted.over()), least, OptionalDouble.empty());
    }
}
