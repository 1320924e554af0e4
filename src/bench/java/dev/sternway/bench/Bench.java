package dev.sternway.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** {@code ./sternway bench NAME}. */
public final class Bench {
    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of("planner", new PlannerBench()));

    /** One of them. */
    interface Benchmark {
        void run(PrintStream out) throws Exception;
    }

    private Bench() {}

    public static void main(String[] args) throws Exception {
        Benchmark benchmark = args.length == 1 ? BENCHMARKS.get(args[0]) : null;
        if (benchmark == null) {
            System.err.println("Usage: sternway bench " + String.join("|", BENCHMARKS.keySet()));
            System.exit(2);
        }
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        benchmark.run(System.out);
    }
}
