package dev.sternway.watch;

import dev.sternway.plan.Trigger;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates the triggers of all guards on a few threads, each at its own pace, with jitter. */
public final class Watcher implements AutoCloseable {
    private static final int THREADS = 4;
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

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
        Evaluation evaluation = new Evaluation(guardId, it);
        long every = Math.max(100, it.trigger().every().toMillis());
        long first = ThreadLocalRandom.current().nextLong(every / 4 + 1);
        return scheduler.scheduleWithFixedDelay(evaluation, first, every, TimeUnit.MILLISECONDS);
    }

    /** One trigger of one guard. It never throws: a scheduler drops what throws. */
    private final class Evaluation implements Runnable {
        private final String guardId;
        private final Watched it;
        private TriggerState state = TriggerState.FRESH;

        Evaluation(String guardId, Watched it) {
            this.guardId = guardId;
            this.it = it;
        }

        @Override
        public synchronized void run() {
            TriggerState.Next next = state.next(it.trigger(), it.source().query(), ask(), clock.instant());
            state = next.state();
            try {
                listener.verdict(guardId, it.trigger(), next.verdict());
            } catch (RuntimeException notTaken) {
                LOG.warn(
                        "The verdict on trigger {} was not taken: {}",
                        it.trigger().id(),
                        notTaken.getMessage());
                state = new TriggerState(state.since(), state.baseline(), false);
            }
        }

        private Sample ask() {
            try {
                return it.source().ask();
            } catch (RuntimeException trouble) {
                return new Sample.Down(String.valueOf(trouble.getMessage()));
            }
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
