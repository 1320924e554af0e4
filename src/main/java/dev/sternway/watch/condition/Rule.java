package dev.sternway.watch.condition;

import dev.sternway.base.DurationText;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.Trigger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When one evaluation of a trigger counts as a breach, and how many must.
 *
 * @param needed so many of the last {@code of} evaluations
 */
public record Rule(String text, Condition condition, Optional<Chance> chance, int needed, int of, Unit unit) {
    private static final Pattern TIMES = Pattern.compile("(\\d{1,3}) of (\\d{1,3})");

    /** @throws ProblemException SW-0601 or SW-0602 when the plan's words cannot be read */
    public static Rule of(Trigger trigger) {
        String breach = trigger.breach().orElse("> 0");
        Optional<Chance> chance = trigger.statistics().map(Chance::of);
        StringBuilder text = new StringBuilder(chance.map(Chance::words).orElse(breach));
        int needed = 1;
        int of = 1;
        if (trigger.times().isPresent()) {
            Matcher times = TIMES.matcher(trigger.times().get());
            if (times.matches()) {
                needed = Integer.parseInt(times.group(1));
                of = Integer.parseInt(times.group(2));
            }
            if (needed < 1 || of < needed || !times.matches()) {
                throw ProblemException.of(
                        "SW-0602",
                        "'" + trigger.times().get() + "' is not a number of times",
                        trigger.id(),
                        "Write 3 of 5");
            }
            text.append(", ").append(trigger.times().get());
        }
        if (!trigger.lasting().isZero()) {
            text.append(" for ").append(DurationText.format(trigger.lasting()));
        }
        return new Rule(text.toString(), Condition.parse(breach), chance, needed, of, Unit.of(trigger));
    }

    public boolean needsBaseline() {
        return chance.isPresent() || condition.relative();
    }
}
