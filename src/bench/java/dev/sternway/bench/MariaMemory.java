package dev.sternway.bench;

import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.compare.Content;
import dev.sternway.database.mariadb.compare.SchemaComparison;
import dev.sternway.database.mariadb.salvage.RowsAside;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.mariadb.MariaCopy;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same as {@link MemoryRun} on MariaDB. */
record MariaMemory(MariaShop shop, Measures measures) {
    private static final String TABLE = "audit_events";

    String of(long rows) throws Exception {
        shop.empty();
        shop.events(rows);
        TestContext context = shop.context("memory");
        measured("copy", rows, () ->
                DataBench.step(context, new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.TAKE)));
        shop.run("UPDATE audit_events SET detail = 'wrong' WHERE id % 10 = 0");
        MariaAccess live = shop.access();
        MariaAccess copy = live.other(String.valueOf(context.notes.get("clone/db")));
        SchemaComparison comparison = new SchemaComparison(copy::connect, live::connect, Progress.NONE);
        List<String> columns = comparison.columns(TABLE).stream().map(it -> it.name()).sorted().toList();
        measured("count(*)", rows, () -> shop.number("SELECT COUNT(*) FROM audit_events"));
        measured("fingerprint", rows, () ->
                Content.still(live::connect, Progress.NONE).fingerprints(Map.of(TABLE, columns)));
        measured("key-wise difference", rows, () -> comparison.rows(
                TABLE, comparison.columns(TABLE), comparison.key(TABLE), Quote.name(TABLE), (side, key) -> {}));
        measured("salvage of a tenth", rows, () -> {
            Manifest.Part part = new RowsAside(comparison, copy::connect, live::connect, shop.folder(), "bench")
                    .take(TABLE, Optional.empty());
            if (part.count() != rows / 10) {
                throw new IllegalStateException("set aside " + part.count());
            }
        });
        measures.goal("heap, MiB", Runtime.getRuntime().maxMemory() >> 20, true, 256,
                "it was not started with STERNWAY_JAVA_OPTIONS=-Xmx256m");
        return rows + " rows of " + (shop.size() >> 20) + " MiB on MariaDB " + shop.value("SELECT VERSION()")
                + ", largest heap " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB, load "
                + Measures.text(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private void measured(String what, long rows, Measures.Work work) throws Exception {
        System.gc();
        double seconds = measures.time(what, work);
        measures.add(what + ", rows", rows / seconds, "rows/s");
    }
}
