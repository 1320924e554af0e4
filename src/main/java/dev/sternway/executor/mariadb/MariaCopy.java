package dev.sternway.executor.mariadb;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.database.mariadb.copy.TakeCopy;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.StepContext.Cancelled;
import dev.sternway.executor.TargetDatabase;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps a copy of a schema on its server, and swaps its tables in by renaming. */
public final class MariaCopy implements Executor<MariaCopy.Inputs> {
    /** The schema, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "take: copy at arming, while writers wait; restore: put the copy's tables in the place of the live ones.")
            @NotNull
            Action action,

            @JsonPropertyDescription("How long the certificate counts that take issues; 24h when left out.")
            Optional<Duration> valid) {
        public Inputs(String database, Action action) {
            this(database, action, Optional.empty());
        }
    }

    /** What to do. */
    public enum Action {
        @JsonProperty("take")
        TAKE,
        @JsonProperty("restore")
        RESTORE
    }

    @Override
    public String uses() {
        return "mariadb/copy";
    }

    @Override
    public String summary() {
        return "Copies the schema at arming, or swaps that copy in by one RENAME TABLE; the broken schema is kept under another"
                + " name.";
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
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        Optional<String> copy = copy(inputs, context);
        boolean there = copy.isPresent() && new Schemas(live).exists(copy.get());
        if (inputs.action() == Action.TAKE) {
            return there ? Probe.already("copy", copy.get()) : Probe.needed();
        }
        Optional<String> broken = new SchemaSwap(context, inputs.database()).finished();
        return broken.isPresent() && copy.isPresent() && !there
                ? Probe.already("broken-kept-as", broken.get())
                : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return inputs.action() == Action.TAKE ? take(inputs, context) : restore(inputs, context);
    }

    private static Outcome take(Inputs inputs, StepContext context) throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        Schemas schemas = new Schemas(live);
        String name = TargetDatabase.copy(context, live.name(), "armed");
        long bytes = schemas.bytes(live.name());
        try (Connection connection = live.connect()) {
            List<String> impossible = TakeCopy.impossible(connection);
            if (!impossible.isEmpty()) {
                return Outcome.refused(
                        "SW-0594",
                        live.name() + " cannot be copied and swapped: " + String.join("; ", impossible),
                        live.name(),
                        "Keep a dump instead: safeguards.backup.keep: [dump]");
            }
            Space.forCopy(
                    live.host(),
                    Path.of(Sql.column(connection, "SELECT @@datadir").get(0)),
                    bytes);
        }
        long start = System.nanoTime();
        TakeCopy.Taken taken;
        try {
            taken = new TakeCopy(live, name, new StepCourse(context)).run();
        } catch (ProblemException | SQLException | Cancelled failure) {
            new Schemas(live.spared()).drop(name);
            throw failure;
        }
        context.keepsakes().keep("clone-place/" + inputs.database(), taken.place());
        SchemaSwap.armed(context, inputs.database()).keep(taken.parts());
        context.keepsakes().keep(key(inputs), name);
        long millis = (System.nanoTime() - start) / 1_000_000;
        MariaCertificates.ofCopy(
                context, inputs, live, name, bytes, taken.parts().tables().size(), taken.rows(), millis);
        return Outcome.done(Map.of(
                "copy",
                name,
                "rows",
                String.valueOf(taken.rows()),
                "millis",
                String.valueOf(millis),
                "writers-waited-millis",
                String.valueOf(taken.heldMillis())));
    }

    private static Outcome restore(Inputs inputs, StepContext context) throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        Optional<String> copy = copy(inputs, context);
        SchemaSwap swap = new SchemaSwap(context, inputs.database());
        boolean there = copy.isPresent() && (swap.begun(copy.get()) || new Schemas(live).exists(copy.get()));
        if (!there) {
            return Outcome.refused(
                    "SW-0417", "The copy kept at arming is gone", copy.orElse(live.name()), "Restore the dump instead");
        }
        long start = System.nanoTime();
        String broken = swap.run(copy.get());
        return Outcome.done(Map.of(
                "swapped-in",
                copy.get(),
                "broken-kept-as",
                broken,
                "millis",
                String.valueOf((System.nanoTime() - start) / 1_000_000)));
    }

    private static Optional<String> copy(Inputs inputs, StepContext context) {
        return context.keepsakes().find(key(inputs));
    }

    private static String key(Inputs inputs) {
        return "clone/" + inputs.database();
    }
}
