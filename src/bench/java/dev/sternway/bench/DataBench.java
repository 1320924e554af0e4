package dev.sternway.bench;

import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the data side costs on either kind of server: every way to put data back, salvage, replay, freeze, memory. */
final class DataBench implements Bench.Benchmark {
    /** Before anything counts, every way is taken once with a small database, as a server that runs has taken them. */
    private static final long WARM_UP_BYTES = 20_000_000;

    @Override
    public String usage() {
        return DataOptions.USAGE;
    }

    @Override
    public void run(PrintStream out, List<String> words) throws Exception {
        DataOptions options = DataOptions.of(words);
        Map<String, Object> json = new LinkedHashMap<>();
        if (options.postgres()) {
            Measures measures = new Measures();
            String title = options.rows() > 0 ? postgresRows(measures, options) : postgres(measures, options);
            tell(out, json, "postgresql", title, measures, options, ShopLadder.NAIVE);
        }
        if (options.mariaDb()) {
            Measures measures = new Measures();
            String title = mariaDb(measures, options);
            tell(out, json, "mariadb", title, measures, options, MariaLadder.NAIVE);
        }
        if (options.json()) {
            out.println(PlanMapper.json().writeValueAsString(json));
        }
    }

    private static void tell(
            PrintStream out,
            Map<String, Object> json,
            String type,
            String title,
            Measures measures,
            DataOptions options,
            String naive) {
        if (options.json()) {
            json.put(type, measures.json(title));
        } else {
            measures.print(out, title, options.rows() > 0 ? Optional.empty() : Optional.of(naive));
            out.println();
        }
    }

    private static String postgresRows(Measures measures, DataOptions options) throws Exception {
        try (BenchServer server = BenchServer.start("logical")) {
            return new MemoryRun(server, measures).of(options.rows());
        }
    }

    private static String postgres(Measures measures, DataOptions options) throws Exception {
        String title;
        try (BenchServer server = BenchServer.start("logical")) {
            ShopLadder ladder = new ShopLadder(server, measures);
            System.err.println("PostgreSQL: every way once, with a small database");
            measures.telling(false);
            ladder.climb(options.once(WARM_UP_BYTES));
            measures.forget();
            measures.telling(true);
            System.err.println("PostgreSQL: every way by turns, " + options.runs() + " times");
            title = ladder.climb(options);
            try (BenchServer plain = BenchServer.start("replica")) {
                new LogRun(server, plain, measures).run();
            }
        }
        try (BenchServer server = BenchServer.archiving()) {
            new MomentRun(server, measures).run(options);
        }
        return title;
    }

    private static String mariaDb(Measures measures, DataOptions options) throws Exception {
        try (MariaShop shop = MariaShop.start()) {
            if (options.rows() > 0) {
                return new MariaMemory(shop, measures).of(options.rows());
            }
            MariaLadder ladder = new MariaLadder(shop, measures);
            System.err.println("MariaDB: every way once, with a small schema");
            measures.telling(false);
            ladder.climb(options.once(WARM_UP_BYTES));
            measures.forget();
            measures.telling(true);
            System.err.println("MariaDB: every way by turns, " + options.runs() + " times");
            return ladder.climb(options);
        }
    }

    static double seconds(Measures.Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    static <I extends Record> Map<String, String> step(TestContext context, Executor<I> named, I inputs)
            throws Exception {
        Outcome outcome = named.on(inputs, context).run(inputs, context);
        if (outcome instanceof Outcome.Done done) {
            return done.evidence();
        }
        throw new IllegalStateException(named.uses() + " was not done: " + outcome);
    }
}
