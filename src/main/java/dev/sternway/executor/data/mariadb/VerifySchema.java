package dev.sternway.executor.data.mariadb;

import dev.sternway.base.Problem;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.compare.SchemaFacts;
import dev.sternway.database.mariadb.integrity.Orphans;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.VerifyDatabase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Definitions, rows and foreign keys, in this order of cost from the last to the first. */
final class VerifySchema extends Half<VerifyDatabase.Inputs> {
    private static final int SHOWN = 12;

    VerifySchema(Executor<VerifyDatabase.Inputs> whole) {
        super(whole);
    }

    @Override
    public Outcome run(VerifyDatabase.Inputs inputs, StepContext context) throws Exception {
        List<String> wrong = new ArrayList<>();
        int tables = 0;
        Set<String> written = Set.of();
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        if (inputs.data().isPresent()) {
            if (!inputs.data().get().equals("armed")) {
                written = Snapshots.written(context, inputs.database());
            }
            Snapshot data = Snapshots.read(
                            context, inputs.database(), inputs.data().get())
                    .without(written);
            tables = data.tables().size();
            wrong.addAll(FingerprintSchema.content(live, false, inputs.database(), context)
                    .difference(data));
        }
        try (Connection connection = live.connect()) {
            Catalog catalog = CatalogReader.read(connection);
            if (inputs.schema().isPresent()) {
                wrong.addAll(Snapshots.read(
                                context, inputs.database(), inputs.schema().get())
                        .schema()
                        .difference(SchemaFacts.of(catalog)));
            }
            if (wrong.isEmpty()) {
                wrong.addAll(Orphans.of(connection, catalog));
            }
        }
        wrong.forEach(context::print);
        if (!wrong.isEmpty()) {
            return differs(wrong, inputs.database());
        }
        Map<String, String> evidence =
                new TreeMap<>(Map.of("verdict", "equal", "tables-equal", String.valueOf(tables), "differences", "0"));
        if (!written.isEmpty()) {
            evidence.put("written-by-the-scripts", String.join(", ", written));
            context.print("not compared, for the scripts themselves write them, as proven in the rehearsal: "
                    + String.join(", ", written));
        }
        return Outcome.done(evidence);
    }

    private static Outcome differs(List<String> wrong, String database) {
        List<String> shown = wrong.subList(0, Math.min(SHOWN, wrong.size()));
        return new Outcome.Failed(
                new Problem(
                        "SW-0415",
                        "The database is not as it should be: " + String.join("; ", shown)
                                + (wrong.size() > SHOWN ? "; and " + (wrong.size() - SHOWN) + " more" : ""),
                        database,
                        "Put right what differs by hand and choose again, or restore the backup"),
                false);
    }
}
