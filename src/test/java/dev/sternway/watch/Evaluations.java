package dev.sternway.watch;

import dev.sternway.plan.Trigger;
import dev.sternway.watch.Verdict.Outcome;
import dev.sternway.watch.condition.Baseline;
import dev.sternway.watch.condition.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Evaluations of one trigger, one after the other. */
abstract class Evaluations {
    static final Instant START = Instant.parse("2026-12-01T02:00:00Z");
    static final Sample BAD = new Sample.Value(0.2);
    static final Sample GOOD = new Sample.Value(0.05);
    static final Sample NONE = new Sample.None();
    static final Sample DOWN = new Sample.Down("connection refused");
    static final String MINUTE = "for: 60s";
    static final String IGNORE = "no-data: ignore";

    final List<Verdict> spoken = new ArrayList<>();
    Trigger trigger = errors(MINUTE, IGNORE);
    TriggerState state = TriggerState.FRESH;

    final void restart() {
        state = TriggerState.after(spoken, trigger, Rule.of(trigger), Baseline.first(), false);
    }

    final List<Outcome> outcomes(Sample... samples) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < samples.length; i++) {
            outcomes.add(at(20L * i, samples[i]));
        }
        return outcomes;
    }

    final List<Outcome> series(double... values) {
        List<Outcome> outcomes = new ArrayList<>();
        for (double value : values) {
            outcomes.add(at(20L * outcomes.size(), new Sample.Value(value)));
        }
        return outcomes;
    }

    final Verdict last() {
        return spoken.get(spoken.size() - 1);
    }

    final Outcome at(long seconds, Sample sample) {
        TriggerState.Next next =
                state.next(trigger, Rule.of(trigger), "GET /metrics", sample, START.plusSeconds(seconds));
        state = next.state();
        spoken.add(next.verdict());
        return next.verdict().outcome();
    }

    static Trigger errors(String... words) {
        List<String> all = new ArrayList<>(List.of("breach: '> 10%'"));
        all.addAll(List.of(words));
        if (all.stream().noneMatch(word -> word.startsWith("every"))) {
            all.add("every: 20s");
        }
        return Triggers.trigger(all.toArray(String[]::new));
    }
}
