package dev.sternway.bench;

import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Settings;
import dev.sternway.planner.corpus.Corpus;
import dev.sternway.planner.corpus.Statements;
import dev.sternway.planner.folder.Layout;
import dev.sternway.planner.folder.MigrationFolder;
import dev.sternway.planner.scratch.EmbeddedScratch;
import dev.sternway.planner.walk.Down;
import dev.sternway.planner.walk.Engine;
import dev.sternway.planner.walk.Tally;
import dev.sternway.planner.walk.Walk;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Proves the shop's history, and for comparison only applies it, by turns on one server. */
final class PlannerBench implements Bench.Benchmark {
    private static final int RUNS = 5;
    private static final double TARGET = 5;

    /**
     * One walk through the history.
     *
     * @param inPostgres waited for the server; the rest is Sternway's own
     */
    private record Run(long millis, long inPostgres, long calls) {}

    @Override
    public String usage() {
        return "Usage: sternway bench planner";
    }

    @Override
    public void run(PrintStream out, List<String> options) throws SQLException {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("bench planner takes no options");
        }
        List<Migration> migrations = Corpus.SHOP.migrations();
        List<Run> applied = new ArrayList<>();
        List<Run> proven = new ArrayList<>();
        try (EmbeddedScratch scratch = EmbeddedScratch.start()) {
            out.printf(
                    "%d migrations on %s, %d processors, load %.1f, Java %s%n",
                    migrations.size(),
                    scratch.description(),
                    Runtime.getRuntime().availableProcessors(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    System.getProperty("java.version"));
            out.println("run        apply only ms    prove ms  in PostgreSQL    calls  proven");
            for (int i = 0; i <= RUNS; i++) {
                Run baseline = apply(migrations, scratch);
                scratch.reset();
                TimedConnection timer = new TimedConnection();
                long start = System.nanoTime();
                Tally tally = Walk.through(
                                new MigrationFolder(Layout.GOLANG_MIGRATE, migrations, List.of()),
                                Engine.POSTGRESQL,
                                new TimedScratch(scratch, timer))
                        .go(Down.BOTH, Settings.USUAL, proof -> {});
                Run run = new Run((System.nanoTime() - start) / 1_000_000, timer.millis(), timer.calls());
                scratch.reset();
                out.printf(
                        "%-8s %15d %11d %13d%% %8d %7d%n",
                        i == 0 ? "warm-up" : Integer.toString(i),
                        baseline.millis(),
                        run.millis(),
                        100 * run.inPostgres() / run.millis(),
                        run.calls(),
                        tally.count(Outcome.PROVEN) + tally.count(Outcome.PROVEN_WITH_SALVAGE));
                if (i > 0) {
                    applied.add(baseline);
                    proven.add(run);
                }
            }
        }
        Run apply = median(applied);
        Run prove = median(proven);
        double perSecond = 1000.0 * migrations.size() / prove.millis();
        out.printf(
                "median   %.1f migrations a second proven (target %.0f), %.1f applied only; %d%% of the time in PostgreSQL%n",
                perSecond,
                TARGET,
                1000.0 * migrations.size() / apply.millis(),
                100 * prove.inPostgres() / prove.millis());
        if (perSecond < TARGET) {
            out.println("below the target");
        }
    }

    private static Run apply(List<Migration> migrations, EmbeddedScratch scratch) throws SQLException {
        TimedConnection timer = new TimedConnection();
        long start = System.nanoTime();
        for (Migration migration : migrations) {
            try (Connection connection = timer.around(scratch.connection())) {
                Statements.run(connection, migration.up());
            }
        }
        return new Run((System.nanoTime() - start) / 1_000_000, timer.millis(), timer.calls());
    }

    private static Run median(List<Run> runs) {
        return runs.stream()
                .sorted(Comparator.comparingLong(Run::millis))
                .toList()
                .get(runs.size() / 2);
    }
}
