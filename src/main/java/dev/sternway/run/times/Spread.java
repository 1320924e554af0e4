package dev.sternway.run.times;

import java.time.Duration;
import java.util.List;

/**
 * How long a step took in past runs.
 *
 * @param p50 half of the runs took at most so long
 * @param p90 nine of ten runs did
 */
public record Spread(Duration p50, Duration p90, int samples) {
    private static final int ENOUGH = 3;
    private static final Duration NEVER_LATE_BEFORE = Duration.ofSeconds(10);

    /** @param times at least one */
    static Spread of(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return new Spread(at(sorted, 50), at(sorted, 90), sorted.size());
    }

    /** By nearest rank, so that it is a time that was seen. */
    private static Duration at(List<Duration> sorted, int percent) {
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(Math.max(0, rank - 1));
    }

    /** Whether it says that a step which runs for so long is late. Few samples say nothing, and short steps are never late. */
    public boolean late(Duration running) {
        Duration limit = p90.multipliedBy(3).dividedBy(2);
        return samples >= ENOUGH && running.compareTo(limit) > 0 && running.compareTo(NEVER_LATE_BEFORE) > 0;
    }
}
