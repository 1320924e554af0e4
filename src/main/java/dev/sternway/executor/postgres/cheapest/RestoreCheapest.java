package dev.sternway.executor.postgres.cheapest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.cheapest.CheapestWay;
import dev.sternway.executor.cheapest.Rung;
import dev.sternway.executor.cheapest.Ways;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.postgres.PostgresRestore;
import dev.sternway.executor.postgres.tables.RestoreTables;
import dev.sternway.plan.Plan.Kept;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Puts the data back by the cheapest way that fits the damage, and says why it took that one and passed over others. */
public final class RestoreCheapest implements Executor<RestoreCheapest.Inputs> {
    /** The database, and what may be used. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription("What the guard keeps and may be used: clone, dump; both when left out.")
            List<Kept> from) {
        public Inputs {
            from = from == null || from.isEmpty() ? List.of(Kept.CLONE, Kept.DUMP) : List.copyOf(from);
        }
    }

    @Override
    public String uses() {
        return "postgres/restore-cheapest";
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
                return TargetDatabase.of(context, database).maintenance().exists(clone);
            }

            @Override
            public Probe probe(Rung rung) throws Exception {
                return switch (rung) {
                    case TABLES -> new RestoreTables().probe(tables(database), context);
                    case CLONE -> new PostgresClone().probe(swap(database), context);
                    case DUMP -> new PostgresRestore().probe(dump(database), context);
                };
            }

            @Override
            public Outcome run(Rung rung, double most) throws Exception {
                return switch (rung) {
                    case TABLES -> new RestoreTables().run(tables(database), context, most);
                    case CLONE -> new PostgresClone().run(swap(database), context);
                    case DUMP -> new PostgresRestore().run(dump(database), context);
                };
            }
        });
    }

    private static RestoreTables.Inputs tables(String database) {
        return new RestoreTables.Inputs(database, List.of(), Optional.empty());
    }

    private static PostgresClone.Inputs swap(String database) {
        return new PostgresClone.Inputs(database, PostgresClone.Action.RESTORE);
    }

    private static PostgresRestore.Inputs dump(String database) {
        return new PostgresRestore.Inputs(database, PostgresRestore.Action.RESTORE, Optional.empty());
    }

    /** A shell does not weigh ways: it takes the surest, which undoes whatever happened. */
    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return inputs.from().contains(Kept.CLONE)
                ? new PostgresClone().inShell(swap(inputs.database()), setting)
                : new PostgresRestore().inShell(dump(inputs.database()), setting);
    }
}
