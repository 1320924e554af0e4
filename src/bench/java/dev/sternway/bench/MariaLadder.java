package dev.sternway.bench;

import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.compare.TableDifference;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.compare.Content;
import dev.sternway.database.mariadb.compare.SchemaComparison;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.data.FreezeDatabase;
import dev.sternway.executor.data.ReplayDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.executor.data.ThawDatabase;
import dev.sternway.executor.mariadb.MariaCopy;
import dev.sternway.executor.mariadb.MariaDump;
import dev.sternway.executor.mariadb.MariaRestore;
import dev.sternway.executor.mariadb.cheapest.RestoreSchemaCheapest;
import dev.sternway.executor.mariadb.log.MariaBinlog;
import dev.sternway.executor.mariadb.moment.MariaBackup;
import dev.sternway.executor.mariadb.moment.MariaPointInTime;
import dev.sternway.executor.mariadb.tables.RestoreSchemaTables;
import dev.sternway.plan.Phases.SetAside;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Every way to put a MariaDB schema back against the script that plans prescribe, by turns on one server. */
record MariaLadder(MariaShop shop, Measures measures) {
    static final String NAIVE = "naive: the dump, played into the live schema";
    private static final String COPY = "copy, taken at arming";
    private static final String FILES = "cp -r of the same files";
    private static final String SWAP = "copy, swapped in by one RENAME TABLE";
    private static final String DUMP = "dump, restored beside, proven and swapped in";
    private static final String TABLES = "damaged table (1 % of its rows wrong), rows set aside first";
    private static final String FOUND = "damaged table, found among all tables first";
    private static final String CHEAPEST = "the cheapest that fits, chosen by itself";
    private static final String BACKUP = "backup of the server with mariadb-backup, at arming";
    private static final String MOMENT = "point in time: server recovered beside, schema copied and swapped in";
    private static final String COUNT = "count(*) of the largest table";
    private static final String FINGERPRINT = "fingerprint of the same table";
    private static final String DIFFERENCE = "key-wise difference";
    private static final String SALVAGE = "salvage of rows that differ, by key";
    private static final String REPLAY = "replay of rows that differ, by key";
    private static final String LOG_SALVAGE = "salvage from the binary log";
    private static final String LOG_REPLAY = "replay of the binary log";
    private static final String FREEZE = "freeze with 50 busy clients";
    private static final String LATE = "commits after the freeze";
    private static final String TABLE = "audit_events";
    private static final int CLIENTS = 50;
    private static final int TURNS = 3;

    /** @return what was measured */
    String climb(DataOptions options) throws Exception {
        shop.shop(options.bytes());
        TestContext context = shop.context("of-" + options.bytes());
        Path naive = shop.folder().resolve("naive.sql");
        shop.tool(Optional.empty(), Optional.of(naive), "mariadb-dump", "--single-transaction", MariaShop.SCHEMA);
        DataBench.step(context, new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.TAKE));
        DataBench.step(context, new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        DataBench.step(context, new MariaDump(), new MariaDump.Inputs("db", Optional.empty()));
        String title = String.format(
                Locale.ROOT,
                "Schema of %.2f GB, %d audit events, on MariaDB %s, %d processors, load %.1f, medians of %d, heap %d MiB",
                shop.size() / 1e9,
                shop.number("SELECT COUNT(*) FROM audit_events"),
                shop.value("SELECT VERSION()"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                options.runs(),
                Runtime.getRuntime().maxMemory() >> 20);
        for (int i = 0; i < options.runs(); i++) {
            round(context.withKey("round-" + options.bytes() + "-" + i), naive);
        }
        moment(options);
        judge();
        return title;
    }

    private void round(TestContext context, Path naive) throws Exception {
        take(context);
        measures.time(FILES, shop::copyFiles);
        shop.removeCopied();
        shop.damage();
        measures.time(
                NAIVE,
                () -> shop.tool(Optional.of(naive), Optional.empty(), "mariadb", MariaShop.SCHEMA));
        compare(context);
        tables(context);
        byKey(context);
        measures.time(
                DUMP,
                () -> DataBench.step(
                        context, new MariaRestore(), new MariaRestore.Inputs("db", MariaRestore.Action.RESTORE)));
        drop(context);
        byLog(context);
        freeze(context);
    }

    private void take(TestContext context) throws Exception {
        measures.time(
                COPY,
                () -> DataBench.step(context, new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.TAKE)));
    }

    private void swap(TestContext context) throws Exception {
        measures.time(
                SWAP,
                () -> DataBench.step(context, new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.RESTORE)));
        drop(context);
    }

    private void drop(TestContext context) throws Exception {
        String broken = context.notes.remove("broken/db");
        if (broken != null) {
            shop.drop(broken);
        }
    }

    private void compare(TestContext context) throws Exception {
        MariaAccess live = shop.access();
        MariaAccess copy = live.other(String.valueOf(context.notes.get("clone/db")));
        SchemaComparison comparison = new SchemaComparison(copy::connect, live::connect, Progress.NONE);
        List<String> columns = comparison.columns(TABLE).stream().map(it -> it.name()).sorted().toList();
        for (int i = 0; i < TURNS; i++) {
            measures.time(COUNT, () -> shop.number("SELECT COUNT(*) FROM audit_events"));
            measures.time(
                    FINGERPRINT,
                    () -> Content.still(live::connect, Progress.NONE).fingerprints(Map.of(TABLE, columns)));
        }
        long start = System.nanoTime();
        TableDifference found = comparison.rows(
                TABLE, comparison.columns(TABLE), comparison.key(TABLE), Quote.name(TABLE), (side, key) -> {});
        measures.add(DIFFERENCE, found.rows() / 2 * 1e9 / (System.nanoTime() - start), "rows/s");
        if (!found.none()) {
            throw new IllegalStateException("the naive script left differences: " + found);
        }
    }

    private void tables(TestContext context) throws Exception {
        RestoreSchemaTables restore = new RestoreSchemaTables();
        shop.damage();
        measures.time(
                TABLES,
                () -> DataBench.step(
                        context.withKey(context.key() + "-named"),
                        restore,
                        new RestoreSchemaTables.Inputs("db", List.of("tasks"), Optional.empty())));
        shop.damage();
        measures.time(
                FOUND,
                () -> DataBench.step(
                        context.withKey(context.key() + "-all"),
                        restore,
                        new RestoreSchemaTables.Inputs("db", List.of(), Optional.empty())));
        shop.damage();
        measures.time(
                CHEAPEST,
                () -> DataBench.step(
                        context.withKey(context.key() + "-cheapest"),
                        new RestoreSchemaCheapest(),
                        new RestoreSchemaCheapest.Inputs("db", List.of())));
        if (shop.number("SELECT COUNT(*) FROM tasks WHERE title = 'wrong'") > 0) {
            throw new IllegalStateException("wrong rows were left");
        }
        drop(context);
    }

    /** With a guard of its own, whose backup is as old as the schema. */
    private void moment(DataOptions options) throws Exception {
        shop.shop(options.bytes());
        TestContext context = shop.context("moment-" + options.bytes());
        measures.time(
                BACKUP,
                () -> DataBench.step(
                        context, new MariaBackup(), new MariaBackup.Inputs("db", MariaBackup.Action.TAKE)));
        DataBench.step(context, new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.TAKE));
        DataBench.step(context, new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        for (int i = 0; i < options.runs(); i++) {
            shop.damage();
            TestContext step = context.withKey("moment-" + options.bytes() + "-" + i);
            measures.time(
                    MOMENT,
                    () -> DataBench.step(
                            step,
                            new MariaPointInTime(),
                            new MariaPointInTime.Inputs("db", Optional.empty(), MariaPointInTime.Then.COPY_DATABASE)));
            drop(context);
        }
        String copy = context.notes.remove("clone/db");
        if (copy != null) {
            shop.drop(copy);
        }
    }

    private void byKey(TestContext context) throws Exception {
        long rows = written();
        double salvage = DataBench.seconds(() -> DataBench.step(
                context,
                new SalvageDatabase(),
                new SalvageDatabase.Inputs("db", List.of(new SetAside("tasks", List.of(), Optional.empty())))));
        measures.add(SALVAGE, rows / salvage, "rows/s");
        swap(context);
        replay(context, rows, REPLAY);
    }

    private void byLog(TestContext context) throws Exception {
        DataBench.step(context, new MariaBinlog(), new MariaBinlog.Inputs("db", MariaBinlog.Action.NOTE));
        take(context);
        long rows = written();
        double salvage = DataBench.seconds(() -> DataBench.step(
                context, new SalvageDatabase(), new SalvageDatabase.Inputs("db", List.of())));
        measures.add(LOG_SALVAGE, rows / salvage, "rows/s");
        swap(context);
        replay(context, rows, LOG_REPLAY);
        DataBench.step(context, new MariaBinlog(), new MariaBinlog.Inputs("db", MariaBinlog.Action.FORGET));
    }

    private long written() throws Exception {
        shop.run("UPDATE tasks SET title = CONCAT('since ', id), done = NOT done");
        return shop.number("SELECT COUNT(*) FROM tasks");
    }

    private void replay(TestContext context, long rows, String name) throws Exception {
        double seconds = DataBench.seconds(
                () -> DataBench.step(context, new ReplayDatabase(), new ReplayDatabase.Inputs("db", List.of())));
        measures.add(name, rows / seconds, "rows/s");
        if (shop.number("SELECT COUNT(*) FROM tasks WHERE title = CONCAT('since ', id)") != rows) {
            throw new IllegalStateException("not all rows were replayed");
        }
    }

    private void freeze(TestContext context) throws Exception {
        try (BusyClients clients = new BusyClients(shop.url(), "app", "app", CLIENTS)) {
            clients.warmUp(2000);
            measures.time(
                    FREEZE, () -> DataBench.step(context, new FreezeDatabase(), new FreezeDatabase.Inputs("db")));
            long at = clients.commits();
            TimeUnit.MILLISECONDS.sleep(500);
            measures.add(LATE, clients.commits() - at, "commits");
        }
        DataBench.step(context, new ThawDatabase(), new ThawDatabase.Inputs("db"));
    }

    private void judge() throws Exception {
        double share = shop.number("SELECT data_length + index_length FROM information_schema.tables WHERE table_schema = '"
                        + MariaShop.SCHEMA + "' AND table_name = 'tasks'")
                / (double) shop.size();
        measures.goal("damaged table against its share of the bytes",
                measures.median(TABLES) / measures.median(NAIVE) / share, true, 1.3,
                "connections and catalog queries do not grow with the table: see 1GB");
        measures.goal("copy swap, times faster than naive", measures.median(NAIVE) / measures.median(SWAP), false, 500,
                "the naive script is quick at this size, and definitions and rights are compared before a swap: see 1GB");
        measures.goal("copy against cp", measures.median(COPY) / measures.median(FILES), true, 1.5,
                "rows are written one by one, as MariaDB cannot take a database as a template");
        measures.goal("fingerprint against count(*)", measures.median(FINGERPRINT) / measures.median(COUNT), true, 4,
                "counting reads the smallest index alone, hashing every value");
        measures.goal("key-wise difference, rows/s", measures.median(DIFFERENCE), false, 300_000,
                "the server computes the hash of a row from text");
        measures.goal("commits after the freeze", measures.median(LATE), true, 0, "a client got through");
    }
}
