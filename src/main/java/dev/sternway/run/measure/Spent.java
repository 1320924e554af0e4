package dev.sternway.run.measure;

import dev.sternway.ledger.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the time of some tries went.
 *
 * @param working at least one of them ran, other than by hand
 */
record Spent(Duration total, Duration working) {
    Duration waiting() {
        return total.minus(working);
    }

    /** From first to last of them; empty when none has ended. */
    static Optional<Spent> on(Collection<Receipt> tries) {
        Optional<Instant> first = tries.stream().map(Receipt::startedAt).min(Comparator.naturalOrder());
        Optional<Instant> last =
                tries.stream().flatMap(it -> it.endedAt().stream()).max(Comparator.naturalOrder());
        return first.flatMap(from -> last.map(to -> between(from, to, tries)));
    }

    static Spent between(Instant from, Instant to, Collection<Receipt> tries) {
        Duration total = Duration.between(from, to);
        return new Spent(total.isNegative() ? Duration.ZERO : total, working(tries, to));
    }

    /** Tries that ran at the same time count once. */
    private static Duration working(Collection<Receipt> tries, Instant to) {
        List<Receipt> worked = tries.stream()
                .filter(it -> it.state() != Receipt.State.BY_HAND && it.state() != Receipt.State.SKIPPED)
                .sorted(Comparator.comparing(Receipt::startedAt))
                .toList();
        Duration sum = Duration.ZERO;
        Instant until = Instant.MIN;
        for (Receipt one : worked) {
            Instant start = one.startedAt().isAfter(until) ? one.startedAt() : until;
            Instant end = one.endedAt().orElse(to);
            if (end.isAfter(start)) {
                sum = sum.plus(Duration.between(start, end));
                until = end;
            }
        }
        return sum;
    }
}
