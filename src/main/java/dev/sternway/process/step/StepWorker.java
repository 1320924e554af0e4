package dev.sternway.process.step;

import dev.sternway.process.engine.EngineClock;
import dev.sternway.process.step.Leases.Held;
import dev.sternway.process.step.NudgeWorker.Due;
import dev.sternway.process.step.Slots.Slot;
import dev.sternway.run.hand.Standstill;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.step.OpenStep;
import dev.sternway.run.step.RunStep;
import dev.sternway.run.step.StepResult;
import dev.sternway.run.trace.TraceIds;
import dev.sternway.run.underway.Hold;
import dev.sternway.run.underway.NamedInLog;
import dev.sternway.run.underway.RunningSteps;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.operaton.bpm.engine.BadUserRequestException;
import org.operaton.bpm.engine.ExternalTaskService;
import org.operaton.bpm.engine.OptimisticLockingException;
import org.operaton.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Runs steps under a short lease. A worker that dies loses its lease within {@link Leases#LEASE}; the next one probes before
 * it acts. One that is told to end lets its steps end for a moment, and hands over at once what still runs then.
 */
@Component
class StepWorker implements AutoCloseable {
    private static final long POLL_MILLIS = 1_000;
    private static final long TEND_MILLIS = 1_000;
    private static final long AGAIN_MILLIS = 500;
    private static final long CROSSED_MILLIS = 20;
    private static final long AFTER_TROUBLE_MILLIS = 2_000;
    private static final Duration LONGEST_REPORT = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(StepWorker.class);

    private final ExternalTaskService tasks;
    private final RunStep runStep;
    private final StepReport report;
    private final RunningSteps underway;
    private final EngineClock clock;
    private final Standstill standstill;
    private final String owner = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();
    private final Leases leases;
    private final Set<Streak> streaks = ConcurrentHashMap.newKeySet();
    private final Semaphore work = new Semaphore(0);
    private final Optional<TraceIds> traces;
    private final Slots slots;
    private final ExecutorService pool = Executors.newCachedThreadPool(Leases.daemon("step"));
    private final ExecutorService loops = Executors.newFixedThreadPool(2, Leases.daemon("step-loop"));
    private volatile boolean open = true;

    /**
     * @param concurrent how many quick steps run here at once; with 0 other nodes run all
     * @param slow how many that take long may run beside them
     */
    StepWorker(
            ExternalTaskService tasks,
            RunStep runStep,
            StepReport report,
            RunningSteps underway,
            EngineClock clock,
            Standstill standstill,
            Optional<TraceIds> traces,
            @Value("${sternway.steps.concurrent:8}") int concurrent,
            @Value("${sternway.steps.slow:56}") int slow) {
        this.standstill = standstill;
        this.traces = traces;
        this.slots = new Slots(concurrent, slow);
        this.tasks = tasks;
        this.runStep = runStep;
        this.report = report;
        this.underway = underway;
        this.clock = clock;
        this.leases = new Leases(tasks, underway, owner);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        leases.start();
        loops.submit(this::fetchLoop);
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
                pause(AFTER_TROUBLE_MILLIS);
            }
        }
    }

    private void fetch() throws InterruptedException {
        int room = slots.free();
        if (room == 0 || !open || standstill.on()) {
            return;
        }
        clock.align();
        long askedAt = Hold.now();
        List<LockedExternalTask> locked = tasks.fetchAndLock(room, owner)
                .topic(StepVariables.TOPIC, Leases.LEASE.toMillis())
                .variables(StepVariables.NAMING)
                .execute();
        for (LockedExternalTask task : locked) {
            if (leases.busy(task.getId())) {
                LOG.warn("The step {} has not ended here yet; it waits for another lease", task.getId());
                continue;
            }
            Slot slot = slots.take();
            Due due = new Due(
                    task.getId(),
                    StepVariables.ref(task.getVariables()),
                    Optional.ofNullable(task.getRetries()),
                    askedAt,
                    Optional.empty(),
                    0);
            pool.submit(() -> work(due, slot));
        }
    }

    /** One step after the other, as long as each makes the next one due. */
    private void work(Due first, Slot slot) {
        Optional<Due> due = Optional.of(first);
        try (slot) {
            while (due.filter(it -> open || it.opened().isPresent()).isPresent()) {
                due = take(due.get(), slot);
            }
            due.ifPresent(this::handOver);
        } finally {
            nudge();
        }
    }

    private Optional<Due> take(Due due, Slot slot) {
        Hold hold = new Hold(Leases.LEASE, due.askedAt());
        due.opened().ifPresent(opened -> hold.held(due.askedAt()));
        try (Held held = leases.take(due.id(), due.ref(), hold)) {
            Streak streak = new Streak(due, owner, report, held);
            streaks.add(streak);
            try {
                return run(streak, held, slot);
            } finally {
                streaks.remove(streak);
            }
        } catch (RuntimeException trouble) {
            LOG.warn("The step {} could not be settled; its lease runs out", due.id(), trouble);
        }
        return Optional.empty();
    }

    private Optional<Due> run(Streak streak, Held held, Slot slot) {
        Due first = streak.task();
        Optional<OpenStep.Opened> opened = first.opened();
        RunStep.Attempt attempt;
        do {
            slot.nextStep();
            StepRef ref = opened.map(OpenStep.Opened::ref).orElse(first.ref());
            held.next(ref);
            try (NamedInLog named = NamedInLog.of(ref, traces.map(it -> it.trace(ref.runId())))) {
                attempt = opened.map(it -> runStep.run(it, held.hold()))
                        .orElseGet(() -> runStep.run(ref, owner, held.hold()));
                held.worked();
                opened = open ? streak.goOn(attempt) : Optional.empty();
                if (opened.isEmpty() && !(attempt.result() instanceof StepResult.LostToAnother)) {
                    return report(streak, held, attempt);
                }
            }
        } while (opened.isPresent());
        handOver(streak.task());
        return Optional.empty();
    }

    /** Until the engine has it: while its database is away, an outcome is worth waiting for. */
    private Optional<Due> report(Streak streak, Held held, RunStep.Attempt attempt) {
        long since = Hold.now();
        boolean again = true;
        while (again) {
            try {
                return streak.end(attempt, open);
            } catch (BadUserRequestException taken) {
                LOG.warn("Another node has the step {} now: {}", streak.task().id(), taken.getMessage());
                again = false;
            } catch (OptimisticLockingException crossed) {
                again = pause(CROSSED_MILLIS);
            } catch (RuntimeException away) {
                held.stillReporting();
                again = Hold.now() - since < LONGEST_REPORT.toNanos() && pause(AGAIN_MILLIS);
                if (!again) {
                    throw away;
                }
                LOG.warn(
                        "The end of step {} waits to be written: {}",
                        streak.task().id(),
                        away.getMessage());
            }
        }
        return Optional.empty();
    }

    /** At once, when this node ends; the lease of a step that was lost to another is not ours to give. */
    private void handOver(Due due) {
        if (!open) {
            tasks.extendLock(due.id(), owner, Leases.LEASE.toMillis());
            tasks.unlock(due.id());
        }
    }

    private void tendLoop() {
        while (open && pause(TEND_MILLIS)) {
            try {
                clock.align();
                underway.tend();
                streaks.forEach(Streak::tend);
                if (slots.tend()) {
                    nudge();
                }
            } catch (RuntimeException trouble) {
                LOG.warn("How far steps are cannot be noted: {}", trouble.getMessage());
            }
        }
    }

    private static boolean pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private boolean idleWithin(Duration limit) {
        return idle(leases::none, limit);
    }

    private static boolean idle(BooleanSupplier idle, Duration limit) {
        long since = Hold.now();
        while (!idle.getAsBoolean() && Hold.now() - since < limit.toNanos() && pause(TEND_MILLIS / 20)) {
            // they end by themselves
        }
        return idle.getAsBoolean();
    }

    /** Before anything else of the application ends. */
    @EventListener(ContextClosedEvent.class)
    void end() {
        if (!open) {
            return;
        }
        open = false;
        if (!idleWithin(GRACE)) {
            leases.stopAll("this node ends");
            idleWithin(LAST_WORDS);
        }
    }

    @Override
    public void close() {
        end();
        underway.abandon(receipt -> true);
        loops.shutdownNow();
        pool.shutdownNow();
        leases.close();
    }
}
