package dev.sternway.bench;

import dev.sternway.database.Clones;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.backup.Certificate;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.catalog.Readers;
import dev.sternway.database.compare.TableDifference;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.data.FreezeDatabase;
import dev.sternway.executor.data.ReplayDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.executor.data.ThawDatabase;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.postgres.PostgresDump;
import dev.sternway.executor.postgres.PostgresRestore;
import dev.sternway.executor.postgres.cheapest.RestoreCheapest;
import dev.sternway.executor.postgres.tables.RestoreTables;
import dev.sternway.executor.sql.SqlScript;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Every way to put a PostgreSQL database back against the script that plans prescribe, by turns on one server. */
record ShopLadder(BenchServer server, Measures measures) {
    static final String NAIVE = "naive: pg_restore --clean over the live database";
    private static final String SWAP = "clone, swapped in by renaming";
    private static final String CLONE = "clone, taken at arming";
    private static final String COPY = "cp -r of the same files";
    private static final String SYNCED = "cp -r, until it is on the disk";
    private static final String DUMP = "dump, restored beside, proven and swapped in";
    private static final String TABLES = "damaged table (1 % of its rows wrong), rows set aside first";
    private static final String SCRIPT = "reverse script that drops a column";
    private static final String FINGERPRINT = "fingerprint of the largest table";
    private static final String COUNT = "count(*) of the same table";
    private static final String DIFFERENCE = "key-wise difference";
    private static final String FOUND = "damaged table, found among all tables first";
    private static final String CHEAPEST = "the cheapest that fits, chosen by itself";
    private static final String SALVAGE = "salvage of rows that differ, by key";
    private static final String REPLAY = "replay of rows that differ, by key";
    private static final String FREEZE = "freeze with 50 busy clients";
    private static final String LATE = "commits after the freeze";
    private static final String DUMP_PROVEN = "certificate of the dump";
    private static final int CLIENTS = 50;
    private static final int TURNS = 5;

    /** @return what was measured */
    String climb(DataOptions options) throws Exception {
        server.shop(options.bytes());
        TestContext context = server.context("of-" + options.bytes());
        String custom = server.folder().resolve("naive.dump").toString();
        server.tool("pg_dump", "-Fc", "-f", custom, BenchServer.DATABASE);
        long bytes = server.size();
        DataBench.step(context, new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        DataBench.step(context, new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        DataBench.step(context, new PostgresDump(), new PostgresDump.Inputs("db", Optional.of(2)));
        DataBench.step(
                context,
                new PostgresRestore(),
                new PostgresRestore.Inputs("db", PostgresRestore.Action.VERIFY, Optional.of(2)));
        // a clone that is taken anew has a certificate of its own, which says nothing of the dump
        context.notes.put(DUMP_PROVEN, context.notes.get(Certificate.key("db")));
        String title = String.format(
                Locale.ROOT,
                "Database of %.2f GB, %d audit events, on PostgreSQL %s, %d processors, load %.1f, medians of %d, heap %d MiB",
                bytes / 1e9,
                server.number("select count(*) from audit_events"),
                server.access().connect().getMetaData().getDatabaseProductVersion(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                options.runs(),
                Runtime.getRuntime().maxMemory() >> 20);
        for (int i = 0; i < options.runs(); i++) {
            round(context.withKey("round-" + i), custom);
        }
        judge();
        return title;
    }

    private void round(TestContext context, String custom) throws Exception {
        DatabaseAccess live = server.access();
        clone(context);
        damage(server);
        measures.time(
                NAIVE, () -> server.tool("pg_restore", "--clean", "--if-exists", "-d", BenchServer.DATABASE, custom));
        server.run("vacuum analyze");
        server.run("alter table tasks add note text default 'new'");
        context.file("down.sql", "ALTER TABLE tasks DROP COLUMN note;");
        measures.time(
                SCRIPT,
                () -> DataBench.step(
                        context,
                        new SqlScript(),
                        new SqlScript.Inputs("db", List.of("down.sql"), Optional.empty())));
        compare(context);
        damage(server);
        measures.time(
                TABLES,
                () -> DataBench.step(
                        context,
                        new RestoreTables(),
                        new RestoreTables.Inputs("db", List.of("tasks"), Optional.empty())));
        damage(server);
        measures.time(
                FOUND,
                () -> DataBench.step(
                        context.withKey(context.key() + "-all"),
                        new RestoreTables(),
                        new RestoreTables.Inputs("db", List.of(), Optional.empty())));
        damage(server);
        measures.time(
                CHEAPEST,
                () -> DataBench.step(
                        context.withKey(context.key() + "-cheapest"),
                        new RestoreCheapest(),
                        new RestoreCheapest.Inputs("db", List.of())));
        server.run("update tasks set title = 'since ' || id, done = not done");
        long rows = server.number("select count(*) from tasks");
        double salvage = DataBench.seconds(() -> DataBench.step(
                context,
                new SalvageDatabase(),
                new SalvageDatabase.Inputs(
                        "db",
                        List.of(new dev.sternway.plan.Phases.SetAside("tasks", List.of(), Optional.empty())))));
        measures.add(SALVAGE, rows / salvage, "rows/s");
        measures.time(
                SWAP,
                () -> DataBench.step(
                        context,
                        new PostgresClone(),
                        new PostgresClone.Inputs("db", PostgresClone.Action.RESTORE)));
        double replay = DataBench.seconds(() -> DataBench.step(context, new ReplayDatabase(), new ReplayDatabase.Inputs("db")));
        measures.add(REPLAY, rows / replay, "rows/s");
        requireReplayed(rows);
        drop(server, context);
        context.notes.put(Certificate.key("db"), context.notes.get(DUMP_PROVEN));
        measures.time(
                DUMP,
                () -> DataBench.step(
                        context,
                        new PostgresRestore(),
                        new PostgresRestore.Inputs("db", PostgresRestore.Action.RESTORE, Optional.of(2))));
        drop(server, context);
        live.maintenance().execute("alter database " + live.name() + " connection limit -1");
        server.run("vacuum analyze");
        freeze(context);
    }

    private void requireReplayed(long rows) throws Exception {
        if (server.number("select count(*) from tasks where title = 'since ' || id") != rows) {
            throw new IllegalStateException("not all rows were replayed");
        }
    }

    private void clone(TestContext context) throws Exception {
        context.notes.remove("clone/db");
        server.run("checkpoint");
        measures.time(
                CLONE,
                () -> DataBench.step(context, new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE)));
        var files = server.files(BenchServer.DATABASE);
        double copied = measures.time(COPY, () -> server.copyFiles(files));
        measures.add(SYNCED, copied + DataBench.seconds(server::syncCopied), "s");
        server.removeCopied();
    }

    /** The restored database differs from the clone in every page but in no row, as after any restore from a dump. */
    private void compare(TestContext context) throws Exception {
        DatabaseAccess live = server.access();
        DatabaseAccess copy = live.other(context.notes.get("clone/db"));
        List<String> columns;
        try (Connection connection = live.connect()) {
            columns = Fingerprint.columns(connection, "public.audit_events");
        }
        Map<String, List<String>> asked = Map.of("public.audit_events", columns);
        for (int i = 0; i < TURNS; i++) {
            measures.time(COUNT, () -> server.number("select count(*) from audit_events"));
            measures.time(
                    FINGERPRINT,
                    () -> Fingerprints.over(live::connect, Fingerprints.CONNECTIONS, Progress.NONE)
                            .of(asked));
        }
        try (Readers left = Readers.open(copy::connect, 1);
                Readers right = Readers.open(live::connect, 1)) {
            long start = System.nanoTime();
            TableDifference found = TableDifference.of(
                    left, right, "public.audit_events", columns, (side, key) -> {}, Progress.NONE);
            measures.add(DIFFERENCE, found.rows() / 2 * 1e9 / (System.nanoTime() - start), "rows/s");
            if (!found.none()) {
                throw new IllegalStateException("the naive script left differences: " + found);
            }
        }
    }

    private void freeze(TestContext context) throws Exception {
        String url = "jdbc:postgresql://localhost:" + server.port() + "/" + BenchServer.DATABASE;
        try (BusyClients clients = new BusyClients(url, "app", "postgres", CLIENTS)) {
            clients.warmUp(5000);
            measures.time(
                    FREEZE, () -> DataBench.step(context, new FreezeDatabase(), new FreezeDatabase.Inputs("db")));
            long at = clients.commits();
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(500);
            measures.add(LATE, clients.commits() - at, "commits");
        }
        DataBench.step(context, new ThawDatabase(), new ThawDatabase.Inputs("db"));
    }

    static void damage(BenchServer server) throws Exception {
        server.run("update tasks set title = 'wrong', done = null where id % 100 = 0");
    }

    private static void drop(BenchServer server, TestContext context) throws Exception {
        String broken = context.notes.remove("broken/db");
        if (broken != null) {
            new Clones(server.access()).drop(broken);
        }
        server.access().maintenance().execute("alter database " + BenchServer.DATABASE + " connection limit -1");
    }

    private void judge() throws Exception {
        double share = server.number("select pg_total_relation_size('tasks')") / (double) server.size();
        double tables = measures.median(TABLES) / measures.median(NAIVE) / share;
        measures.goal("clone swap, times faster than naive", measures.median(NAIVE) / measures.median(SWAP), false, 500,
                "the naive script is quick at this size while the swap is constant: see 1GB");
        measures.goal("clone against cp", measures.median(CLONE) / measures.median(COPY), true, 1.5,
                "the server writes through to the disk, cp does not");
        measures.goal("damaged table against its share of the bytes", tables, true, 1.3,
                "connections and catalog queries do not grow with the table: see 1GB");
        measures.goal("fingerprint against count(*)", measures.median(FINGERPRINT) / measures.median(COUNT), true, 4,
                "counting looks at no value, hashing at every one");
        measures.goal("key-wise difference, rows/s", measures.median(DIFFERENCE), false, 300_000,
                "two servers' backends and the merge share the processors");
        measures.goal("salvage by key, rows/s", measures.median(SALVAGE), false, 50_000,
                "it also compares all other tables, and both sides write their rows as JSON");
        measures.goal("replay by key, rows/s", measures.median(REPLAY), false, 50_000,
                "every row is found, compared with what it was, and written with its indexes");
        measures.goal("commits after the freeze", measures.median(LATE), true, 0, "a client got through");
    }
}
