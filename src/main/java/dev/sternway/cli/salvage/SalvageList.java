package dev.sternway.cli.salvage;

import dev.sternway.base.words.Counted;
import dev.sternway.database.salvage.Manifest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what is there: per table, and per transaction where the log of writes was kept. */
@Command(
        name = "list",
        description = "Tells what was set aside, largest transactions first.",
        mixinStandardHelpOptions = true)
final class SalvageList implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Parameters(paramLabel = "FOLDER", description = "A salvage folder.")
    private Path folder = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        SalvageFolder salvage = SalvageFolder.at(folder);
        for (Manifest.Part part : salvage.manifest().parts()) {
            if (part.mode() == Manifest.Mode.CHANGES) {
                changes(out, salvage, part);
            } else {
                out.println(part.table() + ": " + Counted.of(part.count(), "row")
                        + (part.mode() == Manifest.Mode.VALUES ? " with values of " + part.columns() : ""));
            }
        }
        return 0;
    }

    private static void changes(PrintWriter out, SalvageFolder salvage, Manifest.Part part) throws Exception {
        Map<String, Long> tables = new TreeMap<>();
        Map<Long, Map<String, Long>> transactions = new TreeMap<>();
        salvage.read(part, line -> {
            String what = line.path("table").asText() + " " + line.path("kind").asText();
            tables.merge(what, 1L, Long::sum);
            transactions
                    .computeIfAbsent(line.path("transaction").asLong(), number -> new TreeMap<>())
                    .merge(what, 1L, Long::sum);
        });
        tables.forEach((what, count) -> out.println(what + ": " + count));
        out.println(transactions.size() + " transactions, the largest:");
        transactions.entrySet().stream()
                .sorted((a, b) -> Long.compare(sum(b.getValue()), sum(a.getValue())))
                .limit(SHOWN)
                .forEach(one -> out.println("  " + one.getKey() + ": " + one.getValue()));
        out.println("Leave bad ones out with: sternway salvage replay --except NUMBER");
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
