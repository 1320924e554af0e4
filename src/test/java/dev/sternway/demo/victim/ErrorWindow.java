package dev.sternway.demo.victim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Requests and errors of the last ten seconds, and of the whole life. */
public final class ErrorWindow {
    static final Duration WIDTH = Duration.ofSeconds(10);

    private record Sample(Instant at, boolean error) {}

    private final Clock clock;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long allRequests;
    private long allErrors;

    public ErrorWindow(Clock clock) {
        this.clock = clock;
    }

    public synchronized void add(boolean error) {
        samples.addLast(new Sample(clock.instant(), error));
        allRequests++;
        allErrors += error ? 1 : 0;
    }

    public synchronized Map<String, Object> read() {
        Instant from = clock.instant().minus(WIDTH);
        while (!samples.isEmpty() && samples.getFirst().at().isBefore(from)) {
            samples.removeFirst();
        }
        long errors = samples.stream().filter(Sample::error).count();
        return Map.of(
                "requests", samples.size(), "errors", errors, "all-requests", allRequests, "all-errors", allErrors);
    }

    /** The whole life's counters, in Prometheus's text form. */
    synchronized String exposition() {
        return "# TYPE todo_requests_total counter\ntodo_requests_total " + allRequests
                + "\n# TYPE todo_errors_total counter\ntodo_errors_total " + allErrors + "\n";
    }
}
