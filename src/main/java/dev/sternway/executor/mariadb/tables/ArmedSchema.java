package dev.sternway.executor.mariadb.tables;

import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.mariadb.MariaRestore;
import dev.sternway.executor.postgres.KeptDump;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The schema as it was at arming: the copy, or else the dump restored into a schema of its own.
 *
 * @param kind copy or dump
 */
public record ArmedSchema(MariaAccess access, String kind) {
    /** Nothing when neither is there. */
    public static Optional<ArmedSchema> open(StepContext context, String database) throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, database);
        Optional<String> copy = context.keepsakes().find("clone/" + database);
        if (copy.isPresent() && new Schemas(live).exists(copy.get())) {
            return Optional.of(new ArmedSchema(live.other(copy.get()), "copy"));
        }
        KeptDump dump = new KeptDump(context, database);
        if (dump.digest().isEmpty() || !dump.folder().exists()) {
            return Optional.empty();
        }
        MariaAccess scratch = live.other(TargetDatabase.copy(context, live.name(), "tables"));
        context.print("restoring the dump beside, to compare with");
        MariaRestore.into(scratch, context, database);
        return Optional.of(new ArmedSchema(scratch, "dump"));
    }

    boolean fromDump() {
        return kind.equals("dump");
    }

    /** What was only made to compare with goes; the copy stays. */
    public void drop() throws SQLException {
        if (fromDump()) {
            new Schemas(access.spared()).drop(access.name());
        }
    }
}
