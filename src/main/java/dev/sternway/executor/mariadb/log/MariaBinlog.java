package dev.sternway.executor.mariadb.log;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.log.Binlog;
import dev.sternway.database.mariadb.log.BinlogPlace;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notes where the binary log stands at arming, so that a restore forgets no write after it. */
public final class MariaBinlog implements Executor<MariaBinlog.Inputs> {
    private static final Duration DAY = Duration.ofHours(24);

    /** The schema, and what to do. */
    public record Inputs(
            @JsonPropertyDescription("Target of type mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "note: before the copy is taken; where the log does not tell every row, rows are compared instead, and the receipt says what it lacks. forget: the place is not needed any more.")
            @NotNull
            Action action,

            @JsonPropertyDescription("How long the server must keep the files; 24h when left out.")
            Optional<Duration> valid) {
        public Inputs(String database, Action action) {
            this(database, action, Optional.empty());
        }
    }

    /** What to do. */
    public enum Action {
        @JsonProperty("note")
        NOTE,
        @JsonProperty("forget")
        FORGET
    }

    @Override
    public String uses() {
        return "mariadb/binlog";
    }

    @Override
    public String summary() {
        return "Notes the place in the binary log after which every committed write can be read, for database/salvage and"
                + " mariadb/point-in-time.";
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
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        context.stillMine();
        if (inputs.action() == Action.FORGET) {
            context.keepsakes().forget(noted(inputs.database()));
            return Outcome.done(Map.of("binlog", "forgotten"));
        }
        Binlog log = new Binlog(live);
        List<String> lacks = log.lacks(inputs.valid().orElse(DAY));
        Optional<BinlogPlace> end = lacks.isEmpty() ? log.end() : Optional.empty();
        if (end.isEmpty()) {
            String why = String.join("; ", lacks);
            context.keepsakes().keep(lost(inputs.database()), why);
            context.keepsakes().forget(noted(inputs.database()));
            context.print("The binary log does not tell every row: " + why + ". Rows will be compared by key instead.");
            return Outcome.done(Map.of("binlog", "none: " + why));
        }
        context.keepsakes().forget(lost(inputs.database()));
        context.keepsakes().keep(noted(inputs.database()), end.get().toString());
        return Outcome.done(Map.of("binlog", end.get().toString(), "gtid", log.gtid()));
    }

    /** Keepsake of the place. */
    static String noted(String database) {
        return "binlog/" + database;
    }

    /** Keepsake of why there is none. */
    static String lost(String database) {
        return "binlog-lost/" + database;
    }
}
