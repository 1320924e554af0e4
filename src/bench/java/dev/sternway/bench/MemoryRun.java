package dev.sternway.bench;

import dev.sternway.database.Clones;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.catalog.Readers;
import dev.sternway.database.compare.TableDifference;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.database.salvage.RowSalvage;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One large table, and how much heap it takes to fingerprint it, to compare it and to set a tenth of it aside. */
record MemoryRun(BenchServer server, Measures measures) {
    private static final String TABLE = "public.audit_events";

    String of(long rows) throws Exception {
        server.access().maintenance().execute("create database " + BenchServer.DATABASE);
        server.run(
                "create table audit_events (id bigint primary key, user_id int, at timestamptz, action text, detail text)",
                BenchServer.events(rows),
                "vacuum analyze");
        DatabaseAccess live = server.access();
        new Clones(live).copy(live.name(), "copy");
        server.run("update audit_events set detail = 'wrong' where id % 10 = 0", "vacuum analyze");
        DatabaseAccess copy = live.other("copy");
        List<String> columns;
        try (Connection connection = live.connect()) {
            columns = Fingerprint.columns(connection, TABLE);
        }
        measured("count(*)", rows, () -> server.number("select count(*) from audit_events"));
        measured("fingerprint", rows, () -> Fingerprints.over(
                        live::connect, Fingerprints.CONNECTIONS, Progress.NONE)
                .of(Map.of(TABLE, columns)));
        measured("key-wise difference", rows, () -> {
            try (Readers left = Readers.open(copy::connect, 1);
                    Readers right = Readers.open(live::connect, 1)) {
                TableDifference.of(left, right, TABLE, columns, (side, key) -> {}, Progress.NONE);
            }
        });
        measured("salvage of a tenth", rows, () -> {
            Manifest.Part part = RowSalvage.take(
                    live::connect, copy::connect, TABLE, Optional.empty(), "bench", server.folder(), Progress.NONE);
            if (part.count() != rows / 10) {
                throw new IllegalStateException("set aside " + part.count());
            }
        });
        measures.goal("heap, MiB", Runtime.getRuntime().maxMemory() >> 20, true, 256,
                "start it with STERNWAY_JAVA_OPTIONS=-Xmx256m");
        return rows + " rows of " + (server.number("select pg_table_size('audit_events')") >> 20)
                + " MiB, largest heap " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB, load "
                + Measures.text(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private void measured(String what, long rows, Measures.Work work) throws Exception {
        System.gc();
        double seconds = measures.time(what, work);
        measures.add(what + ", rows", rows / seconds, "rows/s");
    }
}
