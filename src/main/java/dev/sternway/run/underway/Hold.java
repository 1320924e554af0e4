package dev.sternway.run.underway;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long this node may be sure that no other has taken over what it holds under a lease. It trusts its own steady clock only:
 * after a pause, or while the store cannot be reached, it gives up a fifth of the lease before another node may begin.
 */
public final class Hold {
    private static final int SURE_FIFTHS = 4;
    private static final long PATIENCE_MILLIS = 2_000;
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final ExecutorService ASKING = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hold");
        thread.setDaemon(true);
        return thread;
    });

    private final long sureNanos;
    private final LongSupplier nanos;
    private final AtomicLong renewedAt;
    private volatile Optional<Long> heldAt = Optional.empty();
    private final AtomicBoolean lost = new AtomicBoolean();

    /** @param askedAt {@link #now()} before the lease was asked for */
    public Hold(Duration lease, long askedAt) {
        this(lease, askedAt, System::nanoTime);
    }

    Hold(Duration lease, long askedAt, LongSupplier nanos) {
        this.sureNanos = lease.toNanos() / (SURE_FIFTHS + 1) * SURE_FIFTHS;
        this.nanos = nanos;
        this.renewedAt = new AtomicLong(askedAt);
    }

    /** A moment of the steady clock, in nanoseconds from nowhere. */
    public static long now() {
        return System.nanoTime();
    }

    /** @param askedAt {@link #now()} before the lease was asked to last longer */
    public void renewed(long askedAt) {
        renewedAt.accumulateAndGet(askedAt, (before, now) -> now - before > 0 ? now : before);
    }

    /** For good, whatever is renewed later. @return false when it was lost before */
    public boolean lose() {
        return lost.compareAndSet(false, true);
    }

    public boolean sure() {
        return !lost.get() && nanos.getAsLong() - renewedAt.get() < sureNanos;
    }

    /** @param askedAt {@link #now()} before the store was asked, or told, that it is held here */
    public void held(long askedAt) {
        heldAt = Optional.of(askedAt);
    }

    /**
     * @param store asks whether it is still held; not asked again within a quarter of a second; where it does not answer soon,
     *     the lease counts alone
     */
    public boolean stands(BooleanSupplier store) {
        if (!sure()) {
            return false;
        }
        long now = nanos.getAsLong();
        if (heldAt.filter(it -> now - it < FRESH_NANOS).isPresent()) {
            return true;
        }
        Future<Boolean> answer = ASKING.submit(store::getAsBoolean);
        try {
            boolean held = answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            heldAt = held ? Optional.of(now) : Optional.empty();
            return held && sure();
        } catch (TimeoutException | ExecutionException silent) {
            return sure();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            answer.cancel(true);
        }
    }
}
