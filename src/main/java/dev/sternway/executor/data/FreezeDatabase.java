package dev.sternway.executor.data;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.JsonProcessingException;
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
import dev.sternway.plan.yaml.PlanMapper;
import jakarta.validation.constraints.NotBlank;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Stops writes to a database; what was set before is kept until the thaw. */
public final class FreezeDatabase implements Executor<FreezeDatabase.Inputs> {
    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target of type postgresql or mariadb; its log-in is not stopped, on postgresql it is a superuser.")
            @NotBlank
            String database) {}

    @Override
    public String uses() {
        return "database/freeze";
    }

    @Override
    public String summary() {
        return "Stops all writes: ends sessions, takes no new ones, superusers excepted. Reversed exactly by database/thaw.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    public static String keepsake(String database) {
        return "freeze/" + database;
    }

    static Optional<Freeze.Before> before(StepContext context, String database) throws JsonProcessingException {
        Optional<String> kept = context.keepsakes().find(keepsake(database));
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(PlanMapper.json().readValue(kept.get(), Freeze.Before.class));
    }

    @Override
    public Executor<Inputs> on(Inputs inputs, StepContext context) {
        return OnMariaDb.or(this, inputs, context);
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        boolean ours = context.keepsakes().find(keepsake(inputs.database())).isPresent();
        Freeze freeze = new Freeze(TargetDatabase.of(context, inputs.database()));
        return ours && freeze.frozen() ? Probe.already("frozen", "since an earlier attempt") : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        Freeze freeze = new Freeze(TargetDatabase.of(context, inputs.database()));
        if (before(context, inputs.database()).isEmpty()) {
            context.keepsakes()
                    .keep(keepsake(inputs.database()), PlanMapper.json().writeValueAsString(freeze.now()));
        }
        context.stillMine();
        freeze.freeze();
        Map<String, String> evidence = freeze.notStopped();
        evidence.put("superuser-sessions", String.valueOf(freeze.sessions(true)));
        return Outcome.done(evidence);
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws SQLException {
        Freeze freeze = new Freeze(TargetDatabase.of(context, inputs.database()));
        return freeze.frozen()
                ? Outcome.done(Map.of("sessions-that-could-write", "0"))
                : Outcome.failed(
                        "SW-0412",
                        freeze.sessions(false) + " sessions are still connected",
                        inputs.database(),
                        "Stop what connects as a superuser or replaces the connection limit");
    }

    /** Lets writes in again. */
    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        ThawDatabase thaw = new ThawDatabase();
        ThawDatabase.Inputs same = new ThawDatabase.Inputs(inputs.database());
        return thaw.on(same, context).run(same, context);
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        Psql psql = Psql.of(inputs.database(), setting.target(inputs.database()));
        String file = " \"$folder/freeze-" + psql.client() + '"';
        return Optional.of(ShellStep.of(
                        "ends all sessions of " + psql.database() + " but superusers' and takes no new ones",
                        "freeze " + psql.fromOutside() + file,
                        psql.needs().and(Needs.functions(FreezeDatabase.class, "freeze.sh")))
                .probing("[ -s" + file + " ] || return 1\nfrozen " + psql.fromOutside() + " || return 1")
                .verifying("frozen " + psql.fromOutside()));
    }
}
