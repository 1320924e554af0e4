package dev.sternway.document;

import dev.sternway.base.DurationText;
import java.time.Duration;
import java.util.Optional;

/** Times in words: to the second, below a minute to the tenth. */
final class Spent {
    private static final String UNKNOWN = "–";

    private Spent() {}

    static String text(Duration duration) {
        return duration.toMinutes() > 0
                ? DurationText.format(duration)
                : Math.round(duration.toMillis() / 100.0) / 10.0 + "s";
    }

    static String text(Optional<Duration> duration) {
        return duration.map(Spent::text).orElse(UNKNOWN);
    }

    /** How far what happened is from what was expected. */
    static String deviation(Optional<Duration> expected, Optional<Duration> actual) {
        if (expected.isEmpty() || actual.isEmpty()) {
            return UNKNOWN;
        }
        Duration over = actual.get().minus(expected.get());
        return (over.isNegative() ? "−" : "+") + text(over.abs());
    }
}
