package dev.sternway.watch;

import dev.sternway.plan.Trigger;
import dev.sternway.watch.condition.Baseline;
import dev.sternway.watch.condition.Rule;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates the triggers of all guards on a few threads, each at its own pace, with jitter. */
public final class Watcher implements AutoCloseable {
    private static final int THREADS = 16;
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    private final ScheduledThreadPoolExecutor scheduler;
    private final Map<String, List<Evaluation>> watched = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Listener listener;

    /** Takes what evaluations say. */
    public interface Listener {
        /** @return false when it fired and could not be acted on; it fires again a minute later */
        boolean verdict(String guardId, Trigger trigger, Verdict verdict);

        /** The baseline is complete. */
        default void learnt(String guardId, Trigger trigger, Baseline baseline) {}
    }

    /** A trigger, where its value comes from, and where it stood. */
    public record Watched(Trigger trigger, Source source, TriggerState state) {}

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
        List<Evaluation> evaluations =
                triggers.stream().map(it -> new Evaluation(guardId, it)).toList();
        watched.put(guardId, evaluations);
        evaluations.forEach(Evaluation::schedule);
    }

    public void stop(String guardId) {
        List<Evaluation> running = watched.remove(guardId);
        if (running != null) {
            running.forEach(Evaluation::cancel);
        }
    }

    /** Ids of the guards that are watched now. */
    public Set<String> watched() {
        return Set.copyOf(watched.keySet());
    }

    /** Whether the trigger breaches now, for as long as its {@code for} says; empty while it was not evaluated. */
    public Optional<Boolean> breaches(String guardId, String triggerId) {
        return watched.getOrDefault(guardId, List.of()).stream()
                .filter(it -> it.it.trigger().id().equals(triggerId))
                .findFirst()
                .filter(it -> it.state.last().isPresent())
                .map(it -> it.state.due(it.it.trigger()));
    }

    /** One trigger of one guard. It never throws: a scheduler drops what throws. */
    private final class Evaluation implements Runnable {
        private final String guardId;
        private final Watched it;
        private final Rule rule;
        private volatile TriggerState state;
        private volatile Optional<Future<?>> task = Optional.empty();

        Evaluation(String guardId, Watched it) {
            this.guardId = guardId;
            this.it = it;
            this.rule = Rule.of(it.trigger());
            this.state = it.state();
        }

        void schedule() {
            long every = Math.max(100, it.trigger().every().toMillis());
            long first = ThreadLocalRandom.current().nextLong(every / 4 + 1);
            task = Optional.of(scheduler.scheduleWithFixedDelay(this, first, every, TimeUnit.MILLISECONDS));
        }

        void cancel() {
            task.ifPresent(one -> one.cancel(false));
        }

        @Override
        public synchronized void run() {
            TriggerState before = state;
            TriggerState.Next next = before.next(it.trigger(), rule, it.source().query(), ask(), clock.instant());
            state = next.state();
            try {
                if (!listener.verdict(guardId, it.trigger(), next.verdict())) {
                    state = state.untaken(next.verdict().at().plus(AGAIN));
                }
                boolean complete = before.baseline().learning(clock.instant())
                        && !state.baseline().learning(clock.instant());
                if (rule.needsBaseline() && complete) {
                    listener.learnt(guardId, it.trigger(), state.baseline());
                }
            } catch (RuntimeException notTaken) {
                LOG.warn(
                        "The verdict on trigger {} was not taken: {}",
                        it.trigger().id(),
                        notTaken.getMessage());
                state = state.untaken(before.mutedUntil());
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
