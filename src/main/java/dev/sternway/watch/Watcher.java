package dev.sternway.watch;

import dev.sternway.plan.Trigger;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Evaluates the triggers of all guards on a few threads, each at its own pace, with jitter. */
public final class Watcher implements AutoCloseable {
    private static final int THREADS = 4;

    private final ScheduledThreadPoolExecutor scheduler;
    private final Map<String, List<Future<?>>> watched = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Listener listener;

    /** Takes every verdict. */
    public interface Listener {
        void verdict(String guardId, Trigger trigger, Verdict verdict);
    }

    /** A trigger and where its value comes from. */
    public record Watched(Trigger trigger, Source source) {}

    public Watcher(Clock clock, Listener listener) {
        this.clock = clock;
        this.listener = listener;
        this.scheduler = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "watch");
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setRemoveOnCancelPolicy(true);
    }

    public void start(String guardId, List<Watched> triggers) {
        stop(guardId);
        watched.put(
                guardId,
                triggers.stream().<Future<?>>map(it -> schedule(guardId, it)).toList());
    }

    public void stop(String guardId) {
        List<Future<?>> running = watched.remove(guardId);
        if (running != null) {
            running.forEach(task -> task.cancel(false));
        }
    }

    private Future<?> schedule(String guardId, Watched it) {
        AtomicReference<TriggerState> state = new AtomicReference<>(TriggerState.FRESH);
        long every = Math.max(100, it.trigger().every().toMillis());
        long first = ThreadLocalRandom.current().nextLong(every / 4 + 1);
        return scheduler.scheduleWithFixedDelay(
                () -> evaluate(guardId, it, state), first, every, TimeUnit.MILLISECONDS);
    }

    private void evaluate(String guardId, Watched it, AtomicReference<TriggerState> state) {
        Sample sample = it.source().ask();
        TriggerState.Next next = Objects.requireNonNull(state.get())
                .next(it.trigger(), it.source().query(), sample, clock.instant());
        state.set(next.state());
        try {
            listener.verdict(guardId, it.trigger(), next.verdict());
        } catch (RuntimeException notTaken) {
            state.set(new TriggerState(next.state().since(), next.state().baseline(), false));
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
