package dev.sternway.executor.postgres;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.decode.ChangeSlot;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Lets the server keep the log of every write since arming, so that a restore forgets none. */
public final class PostgresSlot implements Executor<PostgresSlot.Inputs> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "create: before the clone is taken; where wal_level is not logical, rows are compared instead. drop: the server keeps no more.")
            @NotNull
            Action action,

            @JsonPropertyDescription("How long create waits for transactions that are open; 30s when left out.")
            Optional<Duration> patience) {
        public Inputs(String database, Action action) {
            this(database, action, Optional.empty());
        }
    }

    /** What to do. */
    public enum Action {
        @JsonProperty("create")
        CREATE,
        @JsonProperty("drop")
        DROP
    }

    @Override
    public String uses() {
        return "postgres/slot";
    }

    @Override
    public String summary() {
        return "Keeps the log of all committed writes in a replication slot, for database/salvage, or stops keeping it.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        String name = ChangeSlot.name(TargetDatabase.copy(context, live.name(), "slot"));
        ChangeSlot slot = new ChangeSlot(live, name);
        context.stillMine();
        if (inputs.action() == Action.DROP) {
            slot.drop();
            context.keepsakes().forget(key(inputs));
            return Outcome.done(Map.of("dropped", name));
        }
        Optional<String> whyNot =
                slot.create((int) inputs.patience().orElse(PATIENCE).toSeconds());
        if (whyNot.isPresent()) {
            context.keepsakes().keep("slot-lost/" + inputs.database(), whyNot.get());
            context.print("No log of writes can be kept: " + whyNot.get() + ". Rows will be compared by key instead.");
            return Outcome.done(Map.of("slot", "none: " + whyNot.get()));
        }
        context.keepsakes().forget("slot-lost/" + inputs.database());
        context.keepsakes().keep(key(inputs), name);
        return Outcome.done(Map.of("slot", name));
    }

    private static String key(Inputs inputs) {
        return "slot/" + inputs.database();
    }
}
