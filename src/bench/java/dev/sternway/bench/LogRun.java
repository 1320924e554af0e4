package dev.sternway.bench;

import dev.sternway.database.decode.ChangeSlot;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.data.ReplayDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.postgres.PostgresSlot;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What keeping the log of writes costs those who write, with pgbench on two servers by turns: one that keeps no more of its
 * log than it needs itself, and one with {@code wal_level = logical} and a slot. Then what pgbench wrote is read from the
 * log, the copy made before swapped in, and all of it replayed.
 */
record LogRun(BenchServer logical, BenchServer plain, Measures measures) {
    private static final String WITHOUT = "pgbench, wal_level = replica, no slot";
    private static final String WITH = "pgbench, wal_level = logical, with a slot";
    private static final String SALVAGE = "salvage from the log";
    private static final String REPLAY = "replay of the log";
    private static final String DATABASE = "load";
    private static final String SCALE = "10";
    private static final int SECONDS = 5;
    private static final int ROUNDS = 5;
    private static final int TRANSACTIONS = 3000;
    private static final int CLIENTS = 8;
    private static final double MOST_LOST = 0.10;
    private static final Pattern SPEED = Pattern.compile("tps = ([0-9.]+)");

    void run() throws Exception {
        try {
            prepare(plain);
            prepare(logical);
        } catch (IOException missing) {
            measures.note("Not measured, for pgbench is not on the PATH (Debian: postgresql-contrib): the log of writes");
            return;
        }
        ChangeSlot slot = new ChangeSlot(logical.access().other(DATABASE), "bench");
        for (int i = 0; i <= ROUNDS; i++) {
            double without = i % 2 == 0 ? speed(plain) : 0;
            slot.create(SECONDS);
            double with = speed(logical);
            slot.drop();
            without = i % 2 == 0 ? without : speed(plain);
            if (i > 0) {
                measures.add(WITHOUT, without, "tps");
                measures.add(WITH, with, "tps");
            }
        }
        measures.goal("share of pgbench's speed that the slot costs", 1 - measures.median(WITH) / measures.median(WITHOUT),
                true, MOST_LOST, "the server writes more into its log, and the disk is its limit");
        replay();
    }

    private static void prepare(BenchServer server) throws Exception {
        server.access().maintenance().execute("create database " + DATABASE);
        server.asked("pgbench", "-i", "-q", "-s", SCALE, DATABASE);
        server.access().other(DATABASE).execute(
                "alter table pgbench_history add id bigint generated always as identity primary key");
    }

    private static double speed(BenchServer server) throws Exception {
        server.access().maintenance().execute("checkpoint");
        Matcher speed = SPEED.matcher(load(server, "-T", String.valueOf(SECONDS)));
        if (!speed.find()) {
            throw new IllegalStateException("pgbench does not tell its speed");
        }
        return Double.parseDouble(speed.group(1));
    }

    private static String load(BenchServer server, String... howLong) throws Exception {
        return server.asked(
                "pgbench", "-n", "-M", "prepared", "-c", String.valueOf(CLIENTS), "-j", "2", howLong[0], howLong[1], DATABASE);
    }

    private void replay() throws Exception {
        TestContext context = logical.context("log").target(DATABASE, logical.target(DATABASE)).withKey("log");
        DataBench.step(context, new PostgresSlot(), new PostgresSlot.Inputs(DATABASE, PostgresSlot.Action.CREATE));
        DataBench.step(context, new PostgresClone(), new PostgresClone.Inputs(DATABASE, PostgresClone.Action.TAKE));
        load(logical, "-t", String.valueOf(TRANSACTIONS));
        long rows = 4L * CLIENTS * TRANSACTIONS;
        double salvage = DataBench.seconds(() -> DataBench.step(
                context, new SalvageDatabase(), new SalvageDatabase.Inputs(DATABASE, List.of())));
        measures.add(SALVAGE, rows / salvage, "rows/s");
        DataBench.step(context, new PostgresClone(), new PostgresClone.Inputs(DATABASE, PostgresClone.Action.RESTORE));
        long start = System.nanoTime();
        Map<String, String> replayed =
                DataBench.step(context, new ReplayDatabase(), new ReplayDatabase.Inputs(DATABASE, List.of()));
        measures.add(REPLAY, rows * 1e9 / (System.nanoTime() - start), "rows/s");
        if (!replayed.getOrDefault("conflicts", "").equals("0")) {
            throw new IllegalStateException("not all was replayed: " + replayed);
        }
    }
}
