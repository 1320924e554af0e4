package dev.sternway.process.step;

import dev.sternway.ledger.Receipt;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.step.RunStep;
import dev.sternway.run.underway.RunningSteps;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.operaton.bpm.engine.ExternalTaskService;
import org.operaton.bpm.engine.ProcessEngineException;
import org.operaton.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Runs steps under a short lease that it renews. A worker that dies loses its lease within {@link #LEASE_MILLIS}; the
 * next one probes before it acts.
 */
@Component
class StepWorker implements AutoCloseable {
    static final long LEASE_MILLIS = 10_000;
    private static final long RENEW_MILLIS = LEASE_MILLIS / 3;
    private static final long POLL_MILLIS = 1_000;
    private static final long TEND_MILLIS = 1_000;
    private static final int CONCURRENT = 8;
    private static final Logger LOG = LoggerFactory.getLogger(StepWorker.class);

    private final ExternalTaskService tasks;
    private final RunStep runStep;
    private final StepReport report;
    private final String owner = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();
    private final Semaphore work = new Semaphore(0);
    private final Semaphore free = new Semaphore(CONCURRENT);
    private final RunningSteps underway;
    private final Map<String, Busy> running = new ConcurrentHashMap<>();
    private final ExecutorService pool = Executors.newCachedThreadPool(named("step"));
    private final ExecutorService loops = Executors.newFixedThreadPool(3, named("step-lease"));
    private volatile boolean open = true;

    StepWorker(ExternalTaskService tasks, RunStep runStep, StepReport report, RunningSteps underway) {
        this.underway = underway;
        this.tasks = tasks;
        this.runStep = runStep;
        this.report = report;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        loops.submit(this::fetchLoop);
        loops.submit(this::renewLoop);
        loops.submit(this::tendLoop);
    }

    void nudge() {
        work.release();
    }

    private void fetchLoop() {
        while (open) {
            try {
                work.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
                work.drainPermits();
                fetch();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException trouble) {
                LOG.warn("Steps cannot be fetched: {}", trouble.getMessage());
            }
        }
    }

    private void fetch() throws InterruptedException {
        int slots = free.availablePermits();
        if (slots == 0) {
            return;
        }
        List<LockedExternalTask> locked = tasks.fetchAndLock(slots, owner)
                .topic(StepVariables.TOPIC, LEASE_MILLIS)
                .execute();
        for (LockedExternalTask task : locked) {
            free.acquire();
            pool.submit(() -> work(task));
        }
    }

    private record Busy(Thread thread, StepRef ref) {
        boolean is(Receipt receipt) {
            return receipt.runId().equals(ref.runId())
                    && receipt.activity().equals(ref.activity().name())
                    && receipt.index() == ref.index();
        }
    }

    private void work(LockedExternalTask task) {
        running.put(task.getId(), new Busy(Thread.currentThread(), ref(task)));
        try {
            RunStep.Attempt attempt = runStep.run(ref(task), owner);
            running.remove(task.getId());
            report.report(task, owner, attempt);
        } catch (RuntimeException trouble) {
            running.remove(task.getId());
            LOG.warn("The step {} could not be settled; its lease runs out", task.getId(), trouble);
        } finally {
            running.remove(task.getId());
            free.release();
            nudge();
        }
    }

    private static StepRef ref(LockedExternalTask task) {
        return StepVariables.ref(task.getVariables());
    }

    private void renewLoop() {
        while (open) {
            try {
                TimeUnit.MILLISECONDS.sleep(RENEW_MILLIS);
                running.forEach(this::renew);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void tendLoop() {
        while (open) {
            try {
                TimeUnit.MILLISECONDS.sleep(TEND_MILLIS);
                underway.tend();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException trouble) {
                LOG.warn("How far steps are cannot be noted: {}", trouble.getMessage());
            }
        }
    }

    private void renew(String taskId, Busy busy) {
        try {
            tasks.extendLock(taskId, owner, LEASE_MILLIS);
        } catch (ProcessEngineException lost) {
            if (running.remove(taskId) != null) {
                LOG.warn("The lease of step {} is lost: {}", taskId, lost.getMessage());
                underway.abandon(busy::is);
                busy.thread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        open = false;
        underway.abandon(receipt -> true);
        loops.shutdownNow();
        pool.shutdownNow();
    }

    private static java.util.concurrent.ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
