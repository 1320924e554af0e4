package dev.sternway.watch.condition;

import dev.sternway.plan.Trigger;
import dev.sternway.watch.condition.Condition.Judgement;
import java.util.List;
import java.util.Locale;
import org.hipparchus.stat.inference.MannWhitneyUTest;

/** Whether new values are worse than the baseline's by more than chance and by enough to matter: Mann–Whitney and Cliff's delta. */
public record Chance(boolean above, double significance, double effect, int points) {
    private static final double LEAST_SAID = 0.0001;

    static Chance of(Trigger.Statistics statistics) {
        String text = statistics.significance().strip();
        double p = text.endsWith("%")
                ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                : Double.parseDouble(text);
        return new Chance(statistics.worse() == Trigger.Worse.ABOVE, p, statistics.effect(), statistics.points());
    }

    String words() {
        return (above ? "above" : "below") + " the baseline, p <= " + significance + ", effect >= " + effect;
    }

    /** @param before the baseline's values; {@code now} the newest, as many as there are */
    public Judgement judge(List<Double> before, List<Double> now) {
        if (before.size() < points || now.size() < points) {
            return new Judgement(
                    false,
                    false,
                    "there are " + now.size() + " new values and " + before.size()
                            + " usual ones, and of each at least " + points + " are needed");
        }
        double delta = delta(before, now);
        double p = new MannWhitneyUTest().mannWhitneyUTest(array(now), array(before));
        boolean likely = p <= significance;
        boolean large = delta >= effect;
        String why = String.format(
                Locale.ROOT,
                "the newest %d values are %sworse than the %d usual ones (chance alone does this with %s, effect %.2f)",
                now.size(),
                likely && large ? "" : "not clearly ",
                before.size(),
                p < LEAST_SAID ? "less than 0.01%" : Unit.SHARE.said(p),
                delta);
        return new Judgement(likely && large, delta > 0 && likely != large, why);
    }

    /** How much likelier a new value is worse than an old one than better: -1 to 1. */
    private double delta(List<Double> before, List<Double> now) {
        long worse = 0;
        for (double one : now) {
            for (double other : before) {
                worse += Double.compare(one, other) * (above ? 1 : -1);
            }
        }
        return (double) worse / ((long) before.size() * now.size());
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
