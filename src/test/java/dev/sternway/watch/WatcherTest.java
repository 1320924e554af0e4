package dev.sternway.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.plan.Trigger;
import dev.sternway.watch.Verdict.Outcome;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatcherTest {
    private static final Trigger TRIGGER =
            Triggers.trigger("breach: '> 10%'", "for: 300ms", "every: 100ms", "no-data: ignore");

    private final List<Verdict> verdicts = new CopyOnWriteArrayList<>();
    private final AtomicBoolean refusing = new AtomicBoolean();
    private final Watcher watcher = new Watcher(Clock.systemUTC(), (guard, trigger, verdict) -> {
        verdicts.add(verdict);
        if (refusing.get()) {
            throw new IllegalStateException("the database is away");
        }
        return true;
    });

    @AfterEach
    void close() {
        watcher.close();
    }

    @Test
    void firesOnceForABreachThatLasts() {
        watch(() -> new Sample.Value(0.5));

        await().until(() -> count(Outcome.FIRED) == 1);
        int seen = verdicts.size();
        await().until(() -> verdicts.size() > seen + 3);
        assertThat(count(Outcome.FIRED)).isEqualTo(1);
    }

    @Test
    void firesAgainWhenItIsArmedAgain() {
        watch(() -> new Sample.Value(0.5));
        await().until(() -> count(Outcome.FIRED) == 1);

        watch(() -> new Sample.Value(0.5));

        await().until(() -> count(Outcome.FIRED) == 2);
    }

    @Test
    void firesAgainWhenNobodyCouldTakeTheVerdict() {
        refusing.set(true);
        watch(() -> new Sample.Value(0.5));
        await().until(() -> count(Outcome.FIRED) >= 2);

        refusing.set(false);

        int before = count(Outcome.FIRED);
        await().until(() -> count(Outcome.FIRED) > before);
    }

    @Test
    void goesOnWhenASourceThrows() {
        AtomicInteger asked = new AtomicInteger();
        watch(() -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("no route to host");
            }
            return new Sample.Value(0);
        });

        await().until(() -> count(Outcome.QUIET) > 0);
        assertThat(verdicts.get(0).outcome()).isEqualTo(Outcome.SOURCE_DOWN);
        assertThat(verdicts.get(0).why()).isEqualTo("no route to host");
    }

    @Test
    void asksNoMoreWhenTheGuardIsStoppedAndGoesOnForTheOthers() {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        watcher.start("first", List.of(watched(() -> new Sample.Value(first.incrementAndGet()))));
        watcher.start("second", List.of(watched(() -> new Sample.Value(second.incrementAndGet()))));
        await().until(() -> first.get() > 0 && second.get() > 0);

        watcher.stop("first");

        int asked = first.get() + 1;
        int others = second.get();
        await().until(() -> second.get() > others + 3);
        assertThat(first.get()).isLessThanOrEqualTo(asked);
    }

    private void watch(Supplier<Sample> samples) {
        watcher.start("guard", List.of(watched(samples)));
    }

    private static Watcher.Watched watched(Supplier<Sample> samples) {
        return new Watcher.Watched(
                TRIGGER,
                new Source() {
                    @Override
                    public String query() {
                        return "SELECT 1";
                    }

                    @Override
                    public Sample ask() {
                        return samples.get();
                    }
                },
                TriggerState.FRESH);
    }

    private int count(Outcome outcome) {
        return (int) verdicts.stream()
                .filter(verdict -> verdict.outcome() == outcome)
                .count();
    }
}
