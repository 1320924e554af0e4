package dev.sternway.executor.data.mariadb;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.compare.Content;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.data.FreezeDatabase;
import java.util.Map;
import java.util.Optional;

/** Of the copy kept at arming, or of the schema itself. */
final class FingerprintSchema extends Half<FingerprintDatabase.Inputs> {
    FingerprintSchema(Executor<FingerprintDatabase.Inputs> whole) {
        super(whole);
    }

    @Override
    public Outcome run(FingerprintDatabase.Inputs inputs, StepContext context) throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        Optional<String> copy = context.keepsakes().find("clone/" + inputs.database());
        boolean fromCopy = inputs.as().equals("armed") && copy.isPresent();
        MariaAccess read = fromCopy ? live.other(copy.orElseThrow()) : live;
        Content content = content(read, fromCopy, inputs.database(), context);
        Snapshot snapshot = inputs.columnsOf().isPresent()
                ? content.sameColumns(Snapshots.read(
                        context, inputs.database(), inputs.columnsOf().get()))
                : content.snapshot();
        Snapshots.keep(context, inputs.database(), inputs.as(), snapshot);
        return Outcome.done(Map.of(
                "tables", String.valueOf(snapshot.tables().size()),
                "rows",
                        String.valueOf(snapshot.tables().stream()
                                .mapToLong(Fingerprint::rows)
                                .sum()),
                "schema", snapshot.schema().digest()));
    }

    /** @param copy nobody writes to it; neither does anybody to a frozen schema */
    static Content content(MariaAccess read, boolean copy, String database, StepContext context) {
        boolean still = copy
                || context.keepsakes().find(FreezeDatabase.keepsake(database)).isPresent();
        return still ? Content.still(read::connect, context::progress) : Content.of(read::connect, context::progress);
    }
}
