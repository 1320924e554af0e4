package dev.sternway.process.engine;

import dev.sternway.run.duty.Duties;
import dev.sternway.run.underway.Hold;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.joda.time.DateTimeUtils;
import org.springframework.stereotype.Component;

/**
 * Keeps the engine and all of Sternway at the time of the database that all nodes share, and in between by this machine's steady
 * clock: whatever becomes of its time of day, a lease lasts as long here as elsewhere, and no timer is due before its time. Where
 * there is one node only, it is this machine's time of day.
 */
@Component
public class EngineClock extends Clock {
    private static final long AGAIN = Duration.ofSeconds(30).toNanos();
    private static final long TOO_SLOW = Duration.ofSeconds(1).toNanos();
    private static final long NEGLIGIBLE_MILLIS = 100;
    private static final long JUMP_MILLIS = 1_000;

    private final Duties duties;
    private volatile Optional<Reading> followed = Optional.empty();
    private long readAt;
    private long ahead;

    EngineClock(Duties duties) {
        this.duties = duties;
        align();
    }

    private record Reading(Instant at, long nanos) {
        Instant now() {
            return at.plusNanos(Hold.now() - nanos);
        }

        long millis() {
            return now().toEpochMilli();
        }
    }

    /** To be called before leases are asked for. */
    public final synchronized void align() {
        if (followed.isEmpty() || Hold.now() - readAt >= AGAIN || jumped()) {
            read();
        }
    }

    /** Mostly the time of day was set; but where the machine stood still, so did its steady clock. */
    private boolean jumped() {
        return Math.abs(ahead() - ahead) > JUMP_MILLIS;
    }

    private long ahead() {
        return System.currentTimeMillis() - followed.map(Reading::millis).orElse(0L);
    }

    private void read() {
        long before = Hold.now();
        Optional<Instant> now = duties.now();
        long took = Hold.now() - before;
        if (now.isEmpty() || took >= TOO_SLOW) {
            return;
        }
        Reading reading = new Reading(now.get(), before + took / 2);
        boolean close = followed.filter(it -> Math.abs(it.millis() - reading.millis()) <= NEGLIGIBLE_MILLIS)
                .isPresent();
        if (!close) {
            followed = Optional.of(reading);
            DateTimeUtils.setCurrentMillisProvider(reading::millis);
        }
        readAt = before;
        ahead = ahead();
    }

    /** As exact as the databases keep it. */
    @Override
    public Instant instant() {
        return followed.map(Reading::now).orElseGet(Instant::now).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("moments have no zone");
    }
}
