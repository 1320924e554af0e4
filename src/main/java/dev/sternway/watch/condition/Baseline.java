package dev.sternway.watch.condition;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What was usual before the release.
 *
 * @param until when it is complete; values that come until then are added
 * @param least how many values make a baseline
 * @param lastWeek the mean of the same time a week before, when it is known; the higher of both counts
 */
public record Baseline(List<Double> values, Instant until, int least, OptionalDouble lastWeek) {
    private static final int MOST = 500;

    public Baseline {
        values = List.copyOf(values);
    }

    /** The first value that comes. */
    public static Baseline first() {
        return new Baseline(List.of(), Instant.MIN, 1, OptionalDouble.empty());
    }

    public boolean learning(Instant now) {
        return now.isBefore(until) || values.size() < least;
    }

    public Baseline with(double value) {
        if (values.size() >= MOST) {
            return this;
        }
        List<Double> more = new java.util.ArrayList<>(values);
        more.add(value);
        return new Baseline(more, until, least, lastWeek);
    }

    /** The mean; empty while there are too few values. */
    public OptionalDouble mean() {
        if (values.size() < least) {
            return OptionalDouble.empty();
        }
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return OptionalDouble.of(lastWeek.isPresent() ? Math.max(mean, lastWeek.getAsDouble()) : mean);
    }
}
