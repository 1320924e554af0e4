package dev.sternway.executor.postgres.tables;

import dev.sternway.base.ProblemException;
import dev.sternway.database.Clones;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Fingerprints;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.postgres.ClientTools;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The database as it was at arming: the clone, or else the dump restored into a scratch database, which goes afterwards.
 *
 * @param kind clone or dump
 */
record ArmedCopy(DatabaseAccess access, String kind, Optional<Clones> scratch) implements AutoCloseable {
    /** Nothing when neither is there. */
    static Optional<ArmedCopy> open(StepContext context, String database) throws Exception {
        DatabaseAccess live = TargetDatabase.of(context, database);
        Clones clones = new Clones(live);
        Optional<String> clone = context.keepsakes().find("clone/" + database);
        if (clone.isPresent() && clones.exists(clone.get())) {
            return Optional.of(new ArmedCopy(live.other(clone.get()), "clone", Optional.empty()));
        }
        if (!ClientTools.keepsDump(context, database)) {
            return Optional.empty();
        }
        String scratch = TargetDatabase.copy(context, live.name(), "tables");
        clones.drop(scratch);
        clones.empty(live.name(), scratch);
        ArmedCopy copy = new ArmedCopy(live.other(scratch), "dump", Optional.of(clones));
        try {
            copy.fill(context, database, live);
            return Optional.of(copy);
        } catch (Exception failed) {
            copy.close();
            throw failed;
        }
    }

    private void fill(StepContext context, String database, DatabaseAccess live) throws Exception {
        context.print("restoring the dump into " + access.name());
        int code = ClientTools.restoreDump(context, database, live, access);
        try (Connection connection = access.connect()) {
            List<String> differences = code != 0
                    ? List.of("pg_restore ended with " + code)
                    : Snapshots.read(context, database, "armed")
                            .contentDifference(
                                    connection,
                                    Fingerprints.over(access::connect, Fingerprints.CONNECTIONS, context::progress));
            if (!differences.isEmpty()) {
                throw ProblemException.of(
                        "SW-0422",
                        "The restored dump differs from the state at arming: " + String.join("; ", differences),
                        access.name(),
                        "Do not use this backup; take another");
            }
        }
    }

    @Override
    public void close() throws SQLException {
        if (scratch.isPresent()) {
            scratch.get().drop(access.name());
        }
    }
}
