package dev.sternway.run.watching;

import dev.sternway.base.DurationText;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Trigger;
import dev.sternway.watch.Verdict;
import dev.sternway.watch.condition.Condition;
import dev.sternway.watch.condition.Rule;
import dev.sternway.watch.condition.Unit;
import java.util.Optional;

/** Verdicts as sentences for somebody who is tired. */
public final class VerdictWords {
    private VerdictWords() {}

    /** {@code “More than 10% of requests end in an error” fired: 14% is above 10%, for 1m.} */
    public static String sentence(Plan plan, Verdict verdict) {
        return "“" + title(plan, verdict.triggerId()) + "” " + state(verdict.outcome()) + ": " + verdict.why() + ".";
    }

    /** What the plan calls the trigger; its id when it has no title. */
    public static String title(Plan plan, String triggerId) {
        return trigger(plan, triggerId).flatMap(Trigger::title).orElse(triggerId);
    }

    static Optional<Trigger> trigger(Plan plan, String triggerId) {
        return plan.triggers().stream().filter(it -> it.id().equals(triggerId)).findFirst();
    }

    /** What the trigger's values are. A condition in percent says that they are shares. */
    public static Unit unit(Plan plan, Verdict verdict) {
        return trigger(plan, verdict.triggerId()).map(Rule::of).map(Rule::unit).orElse(Unit.NUMBER);
    }

    /** When the verdict's trigger fires; empty when the plan has no such trigger any more. */
    public static String rule(Plan plan, Verdict verdict) {
        return trigger(plan, verdict.triggerId()).map(VerdictWords::rule).orElse("");
    }

    /** When it fires: {@code Fires when above 10% for 1m}. */
    public static String rule(Trigger trigger) {
        boolean health = Unit.of(trigger) == Unit.HEALTH;
        boolean together = Unit.of(trigger) == Unit.TOGETHER;
        String rule = trigger.statistics()
                .map(any -> "Fires when it is worse than usual by more than chance")
                .or(() -> trigger.breach()
                        .filter(breach -> !health && !together)
                        .map(breach -> "Fires when " + Condition.parse(breach).words()))
                .orElse(
                        health
                                ? "Fires when it does not answer as it should"
                                : together ? "Fires when other triggers breach together" : "Fires when it is reported");
        return rule
                + (trigger.lasting().isZero() ? "" : " for " + DurationText.format(trigger.lasting()))
                + trigger.times().map(times -> ", in " + times + " looks").orElse("");
    }

    private static String state(Verdict.Outcome outcome) {
        return switch (outcome) {
            case QUIET -> "is quiet";
            case NEAR_MISS -> "nearly fired";
            case LEARNING -> "learns what is usual";
            case BREACHING -> "is breached, not for long enough yet";
            case FIRED -> "fired";
            case NO_DATA -> "has no data";
            case NO_NUMBER -> "has no number";
            case NO_TRAFFIC -> "has no traffic";
            case SOURCE_DOWN -> "gets no answer";
            case ASK -> "needs a person to look";
        };
    }
}
