package dev.sternway.watch;

import dev.sternway.base.DurationText;
import dev.sternway.plan.Trigger;
import dev.sternway.plan.Trigger.NoData;
import dev.sternway.watch.Verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a trigger stands between two evaluations. A breach must hold at every evaluation for the whole of {@code for};
 * one that does not hold starts the time anew. A trigger fires once.
 *
 * @param since when the breach that still holds was first seen
 * @param baseline the value at arming, for relative conditions
 */
public record TriggerState(Optional<Instant> since, OptionalDouble baseline, boolean fired) {
    public static final TriggerState FRESH = new TriggerState(Optional.empty(), OptionalDouble.empty(), false);

    /** The state after an evaluation, and what it says. */
    public record Next(TriggerState state, Verdict verdict) {}

    public Next next(Trigger trigger, String query, Sample sample, Instant now) {
        String rule = trigger.breach().orElse("> 0")
                + (trigger.lasting().isZero() ? "" : " for " + DurationText.format(trigger.lasting()));
        if (sample instanceof Sample.Value value) {
            return valued(trigger, query, value.number(), rule, now);
        }
        boolean down = sample instanceof Sample.Down;
        String why = down ? ((Sample.Down) sample).why() : "no data";
        NoData means = trigger.noData().orElse(NoData.ASK);
        if (means == NoData.BREACH) {
            return breaching(trigger, query, OptionalDouble.empty(), rule, now, why + ", which counts as a breach");
        }
        Outcome outcome = means == NoData.ASK ? Outcome.ASK : down ? Outcome.SOURCE_DOWN : Outcome.NO_DATA;
        return new Next(this, new Verdict(trigger.id(), now, query, OptionalDouble.empty(), rule, outcome, why));
    }

    private Next valued(Trigger trigger, String query, double number, String rule, Instant now) {
        Breach breach = Breach.parse(trigger.breach().orElse("> 0"));
        OptionalDouble base = baseline.isPresent() ? baseline : OptionalDouble.of(number);
        TriggerState based = new TriggerState(since, base, fired);
        OptionalDouble value = OptionalDouble.of(number);
        if (breach.holds(number, base.getAsDouble())) {
            return based.breaching(trigger, query, value, rule, now, number + " is a breach");
        }
        TriggerState quiet = new TriggerState(Optional.empty(), base, fired);
        return new Next(
                quiet, new Verdict(trigger.id(), now, query, value, rule, Outcome.QUIET, number + " is no breach"));
    }

    private Next breaching(Trigger trigger, String query, OptionalDouble value, String rule, Instant now, String why) {
        Instant start = since.orElse(now);
        boolean due = !Duration.between(start, now).minus(trigger.lasting()).isNegative();
        boolean fires = due && !fired;
        TriggerState next = new TriggerState(Optional.of(start), baseline, fired || fires);
        String held = why + ", held for " + Duration.between(start, now).toSeconds() + " s of "
                + trigger.lasting().toSeconds() + " s";
        return new Next(
                next,
                new Verdict(trigger.id(), now, query, value, rule, fires ? Outcome.FIRED : Outcome.BREACHING, held));
    }
}
