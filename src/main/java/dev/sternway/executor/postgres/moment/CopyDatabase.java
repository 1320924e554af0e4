package dev.sternway.executor.postgres.moment;

import dev.sternway.database.Clones;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.backup.BackupFolder;
import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Fingerprints;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.postgres.ClientTools;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings a whole database from the server beside to the live one, proves it there, and swaps it in by renaming. */
record CopyDatabase(StepContext context, String database, DatabaseAccess live) {
    private String broken() {
        return TargetDatabase.copy(context, live.name(), "broken");
    }

    boolean done() throws Exception {
        Clones clones = new Clones(live);
        if (clones.closed(live.name())) {
            clones.open(live.name());
        }
        return clones.exists(broken()) && clones.exists(live.name());
    }

    Outcome from(Recovery.Recovered recovered) throws Exception {
        long start = System.nanoTime();
        DatabaseAccess copy = recovered.copy();
        long size = Space.of(copy);
        Space.forCopy(live.maintenance(), size);
        Space.forDump(context.workspace(), size);
        Clones clones = new Clones(live);
        String scratch = TargetDatabase.copy(context, live.name(), "moment");
        BackupFolder dump = new BackupFolder(context.workspace().resolve("moment-" + database));
        clones.drop(scratch);
        try {
            dump.create();
            context.stillMine();
            int dumped = ClientTools.run(
                    "pg_dump",
                    copy,
                    context,
                    List.of("-Fd", "-j", "2", "-f", dump.path().toString(), copy.name()),
                    dump::bytes,
                    size);
            if (dumped != 0) {
                return Outcome.failed(
                        "SW-0419",
                        "pg_dump ended with " + dumped,
                        copy.name(),
                        "Read the step's output for the reason");
            }
            clones.empty(live.name(), scratch);
            DatabaseAccess into = live.other(scratch);
            int restored = ClientTools.run(
                    "pg_restore",
                    into,
                    context,
                    List.of(
                            "--exit-on-error",
                            "-j",
                            "2",
                            "-d",
                            scratch,
                            dump.path().toString()),
                    () -> Space.of(into),
                    size);
            if (restored != 0) {
                return Outcome.failed(
                        "SW-0421",
                        "pg_restore ended with " + restored,
                        scratch,
                        "Read the step's output for the reason");
            }
            List<String> differences;
            try (Connection connection = into.connect()) {
                differences = recovered
                        .snapshot()
                        .contentDifference(
                                connection,
                                Fingerprints.over(into::connect, Fingerprints.CONNECTIONS, context::progress));
            }
            if (!differences.isEmpty()) {
                return Outcome.refused(
                        "SW-0422",
                        "The copy differs from the restored server: " + String.join("; ", differences),
                        scratch,
                        "Do not use this backup; take another");
            }
            context.stillMine();
            clones.swap(live.name(), scratch, broken());
        } finally {
            dump.delete();
            clones.drop(scratch);
        }
        context.keepsakes().keep("broken/" + database, broken());
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("way", "database, from the server recovered beside");
        evidence.put("broken-kept-as", broken());
        evidence.put("verdict", "equal");
        evidence.put("copied-in-millis", String.valueOf((System.nanoTime() - start) / 1_000_000));
        return Outcome.done(evidence);
    }
}
