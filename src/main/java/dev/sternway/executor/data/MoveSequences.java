package dev.sternway.executor.data;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.Psql;
import dev.sternway.database.catalog.Integrity;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.mariadb.OnMariaDb;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;

/** Sets sequences to the highest value of their column, so that the next insert works. */
public final class MoveSequences implements Executor<MoveSequences.Inputs> {
    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql or mariadb.") @NotBlank
            String database) {}

    @Override
    public String uses() {
        return "database/sequences";
    }

    @Override
    public String summary() {
        return "Sets every sequence, and every AUTO_INCREMENT, that lags behind its column to the column's highest value.";
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
    public Executor<Inputs> on(Inputs inputs, StepContext context) {
        return OnMariaDb.or(this, inputs, context);
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        try (Connection connection =
                TargetDatabase.of(context, inputs.database()).connect()) {
            return Integrity.lagging(connection, KeptRows.highest(context, inputs.database()))
                            .isEmpty()
                    ? Probe.already("lagging", "0")
                    : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        try (Connection connection =
                TargetDatabase.of(context, inputs.database()).connect()) {
            return Outcome.done(Map.of(
                    "moved",
                    String.valueOf(Integrity.moveSequences(connection, KeptRows.highest(context, inputs.database())))));
        }
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        try (Connection connection =
                TargetDatabase.of(context, inputs.database()).connect()) {
            var lagging = Integrity.lagging(connection, KeptRows.highest(context, inputs.database()));
            return lagging.isEmpty()
                    ? Outcome.done()
                    : Outcome.failed(
                            "SW-0416",
                            lagging.size() + " sequences lag",
                            lagging.get(0).sequence(),
                            "See which session still writes, then choose again");
        }
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        Psql psql = Psql.of(inputs.database(), setting.target(inputs.database()));
        String words = psql.words() + " \"$folder/sequences-" + psql.client() + '"';
        return Optional.of(ShellStep.of(
                        "moves every sequence of " + psql.database() + " that lags behind its column",
                        "move_sequences " + words,
                        psql.needs().and(Needs.functions(MoveSequences.class, "sequences.sh")))
                .probing("sequences_fit " + words)
                .verifying("sequences_fit " + words));
    }
}
