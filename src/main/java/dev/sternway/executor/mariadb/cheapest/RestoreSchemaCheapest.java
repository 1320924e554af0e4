package dev.sternway.executor.mariadb.cheapest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.cheapest.CheapestWay;
import dev.sternway.executor.cheapest.Rung;
import dev.sternway.executor.cheapest.Ways;
import dev.sternway.executor.mariadb.MariaCopy;
import dev.sternway.executor.mariadb.MariaRestore;
import dev.sternway.executor.mariadb.tables.RestoreSchemaTables;
import dev.sternway.plan.Plan.Kept;
import jakarta.validation.constraints.NotBlank;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Puts the data back by the cheapest way that fits the damage, and says why it took that one and passed over others. */
public final class RestoreSchemaCheapest implements Executor<RestoreSchemaCheapest.Inputs> {
    /** The database, and what may be used. */
    public record Inputs(
            @JsonPropertyDescription("Target of type mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription("What the guard keeps and may be used: clone, dump; both when left out.")
            List<Kept> from) {
        public Inputs {
            from = from == null || from.isEmpty() ? List.of(Kept.CLONE, Kept.DUMP) : List.copyOf(from);
        }
    }

    @Override
    public String uses() {
        return "mariadb/restore-cheapest";
    }

    @Override
    public String summary() {
        return "Restores damaged tables, or else swaps in the clone, or else restores the dump: the first that fits, with its reason.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        return way(inputs, context).probe();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return way(inputs, context).run();
    }

    private static CheapestWay way(Inputs inputs, StepContext context) {
        String database = inputs.database();
        return new CheapestWay(context, database, inputs.from(), new Ways() {
            @Override
            public boolean exists(String clone) throws SQLException {
                return new Schemas(TargetDatabase.mariaDb(context, database)).exists(clone);
            }

            @Override
            public Probe probe(Rung rung) throws Exception {
                return switch (rung) {
                    case TABLES -> new RestoreSchemaTables().probe(tables(database), context);
                    case CLONE -> new MariaCopy().probe(swap(database), context);
                    case DUMP -> new MariaRestore().probe(dump(database), context);
                };
            }

            @Override
            public Outcome run(Rung rung, double most) throws Exception {
                return switch (rung) {
                    case TABLES -> new RestoreSchemaTables().run(tables(database), context, most);
                    case CLONE -> new MariaCopy().run(swap(database), context);
                    case DUMP -> new MariaRestore().run(dump(database), context);
                };
            }
        });
    }

    private static RestoreSchemaTables.Inputs tables(String database) {
        return new RestoreSchemaTables.Inputs(database, List.of(), Optional.empty());
    }

    private static MariaCopy.Inputs swap(String database) {
        return new MariaCopy.Inputs(database, MariaCopy.Action.RESTORE);
    }

    private static MariaRestore.Inputs dump(String database) {
        return new MariaRestore.Inputs(database, MariaRestore.Action.RESTORE);
    }
}
