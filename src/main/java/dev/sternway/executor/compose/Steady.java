package dev.sternway.executor.compose;

import dev.sternway.base.DurationText;
import dev.sternway.executor.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Waits until containers serve: as their health check says, or, without one, when they have run for a while without a
 * new start.
 *
 * @param steady how long without a health check
 */
record Steady(Service service, Duration timeout, Duration steady) {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /**
     * @param count so many of those that are meant
     * @return how they stand
     * @throws Outcome.Thrown SW-0947 when one has ended, or time is over
     */
    String await(int count, Predicate<Container> meant) throws Exception {
        long start = System.nanoTime();
        Map<String, Long> seen = new HashMap<>();
        String before = "";
        while (true) {
            service.context().stillMine();
            List<Container> now = service.containers().stream().filter(meant).toList();
            long look = System.nanoTime();
            now.forEach(it -> seen.putIfAbsent(it.id() + it.since(), look));
            long well = now.stream()
                    .filter(Container::serves)
                    .filter(it -> !it.health().isEmpty()
                            || look - seen.getOrDefault(it.id() + it.since(), look) >= steady.toNanos())
                    .count();
            String said = well + " of " + count + " serve"
                    + now.stream().map(it -> ", " + it.said()).sorted().collect(Collectors.joining());
            if (!said.equals(before)) {
                service.context().print(service.name() + ": " + said);
                before = said;
            }
            if (well >= count) {
                return well + " of " + count + " serve";
            }
            List<Container> ended = now.stream().filter(Container::hasEnded).toList();
            if (!ended.isEmpty()) {
                throw failed(ended.get(0), "a container has ended: " + said);
            }
            if (look - start > timeout.toNanos()) {
                String late = "not within " + DurationText.format(timeout) + ": " + said;
                throw now.isEmpty() ? failed(late) : failed(now.get(0), late);
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }

    private Outcome.Thrown failed(Container container, String what) throws Exception {
        service.explain(container);
        return failed(what);
    }

    private Outcome.Thrown failed(String what) {
        return Outcome.Thrown.failed(
                "SW-0947", service.name() + ": " + what, service.where(), "Read its last words, then choose again");
    }
}
