package dev.sternway.executor.mariadb.tablespace;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.mariadb.SchemaSwap;
import dev.sternway.executor.postgres.KeptDump;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps the files of a schema's tables beside the server, and imports them instead of loading rows. */
public final class MariaTablespaces implements Executor<MariaTablespaces.Inputs> {
    private static final Duration USUAL = Duration.ofHours(24);

    /** The schema, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type mariadb whose server runs on Sternway's machine.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "export: at arming, from the copy where one is kept, while writers wait otherwise; verify: import once into a scratch schema; restore: import and swap in.")
            @NotNull
            Action action,

            @JsonPropertyDescription("How long the certificate counts that verify issues; 24h when left out.")
            Optional<Duration> valid) {
        public Inputs(String database, Action action) {
            this(database, action, Optional.empty());
        }
    }

    /** What to do. */
    public enum Action {
        @JsonProperty("export")
        EXPORT,
        @JsonProperty("verify")
        VERIFY,
        @JsonProperty("restore")
        RESTORE
    }

    @Override
    public String uses() {
        return "mariadb/tablespaces";
    }

    @Override
    public String summary() {
        return "Exports the files of InnoDB tables at arming, proves them by an import, and swaps imported tables in.";
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
        if (inputs.action() != Action.RESTORE) {
            return Probe.needed();
        }
        Optional<String> broken = new SchemaSwap(context, inputs.database()).finished();
        boolean ours = context.keepsakes().find(key(inputs)).equals(Optional.of(context.key()));
        return broken.isPresent() && ours ? Probe.already("broken-kept-as", broken.get()) : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        ExportedTables exported = new ExportedTables(context, inputs.database());
        if (inputs.action() == Action.EXPORT) {
            return Outcome.done(exported.take());
        }
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        MariaAccess scratch = live.other(TargetDatabase.copy(context, live.name(), "imported"));
        SchemaSwap swap = new SchemaSwap(context, inputs.database());
        Map<String, String> evidence = new LinkedHashMap<>();
        if (inputs.action() == Action.RESTORE && swap.begun(scratch.name())) {
            return swapped(inputs, context, swap, scratch, evidence);
        }
        try {
            long start = System.nanoTime();
            Snapshot armed = exported.into(scratch);
            long millis = (System.nanoTime() - start) / 1_000_000;
            evidence.put("imported-in-millis", String.valueOf(millis));
            evidence.put("verdict", "equal");
            evidence.put("sha256", exported.kept().digest().orElse(""));
            if (inputs.action() == Action.VERIFY) {
                certify(inputs, context, live, exported.kept(), armed, millis);
                return Outcome.done(evidence);
            }
            return swapped(inputs, context, swap, scratch, evidence);
        } finally {
            if (!swap.begun(scratch.name())) {
                new Schemas(live.spared()).drop(scratch.name());
            }
        }
    }

    private static Outcome swapped(
            Inputs inputs, StepContext context, SchemaSwap swap, MariaAccess scratch, Map<String, String> evidence)
            throws Exception {
        context.keepsakes().keep(key(inputs), context.key());
        evidence.put("broken-kept-as", swap.run(scratch.name()));
        return Outcome.done(evidence);
    }

    /** A dump proves more: it can be restored elsewhere too. */
    private static void certify(
            Inputs inputs, StepContext context, MariaAccess live, KeptDump kept, Snapshot armed, long millis)
            throws Exception {
        if (new KeptDump(context, inputs.database()).digest().isPresent()) {
            return;
        }
        kept.certify(kept.require(live.name()), live.host() + ":" + live.port(), armed, inputs.valid(), millis);
    }

    private static String key(Inputs inputs) {
        return "tablespaces-restored/" + inputs.database();
    }
}
