package dev.sternway.executor.data.mariadb;

import dev.sternway.database.mariadb.freeze.Before;
import dev.sternway.database.mariadb.freeze.SchemaFreeze;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.data.FreezeDatabase;
import dev.sternway.executor.data.ThawDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Unlocks exactly the accounts that the freeze locked, gives back what it took, enables events again. */
final class ThawSchema extends Half<ThawDatabase.Inputs> {
    ThawSchema(Executor<ThawDatabase.Inputs> whole) {
        super(whole);
    }

    @Override
    public Probe probe(ThawDatabase.Inputs inputs, StepContext context) throws Exception {
        return FreezeSchema.before(context, inputs.database()).isEmpty()
                ? Probe.already("frozen", "no")
                : Probe.needed();
    }

    @Override
    public Outcome run(ThawDatabase.Inputs inputs, StepContext context) throws Exception {
        Optional<Before> before = FreezeSchema.before(context, inputs.database());
        if (before.isEmpty()) {
            return Outcome.done();
        }
        SchemaFreeze freeze = FreezeSchema.freeze(context, inputs.database());
        context.stillMine();
        List<String> wrong = freeze.thaw(before.get());
        wrong.forEach(context::print);
        if (!wrong.isEmpty()) {
            return Outcome.failed(
                    "SW-0413",
                    "Writes are let in again, but this did not come back: " + String.join("; ", wrong),
                    inputs.database(),
                    "Set it by hand");
        }
        context.keepsakes().forget(FreezeDatabase.keepsake(inputs.database()));
        return Outcome.done(Map.of(
                "accounts", String.valueOf(before.get().accounts().size()),
                "events", String.valueOf(before.get().events().size())));
    }
}
