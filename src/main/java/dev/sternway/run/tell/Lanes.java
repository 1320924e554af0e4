package dev.sternway.run.tell;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane for each channel: a message at a time, the oldest first, none before the channel is free again. A channel that hangs
 * holds up no other.
 */
public final class Lanes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final int THREADS = 8;
    private static final Duration LONGEST_TRY = Duration.ofMinutes(1);
    /** Services take a message a second. */
    private static final Duration PACE = Duration.ofMillis(1_100);

    private final Messages messages;
    private final Clock clock;
    private final Function<Outgoing, Duration> send;
    /** How often each channel was woken since its lane last found it empty. */
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
        Thread thread = new Thread(task, "messages");
        thread.setDaemon(true);
        return thread;
    });

    /** @param send tries one and tells how long its service wants to be left alone then */
    public Lanes(Messages messages, Clock clock, Function<Outgoing, Duration> send) {
        this.messages = messages;
        this.clock = clock;
        this.send = send;
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Looks every second for what others left behind. */
    public void start() {
        threads.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            messages.channels(clock.instant()).forEach(this::wake);
        } catch (RuntimeException away) {
            LOG.warn("Messages wait: {}", away.getMessage());
        }
    }

    /** Something waits in the channel. */
    public void wake(String channel) {
        if (calls.merge(channel, 1, Integer::sum) == 1) {
            go(channel, Duration.ZERO);
        }
    }

    private void go(String channel, Duration after) {
        threads.schedule(() -> step(channel), after.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void step(String channel) {
        try {
            int heard = calls.getOrDefault(channel, 0);
            Instant now = clock.instant();
            Turn turn = messages.next(channel, now, now.plus(LONGEST_TRY));
            if (turn instanceof Turn.Later later) {
                go(channel, later.pause());
            } else if (turn instanceof Turn.Yours yours) {
                take(channel, yours.message());
                go(channel, Duration.ZERO);
            } else if (calls.computeIfPresent(channel, (name, count) -> count == heard ? null : count) != null) {
                go(channel, Duration.ZERO);
            }
        } catch (RuntimeException away) {
            LOG.warn("A message waits: {}", away.getMessage());
            calls.remove(channel);
        }
    }

    /** The pace counts from the answer, since a message may take its time on the way. */
    private void take(String channel, Outgoing message) {
        Duration alone = PACE;
        try {
            Duration asked = send.apply(message);
            alone = asked.compareTo(PACE) > 0 ? asked : PACE;
        } finally {
            messages.free(channel, alone);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
