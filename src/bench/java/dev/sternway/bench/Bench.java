package dev.sternway.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** {@code ./sternway bench NAME [OPTION...]}. */
public final class Bench {
    private static final Map<String, Benchmark> BENCHMARKS =
            new TreeMap<>(Map.of(
                    "planner", new PlannerBench(), "watch", new WatchBench(), "data", new DataBench(), "engine", new EngineBench()));

    /** One of them. */
    interface Benchmark {
        /** @throws IllegalArgumentException when the options make no sense; the message says which would */
        void run(PrintStream out, List<String> options) throws Exception;
    }

    private Bench() {}

    public static void main(String[] args) throws Exception {
        Benchmark benchmark = args.length > 0 ? BENCHMARKS.get(args[0]) : null;
        if (benchmark == null) {
            System.err.println("Usage: sternway bench " + String.join("|", BENCHMARKS.keySet()) + " [OPTION...]");
            System.exit(2);
        }
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        try {
            benchmark.run(System.out, List.of(args).subList(1, args.length));
        } catch (IllegalArgumentException unusable) {
            System.err.println(unusable.getMessage());
            System.exit(2);
        }
        // threads of clients and of the server end with the process
        System.exit(0);
    }
}
