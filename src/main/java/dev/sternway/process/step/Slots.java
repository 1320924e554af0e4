package dev.sternway.process.step;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * How many steps run here at once: a few that are quick, since more would only slow each other down, and many that take long,
 * since those mostly wait for something else.
 */
final class Slots {
    private static final long LONG_NANOS = Duration.ofSeconds(1).toNanos();

    private final Semaphore quick;
    private final Semaphore slow;
    private final Set<Slot> taken = ConcurrentHashMap.newKeySet();

    Slots(int quick, int slow) {
        this.quick = new Semaphore(quick);
        this.slow = new Semaphore(slow);
    }

    /** One that is taken, for one step after the other. */
    final class Slot implements AutoCloseable {
        private long since = System.nanoTime();
        private boolean isLong;

        synchronized void nextStep() {
            since = System.nanoTime();
        }

        private synchronized boolean makesRoom() {
            if (isLong || System.nanoTime() - since < LONG_NANOS || !slow.tryAcquire()) {
                return false;
            }
            isLong = true;
            quick.release();
            return true;
        }

        @Override
        public synchronized void close() {
            taken.remove(this);
            (isLong ? slow : quick).release();
        }
    }

    int free() {
        return quick.availablePermits();
    }

    Slot take() throws InterruptedException {
        quick.acquire();
        Slot slot = new Slot();
        taken.add(slot);
        return slot;
    }

    /** To be called about once a second. @return whether steps that take long have made room for others */
    boolean tend() {
        return taken.stream().filter(Slot::makesRoom).count() > 0;
    }
}
