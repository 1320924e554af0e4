package dev.sternway.executor.data.mariadb;

import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.database.mariadb.integrity.Counters;
import dev.sternway.database.salvage.Manifest;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.MoveSequences;
import dev.sternway.executor.data.SalvageDatabase;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** AUTO_INCREMENT and sequences, ahead also of rows that wait to be replayed. */
final class SchemaCounters extends Half<MoveSequences.Inputs> {
    SchemaCounters(Executor<MoveSequences.Inputs> whole) {
        super(whole);
    }

    @Override
    public Probe probe(MoveSequences.Inputs inputs, StepContext context) throws Exception {
        try (Connection connection = open(inputs, context)) {
            Counters counters = counters(connection, inputs, context);
            return counters.lagging().isEmpty() && !counters.hasSequences()
                    ? Probe.already("lagging", "0")
                    : Probe.needed();
        }
    }

    @Override
    public Outcome run(MoveSequences.Inputs inputs, StepContext context) throws Exception {
        try (Connection connection = open(inputs, context)) {
            return Outcome.done(Map.of(
                    "moved",
                    String.valueOf(counters(connection, inputs, context).move())));
        }
    }

    @Override
    public Outcome verify(MoveSequences.Inputs inputs, StepContext context) throws Exception {
        try (Connection connection = open(inputs, context)) {
            List<String> lagging = counters(connection, inputs, context).lagging().stream()
                    .map(Counters.Counter::name)
                    .toList();
            return lagging.isEmpty()
                    ? Outcome.done()
                    : Outcome.failed(
                            "SW-0416",
                            "These lag: " + String.join(", ", lagging),
                            inputs.database(),
                            "See which session still writes, then choose again");
        }
    }

    private static Connection open(MoveSequences.Inputs inputs, StepContext context) {
        return TargetDatabase.mariaDb(context, inputs.database()).connect();
    }

    private static Counters counters(Connection connection, MoveSequences.Inputs inputs, StepContext context)
            throws Exception {
        Map<String, Long> waiting = SalvageDatabase.kept(context, inputs.database())
                .map(Manifest::highest)
                .orElse(Map.of());
        return new Counters(connection, CatalogReader.read(connection), waiting, seen(inputs, context));
    }

    /** What counted before a restore stands in the schema that gave way. */
    private static Map<String, Long> seen(MoveSequences.Inputs inputs, StepContext context) throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        Map<String, Long> seen = new TreeMap<>();
        for (String kept : List.of("broken/", "aside/")) {
            Optional<String> schema = context.keepsakes().find(kept + inputs.database());
            if (schema.isPresent() && new Schemas(live).exists(schema.get())) {
                try (Connection connection = live.other(schema.get()).connect()) {
                    CatalogReader.read(connection)
                            .counters()
                            .forEach((name, next) -> seen.merge(name, next, Math::max));
                }
            }
        }
        return seen;
    }
}
