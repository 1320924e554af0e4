package dev.sternway.executor.postgres.tables;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.tables.Damage;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.postgres.PostgresRestore;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts back only the tables that differ from the copy kept at arming, in one transaction. */
public final class RestoreTables implements Executor<RestoreTables.Inputs> {
    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "Tables to restore, schema.table; damaged ones that foreign keys tie to them come along. All that differ when left out.")
            List<@NotBlank String> tables,

            @JsonPropertyDescription(
                    "What to do when restoring tables does not undo everything; refused when left out.")
            Optional<Otherwise> otherwise) {
        public Inputs {
            tables = tables == null ? List.of() : List.copyOf(tables);
        }
    }

    /** The next dearer way. */
    public enum Otherwise {
        @JsonProperty("clone")
        CLONE,
        @JsonProperty("dump")
        DUMP
    }

    @Override
    public String uses() {
        return "postgres/restore-tables";
    }

    @Override
    public String summary() {
        return "Puts back only the tables that differ from the clone or dump, in one transaction; what they hold is set aside first.";
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
        if (CopyTables.done(context, inputs.database())) {
            return Probe.already("tables-restored-by", context.key());
        }
        if (inputs.otherwise().isEmpty()) {
            return Probe.needed();
        }
        return inputs.otherwise().get() == Otherwise.CLONE
                ? new PostgresClone().probe(clone(inputs), context)
                : new PostgresRestore().probe(dump(inputs), context);
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        return run(inputs, context, 1);
    }

    /** @param most share of the copy's bytes, 0 to 1, beyond which another way is taken */
    public Outcome run(Inputs inputs, StepContext context, double most) throws Exception {
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        Optional<ArmedCopy> found = ArmedCopy.open(context, inputs.database());
        if (found.isEmpty()) {
            return Outcome.refused(
                    "SW-0434",
                    "There is no copy kept at arming to compare with",
                    live.name(),
                    "Keep a clone or a dump: safeguards.backup.keep: [clone, dump]");
        }
        String why;
        try (ArmedCopy copy = found.get();
                CopyTables way = new CopyTables(context, inputs.database(), copy.access(), copy.kind())) {
            Damage damage = way.compare(inputs.tables(), armed(inputs, context), Set.of());
            why = tooMuch(damage, most)
                    .orElseGet(() -> CopyTables.unfit(damage, inputs.tables().isEmpty()));
            if (why.isEmpty()) {
                return way.restore(damage);
            }
        }
        context.print("not by tables: " + why);
        return otherwise(inputs, context, why);
    }

    /** What was in the tables at arming, where that was noted: the copy need not be read again. */
    private static List<Fingerprint> armed(Inputs inputs, StepContext context) throws IOException {
        boolean noted = context.keepsakes()
                .find("snapshot/" + inputs.database() + "/armed")
                .isPresent();
        return noted
                ? Snapshots.read(context, inputs.database(), "armed").tables().stream()
                        .filter(Fingerprint::current)
                        .toList()
                : List.of();
    }

    private static Optional<String> tooMuch(Damage damage, double most) {
        return damage.bytes() > most * damage.allBytes()
                ? Optional.of(100 * damage.bytes() / damage.allBytes() + " % of the bytes are in tables that differ")
                : Optional.empty();
    }

    private static Outcome otherwise(Inputs inputs, StepContext context, String why) throws Exception {
        if (inputs.otherwise().isEmpty()) {
            return Outcome.refused(
                    "SW-0481",
                    "Restoring tables does not fit: " + why,
                    inputs.database(),
                    "Restore the clone or the dump; nothing was changed");
        }
        Otherwise way = inputs.otherwise().get();
        Outcome outcome = way == Otherwise.CLONE
                ? new PostgresClone().run(clone(inputs), context)
                : new PostgresRestore().run(dump(inputs), context);
        if (outcome instanceof Outcome.Done done) {
            Map<String, String> evidence = new LinkedHashMap<>(done.evidence());
            evidence.put("way", way.name().toLowerCase(Locale.ROOT));
            evidence.put("why", why);
            return Outcome.done(evidence);
        }
        return outcome;
    }

    private static PostgresClone.Inputs clone(Inputs inputs) {
        return new PostgresClone.Inputs(inputs.database(), PostgresClone.Action.RESTORE);
    }

    private static PostgresRestore.Inputs dump(Inputs inputs) {
        return new PostgresRestore.Inputs(inputs.database(), PostgresRestore.Action.RESTORE, Optional.empty());
    }
}
