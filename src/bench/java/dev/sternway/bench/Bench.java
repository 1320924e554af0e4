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
                    "planner", new PlannerBench(), "watch", new WatchBench(), "data", new DataBench(), "engine", new EngineBench(), "start", new StartBench(), "board", new BoardBench()));

    /** One of them. */
    interface Benchmark {
        /** Its options, in one line. */
        String usage();

        /** @throws IllegalArgumentException when the options make no sense; the message says which would */
        void run(PrintStream out, List<String> options) throws Exception;
    }

    private Bench() {}

    public static void main(String[] args) throws Exception {
        Benchmark benchmark = args.length > 0 ? BENCHMARKS.get(args[0]) : null;
        List<String> words = List.of(args);
        boolean asks = words.contains("--help") || words.contains("-h");
        if (benchmark == null) {
            (asks ? System.out : System.err)
                    .println("Usage: sternway bench " + String.join("|", BENCHMARKS.keySet()) + " [OPTION...]");
            System.exit(asks ? 0 : 2);
        }
        if (asks) {
            System.out.println(benchmark.usage());
            System.exit(0);
        }
        // a server that is measured would stay when the run is ended by hand
        Runtime.getRuntime().addShutdownHook(new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        try {
            benchmark.run(System.out, words.subList(1, words.size()));
        } catch (IllegalArgumentException unusable) {
            System.err.println(unusable.getMessage());
            System.exit(2);
        }
        // threads of clients and of the server end with the process
        System.exit(0);
    }
}
