package dev.sternway.executor.data.mariadb;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sternway.database.mariadb.freeze.Before;
import dev.sternway.database.mariadb.freeze.SchemaFreeze;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.FreezeDatabase;
import dev.sternway.plan.yaml.PlanMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Locks out everybody who can write, and keeps who that was before it does. */
final class FreezeSchema extends Half<FreezeDatabase.Inputs> {
    FreezeSchema(Executor<FreezeDatabase.Inputs> whole) {
        super(whole);
    }

    static Optional<Before> before(StepContext context, String database) throws JsonProcessingException {
        Optional<String> kept = context.keepsakes().find(FreezeDatabase.keepsake(database));
        return kept.isEmpty() ? Optional.empty() : Optional.of(PlanMapper.json().readValue(kept.get(), Before.class));
    }

    @Override
    public Probe probe(FreezeDatabase.Inputs inputs, StepContext context) throws Exception {
        Optional<Before> before = before(context, inputs.database());
        return before.isPresent() && freeze(context, inputs.database()).frozen(before.get())
                ? Probe.already("frozen", "since an earlier attempt")
                : Probe.needed();
    }

    @Override
    public Outcome run(FreezeDatabase.Inputs inputs, StepContext context) throws Exception {
        SchemaFreeze freeze = freeze(context, inputs.database());
        Before now = freeze.now();
        Before before =
                before(context, inputs.database()).map(kept -> kept.and(now)).orElse(now);
        keep(context, inputs.database(), before);
        context.stillMine();
        keep(context, inputs.database(), freeze.freeze(before));
        Map<String, String> evidence = freeze.notStopped();
        evidence.put(
                "accounts-locked", shown(before, account -> account.grants().isEmpty()));
        evidence.put(
                "of-these-used-elsewhere-too",
                shown(before, account -> account.grants().isEmpty() && account.elsewhere()));
        evidence.put(
                "accounts-without-rights-here",
                shown(before, account -> !account.grants().isEmpty()));
        evidence.put("events-disabled", String.valueOf(before.events().size()));
        return Outcome.done(evidence);
    }

    private static void keep(StepContext context, String database, Before before) throws JsonProcessingException {
        context.keepsakes()
                .keep(FreezeDatabase.keepsake(database), PlanMapper.json().writeValueAsString(before));
    }

    @Override
    public Outcome verify(FreezeDatabase.Inputs inputs, StepContext context) throws Exception {
        SchemaFreeze freeze = freeze(context, inputs.database());
        Before before = before(context, inputs.database()).orElse(new Before(List.of(), List.of(), false));
        return freeze.frozen(before)
                ? Outcome.done(Map.of("sessions-that-could-write", "0"))
                : Outcome.failed(
                        "SW-0412",
                        freeze.sessions(before) + " sessions are still connected, "
                                + freeze.now().accounts().size() + " accounts can still write",
                        inputs.database(),
                        "Stop what unlocks or creates accounts, then choose again");
    }

    static SchemaFreeze freeze(StepContext context, String database) {
        return new SchemaFreeze(TargetDatabase.mariaDb(context, database));
    }

    private static String shown(Before before, java.util.function.Predicate<Before.Account> which) {
        List<String> names = before.accounts().stream()
                .filter(which)
                .map(Before.Account::shown)
                .toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
