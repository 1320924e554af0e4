package dev.sternway.base;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One attempt at something long: the name by which its sessions are known on servers, and all that has to end when somebody
 * cancels it from another thread.
 */
public final class Work {
    private static final int SHORT = 10;

    private final String name;
    private final Map<String, Runnable> ends = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();
    private final CountDownLatch unwanted = new CountDownLatch(1);
    private volatile State state = State.WANTED;

    private enum State {
        WANTED,
        CANCELLED,
        ABANDONED
    }

    private Work(String name) {
        this.name = name;
    }

    /** Work that nobody can find to cancel it. */
    public static Work unnamed() {
        return new Work("");
    }

    /** @param key what is attempted; {@code attempt} tells this try from earlier ones */
    public static Work of(String key, int attempt) {
        return new Work(Digest.of(key).substring(0, SHORT) + "." + attempt);
    }

    /** What all its sessions call themselves; those of a tool say more after a space. At most 63 characters with a UUID. */
    public String session() {
        return name.isEmpty() ? "sternway" : "sternway " + name;
    }

    public boolean isNamed() {
        return !name.isEmpty();
    }

    /** Whether there may be sessions of earlier attempts. */
    public boolean isAgain() {
        return isNamed() && !name.endsWith(".1");
    }

    /** Begins the names of all attempts at the same, this one included. */
    public String family() {
        return session().substring(0, session().lastIndexOf('.') + 1);
    }

    /** Somebody cancelled it: it shall stop, and leave nothing half done. */
    public boolean cancelled() {
        return state == State.CANCELLED;
    }

    /** Another worker has it: it shall stop, and touch nothing more, not even to clean up. */
    public boolean abandoned() {
        return state == State.ABANDONED;
    }

    /** @throws ProblemException SW-0578 when it was cancelled or given to another worker */
    public void requireWanted() {
        if (state != State.WANTED) {
            throw ProblemException.of(
                    "SW-0578",
                    abandoned() ? "Another worker goes on with it" : "It was cancelled",
                    session(),
                    "Run it again when it is wanted");
        }
    }

    /**
     * Notes how something that goes on for this work is ended; may be called more than once, from any thread.
     *
     * @return to be closed when it has ended by itself
     */
    public Going on(Runnable end) {
        String what = "#" + number.incrementAndGet();
        ends.put(what, end);
        if (state != State.WANTED) {
            end.run();
        }
        return () -> ends.remove(what);
    }

    /** As {@link #on}, once for each name and until the work is over. @return false when it was noted before */
    public boolean onceOn(String what, Runnable end) {
        return ends.putIfAbsent(what, end) == null;
    }

    /** Something that goes on. */
    @FunctionalInterface
    public interface Going extends AutoCloseable {
        @Override
        void close();
    }

    /** Work that is cancelled when this process is told to end, by Ctrl-C for example; until it is closed. */
    public static OfProcess ofThisProcess() {
        OfProcess process = new OfProcess();
        Runtime.getRuntime().addShutdownHook(process.hook);
        return process;
    }

    /** What a command line does. */
    public static final class OfProcess implements AutoCloseable {
        private final Work work = Work.of(ProcessHandle.current().pid() + " " + System.nanoTime(), 1);
        private final Thread hook = new Thread(work::cancel, "told-to-end");

        private OfProcess() {}

        public Work work() {
            return work;
        }

        @Override
        public void close() {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException ending) {
                // told to end already
            }
        }
    }

    /** Waits between two looks, and no longer once it is cancelled or given to another worker. */
    public void pause(Duration pause) throws InterruptedException {
        unwanted.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends everything that goes on; again, until the work has noticed. */
    public void cancel() {
        if (state == State.WANTED) {
            state = State.CANCELLED;
        }
        unwanted.countDown();
        ends.values().forEach(Runnable::run);
    }

    /** Ends everything because another worker has it now, or soon. */
    public void abandon() {
        state = State.ABANDONED;
        unwanted.countDown();
        ends.values().forEach(Runnable::run);
    }
}
