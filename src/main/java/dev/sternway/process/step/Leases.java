package dev.sternway.process.step;

import dev.sternway.ledger.Receipt;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.underway.Hold;
import dev.sternway.run.underway.RunningSteps;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.operaton.bpm.engine.BadUserRequestException;
import org.operaton.bpm.engine.ExternalTaskService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases on the steps that run here: renewed every few seconds; a step whose lease may be lost is stopped in time. */
final class Leases implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(10);
    private static final long RENEW_MILLIS = 2_500;
    private static final long WATCH_MILLIS = 200;
    private static final int AT_ONCE = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final ExternalTaskService tasks;
    private final RunningSteps underway;
    private final String owner;
    private final Map<String, Held> all = new ConcurrentHashMap<>();
    private final ExecutorService renewals = Executors.newCachedThreadPool(daemon("step-lease"));
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(2, daemon("step-lease-clock"));

    Leases(ExternalTaskService tasks, RunningSteps underway, String owner) {
        this.tasks = tasks;
        this.underway = underway;
        this.owner = owner;
    }

    void start() {
        clock.scheduleWithFixedDelay(this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
        clock.scheduleWithFixedDelay(this::renew, RENEW_MILLIS, RENEW_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A step that runs on the thread that took it, until it is closed there. */
    final class Held implements AutoCloseable {
        private final Lock telling = new ReentrantLock();
        private volatile String task;
        private volatile StepRef ref;
        private final Hold hold;
        private final Thread thread = Thread.currentThread();
        private final AtomicInteger asking = new AtomicInteger();
        private boolean working = true;
        private volatile boolean renewed = true;

        private Held(String task, StepRef ref, Hold hold) {
            this.task = task;
            this.ref = ref;
            this.hold = hold;
        }

        Hold hold() {
            return hold;
        }

        /** Held by whoever changes what the engine knows of the task. */
        Lock telling() {
            return telling;
        }

        /** Another step begins under the same lease. */
        synchronized void next(StepRef following) {
            ref = following;
            working = true;
            renewed = true;
        }

        /** The engine has another task for what runs here. */
        void moved(String another, long askedAt) {
            all.remove(task, this);
            task = another;
            all.put(another, this);
            hold.renewed(askedAt);
        }

        /** What is left is to report how it ended, which harms nobody whoever has it by then. */
        synchronized void worked() {
            working = false;
            renewed = false;
            Thread.interrupted();
        }

        /** The report takes its time, so the lease has to go on. */
        void stillReporting() {
            renewed = true;
        }

        synchronized boolean stop(String why) {
            if (!working || !hold.lose()) {
                return false;
            }
            LOG.warn("The step {} is stopped here: {}", ref.key(), why);
            underway.abandon(this::is);
            thread.interrupt();
            return true;
        }

        private boolean is(Receipt receipt) {
            return receipt.runId().equals(ref.runId())
                    && receipt.activity().equals(ref.activity().name())
                    && receipt.index() == ref.index();
        }

        private void renew() {
            if (!renewed || asking.get() >= AT_ONCE) {
                return;
            }
            asking.incrementAndGet();
            renewals.execute(() -> {
                long askedAt = Hold.now();
                String asked = task;
                try {
                    tasks.extendLock(asked, owner, LEASE.toMillis());
                    hold.renewed(askedAt);
                } catch (BadUserRequestException lost) {
                    lost(asked, lost);
                } catch (RuntimeException away) {
                    LOG.warn("The lease on {} cannot be renewed: {}", ref.key(), away.getMessage());
                } finally {
                    asking.decrementAndGet();
                }
            });
        }

        private void lost(String asked, BadUserRequestException why) {
            telling.lock();
            try {
                if (asked.equals(task)) {
                    stop("its lease is lost: " + why.getMessage());
                }
            } finally {
                telling.unlock();
            }
        }

        @Override
        public void close() {
            all.remove(task, this);
        }
    }

    /** Whether an earlier lease on it did not end here yet. */
    boolean busy(String task) {
        return all.containsKey(task);
    }

    /** On the thread that runs it; to be closed when it is reported. */
    Held take(String task, StepRef ref, Hold hold) {
        Held held = new Held(task, ref, hold);
        all.put(task, held);
        return held;
    }

    boolean none() {
        return all.isEmpty();
    }

    void stopAll(String why) {
        all.values().forEach(held -> held.stop(why));
    }

    private void watch() {
        all.values().stream()
                .filter(held -> !held.hold.sure())
                .forEach(held -> held.stop("its lease could not be renewed in time, another node may take it over"));
    }

    private void renew() {
        all.values().forEach(Held::renew);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        renewals.shutdownNow();
    }

    static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
