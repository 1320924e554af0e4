package dev.sternway.process.step;

import dev.sternway.run.duty.Duties;
import dev.sternway.run.underway.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.operaton.bpm.engine.impl.util.ClockUtil;
import org.springframework.stereotype.Component;

/**
 * Keeps the engine at the time of the database that all nodes share, and in between by this machine's steady clock: whatever
 * becomes of its time of day, a lease lasts as long here as elsewhere.
 */
@Component
class EngineClock {
    private static final long AGAIN = Duration.ofSeconds(30).toNanos();
    private static final long TOO_SLOW = Duration.ofSeconds(1).toNanos();
    private static final long NEGLIGIBLE_MILLIS = 100;

    private final Duties duties;
    private Optional<Reading> last = Optional.empty();
    private long offset;

    EngineClock(Duties duties) {
        this.duties = duties;
    }

    private record Reading(Instant at, long nanos) {
        long millis() {
            return at.toEpochMilli() + Duration.ofNanos(Hold.now() - nanos).toMillis();
        }
    }

    /** To be called before leases are asked for. */
    synchronized void align() {
        if (last.filter(it -> Hold.now() - it.nanos() < AGAIN).isEmpty()) {
            read();
        }
        last.ifPresent(it -> {
            long wanted = it.millis() - System.currentTimeMillis();
            if (Math.abs(wanted - offset) > NEGLIGIBLE_MILLIS) {
                offset = wanted;
                ClockUtil.offset(offset);
            }
        });
    }

    private void read() {
        long before = Hold.now();
        Optional<Instant> now = duties.now();
        long took = Hold.now() - before;
        if (took < TOO_SLOW) {
            last = now.map(it -> new Reading(it, before + took / 2));
        }
    }
}
