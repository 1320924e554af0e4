package dev.sternway.watch;

import dev.sternway.base.DurationText;
import dev.sternway.plan.Trigger;
import dev.sternway.plan.Trigger.NoData;
import dev.sternway.watch.Verdict.Outcome;
import dev.sternway.watch.condition.Baseline;
import dev.sternway.watch.condition.Condition.Judgement;
import dev.sternway.watch.condition.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a trigger stands between two evaluations. A breach must hold at every evaluation for the whole of {@code for};
 * one that does not hold starts the time anew. Only time that was looked at counts: a gap, a restart or a clock that steps
 * adds at most three times {@code every}. A trigger fires once.
 *
 * @param held how long the breach holds, when there is one
 * @param recent whether the last evaluations were breaches, oldest first
 * @param values the newest numbers, for statistics
 * @param mutedUntil it does not fire before
 */
public record TriggerState(
        Optional<Duration> held,
        Optional<Instant> last,
        List<Boolean> recent,
        List<Double> values,
        Baseline baseline,
        boolean fired,
        Instant mutedUntil) {
    public static final TriggerState FRESH = with(Baseline.first());

    private static final int REMEMBERED = 10;
    private static final int FLAPPING = 4;
    private static final int GAP = 3;
    private static final Duration SHORTEST_GAP = Duration.ofSeconds(1);

    /** The state after an evaluation, and what it says. */
    public record Next(TriggerState state, Verdict verdict) {}

    public TriggerState {
        recent = List.copyOf(recent);
        values = List.copyOf(values);
    }

    public static TriggerState with(Baseline baseline) {
        return new TriggerState(Optional.empty(), Optional.empty(), List.of(), List.of(), baseline, false, Instant.MIN);
    }

    /** As it was when the last of these verdicts was spoken. @param past oldest first */
    public static TriggerState after(List<Verdict> past, Trigger trigger, Rule rule, Baseline baseline, boolean fired) {
        TriggerState state = with(baseline);
        for (Verdict verdict : past) {
            boolean bad = verdict.outcome() == Outcome.BREACHING || verdict.outcome() == Outcome.FIRED;
            TriggerState waited = state.waited(trigger, verdict.at());
            state = bad || verdict.outcome().calm()
                    ? waited.seen(rule, bad, verdict.value()).held(bad)
                    : waited;
        }
        return new TriggerState(state.held, state.last, state.recent, state.values, baseline, fired, state.mutedUntil);
    }

    /** Whether it breaches for long enough, fired or not. */
    public boolean due(Trigger trigger) {
        return held.filter(time -> time.compareTo(trigger.lasting()) >= 0).isPresent();
    }

    /** It fired, and nobody could take it: it fires again later. */
    public TriggerState untaken(Instant until) {
        return new TriggerState(held, last, recent, values, baseline, false, until);
    }

    public Next next(Trigger trigger, Rule rule, String query, Sample sample, Instant now) {
        TriggerState here = waited(trigger, now);
        if (sample instanceof Sample.Value value && Double.isFinite(value.number())) {
            return here.valued(trigger, rule, query, value.number(), now);
        }
        NoData means = Unclear.means(trigger, sample);
        if (means == NoData.BREACH) {
            return here.seen(rule, true, OptionalDouble.empty())
                    .breaching(
                            trigger,
                            rule,
                            query,
                            OptionalDouble.empty(),
                            now,
                            sample.words() + ", which counts as a breach");
        }
        Outcome outcome = means == NoData.ASK ? Outcome.ASK : Unclear.outcome(sample);
        return new Next(
                here,
                new Verdict(trigger.id(), now, query, OptionalDouble.empty(), rule.text(), outcome, sample.words()));
    }

    private Next valued(Trigger trigger, Rule rule, String query, double number, Instant now) {
        OptionalDouble value = OptionalDouble.of(number);
        TriggerState based = this;
        boolean bad = judge(rule, number, now).holds();
        if (rule.needsBaseline() && baseline.learning(now) && !bad) {
            based = new TriggerState(held, last, recent, values, baseline.with(number), fired, mutedUntil);
            if (based.baseline.learning(now)) {
                String why = rule.unit().said(number) + " is taken into what is usual, of which "
                        + based.baseline.values().size() + " values are known";
                return new Next(
                        based.seen(rule, false, OptionalDouble.empty()).held(false),
                        new Verdict(trigger.id(), now, query, value, rule.text(), Outcome.LEARNING, why));
            }
        }
        TriggerState seen = based.seen(rule, false, value);
        Judgement judgement = seen.judge(rule, number, now);
        seen = based.seen(rule, judgement.holds(), value);
        long breaches = seen.breaches(rule);
        boolean enough = rule.of() > 1 ? breaches >= rule.needed() : judgement.holds();
        String why = judgement.why()
                + (rule.of() > 1 ? ", bad in " + breaches + " of the last " + rule.of() + " looks" : "");
        NoData flapping = seen.flaps() ? Unclear.flapping(trigger) : NoData.IGNORE;
        if (!enough && held.isPresent() && flapping == NoData.BREACH) {
            return seen.breaching(
                    trigger, rule, query, value, now, why + ", but it comes and goes, which counts as a breach");
        }
        if (enough) {
            return seen.breaching(trigger, rule, query, value, now, why);
        }
        String ended = held.filter(time -> !fired)
                .map(time -> "; before, it was bad for " + DurationText.format(time) + " only")
                .orElse("");
        boolean near = judgement.near() || breaches > 0 || !ended.isEmpty();
        Outcome outcome = flapping == NoData.ASK ? Outcome.ASK : near ? Outcome.NEAR_MISS : Outcome.QUIET;
        return new Next(
                seen.held(false),
                new Verdict(
                        trigger.id(),
                        now,
                        query,
                        value,
                        rule.text(),
                        outcome,
                        why + ended + (flapping == NoData.ASK ? "; it comes and goes" : "")));
    }

    private Judgement judge(Rule rule, double number, Instant now) {
        return rule.chance().isPresent()
                ? rule.chance().get().judge(baseline.learning(now) ? List.of() : baseline.values(), values)
                : rule.condition()
                        .judge(number, baseline.learning(now) ? OptionalDouble.empty() : baseline.mean(), rule.unit());
    }

    private Next breaching(Trigger trigger, Rule rule, String query, OptionalDouble value, Instant now, String why) {
        TriggerState next = held(true);
        boolean fires = next.due(trigger) && !fired && !now.isBefore(mutedUntil);
        Duration lasting = next.held.orElse(Duration.ZERO);
        String lasted = why
                + (trigger.lasting().isZero()
                        ? ""
                        : ", for " + (lasting.isZero() ? "0s" : DurationText.format(lasting)))
                + (next.due(trigger) ? "" : " of the " + DurationText.format(trigger.lasting()) + " that it takes");
        return new Next(
                new TriggerState(next.held, last, recent, values, baseline, fired || fires, mutedUntil),
                new Verdict(
                        trigger.id(),
                        now,
                        query,
                        value,
                        rule.text(),
                        fires ? Outcome.FIRED : Outcome.BREACHING,
                        lasted));
    }

    /** Time goes by; a breach that holds goes on holding. */
    private TriggerState waited(Trigger trigger, Instant now) {
        Duration longest = trigger.every().multipliedBy(GAP);
        Duration cap = longest.compareTo(SHORTEST_GAP) < 0 ? SHORTEST_GAP : longest;
        Duration gap = last.map(before -> Duration.between(before, now)).orElse(Duration.ZERO);
        Duration passed = gap.isNegative() ? Duration.ZERO : gap.compareTo(cap) > 0 ? cap : gap;
        return new TriggerState(
                held.map(time -> time.plus(passed)), Optional.of(now), recent, values, baseline, fired, mutedUntil);
    }

    private TriggerState held(boolean breach) {
        Optional<Duration> next = breach ? Optional.of(held.orElse(Duration.ZERO)) : Optional.empty();
        return new TriggerState(next, last, recent, values, baseline, fired, mutedUntil);
    }

    private TriggerState seen(Rule rule, boolean breach, OptionalDouble value) {
        List<Double> newest = new ArrayList<>(values);
        value.ifPresent(newest::add);
        int kept = rule.chance().map(chance -> chance.points()).orElse(0);
        return new TriggerState(
                held,
                last,
                tail(plus(recent, breach), Math.max(REMEMBERED, rule.of())),
                tail(newest, kept),
                baseline,
                fired,
                mutedUntil);
    }

    private long breaches(Rule rule) {
        return rule.of() > 1
                ? tail(recent, rule.of()).stream().filter(bad -> bad).count()
                : 0;
    }

    private boolean flaps() {
        List<Boolean> newest = tail(recent, REMEMBERED);
        int changes = 0;
        for (int i = 1; i < newest.size(); i++) {
            changes += newest.get(i).equals(newest.get(i - 1)) ? 0 : 1;
        }
        return changes >= FLAPPING;
    }

    private static List<Boolean> plus(List<Boolean> list, boolean last) {
        List<Boolean> more = new ArrayList<>(list);
        more.add(last);
        return more;
    }

    private static <T> List<T> tail(List<T> list, int longest) {
        return list.subList(Math.max(0, list.size() - longest), list.size());
    }
}
