package dev.sternway.executor.data;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.Freeze;
import dev.sternway.database.Psql;
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
import java.util.Map;
import java.util.Optional;

/** Lets writes in again, with exactly the settings that were there before the freeze. */
public final class ThawDatabase implements Executor<ThawDatabase.Inputs> {
    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql or mariadb.") @NotBlank
            String database) {}

    @Override
    public String uses() {
        return "database/thaw";
    }

    @Override
    public String summary() {
        return "Puts back the settings that database/freeze found.";
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
        return FreezeDatabase.before(context, inputs.database()).isEmpty()
                ? Probe.already("frozen", "no")
                : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        Optional<Freeze.Before> before = FreezeDatabase.before(context, inputs.database());
        if (before.isEmpty()) {
            return Outcome.done();
        }
        Freeze freeze = new Freeze(TargetDatabase.of(context, inputs.database()));
        context.stillMine();
        freeze.thaw(before.get());
        if (!freeze.now().equals(before.get())) {
            return Outcome.failed(
                    "SW-0413",
                    "The settings before the freeze did not come back",
                    inputs.database(),
                    "Set them by hand");
        }
        context.keepsakes().forget(FreezeDatabase.keepsake(inputs.database()));
        return Outcome.done(
                Map.of("connection-limit", String.valueOf(before.get().connectionLimit())));
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        Psql psql = Psql.of(inputs.database(), setting.target(inputs.database()));
        String words = psql.fromOutside() + " \"$folder/freeze-" + psql.client() + '"';
        return Optional.of(ShellStep.of(
                        "puts back the connection limit and the settings that " + psql.database()
                                + " had before the freeze",
                        "thaw " + words,
                        psql.needs().and(Needs.functions(FreezeDatabase.class, "freeze.sh")))
                .probing("return 1")
                .verifying("thawed " + words));
    }
}
