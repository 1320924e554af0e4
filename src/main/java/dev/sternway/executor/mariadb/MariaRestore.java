package dev.sternway.executor.mariadb;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.database.backup.BackupFolder;
import dev.sternway.database.backup.BackupManifest;
import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.compare.Content;
import dev.sternway.database.mariadb.compare.SchemaFacts;
import dev.sternway.database.mariadb.copy.Parts;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.database.mariadb.copy.TakeCopy;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.postgres.KeptDump;
import dev.sternway.plan.yaml.PlanMapper;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Restores the dump beside the live schema, compares it with the state at arming, and only then swaps tables. */
public final class MariaRestore implements Executor<MariaRestore.Inputs> {
    /** The schema, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "verify: into a scratch schema that is dropped again; restore: put its tables in the live ones' place.")
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
        @JsonProperty("verify")
        VERIFY,
        @JsonProperty("restore")
        RESTORE
    }

    @Override
    public String uses() {
        return "mariadb/restore";
    }

    @Override
    public String summary() {
        return "Restores the dump into a schema of its own, proves it by fingerprints, and swaps its tables in if wanted.";
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
        if (inputs.action() == Action.VERIFY) {
            return Probe.needed();
        }
        Optional<String> broken = new SchemaSwap(context, inputs.database()).finished();
        boolean ours = context.keepsakes().find(key(inputs)).equals(Optional.of(context.key()));
        return broken.isPresent() && ours ? Probe.already("broken-kept-as", broken.get()) : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        MariaAccess scratch = live.other(TargetDatabase.copy(context, live.name(), "restored"));
        Map<String, String> evidence = new LinkedHashMap<>();
        SchemaSwap swap = new SchemaSwap(context, inputs.database());
        if (inputs.action() == Action.RESTORE && swap.begun(scratch.name())) {
            return swapped(inputs, context, swap, scratch, evidence);
        }
        long start = System.nanoTime();
        into(scratch, context, inputs.database());
        long millis = (System.nanoTime() - start) / 1_000_000;
        KeptDump kept = new KeptDump(context, inputs.database());
        evidence.put("restored-in-millis", String.valueOf(millis));
        evidence.put("verdict", "equal");
        evidence.put("sha256", kept.digest().orElse(""));
        try {
            if (inputs.action() == Action.VERIFY) {
                BackupManifest manifest = kept.require(live.name());
                Snapshot armed = Snapshots.read(context, inputs.database(), "armed");
                kept.certify(manifest, live.host() + ":" + live.port(), armed, inputs.valid(), millis);
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

    /**
     * Restores the dump into a schema of that name and compares it with the state at arming; when it is not equal, the schema is
     * dropped again.
     *
     * @throws ProblemException SW-0420 when the dump was changed, SW-0421 when the client fails, SW-0422 when it is not equal
     */
    public static void into(MariaAccess scratch, StepContext context, String database) throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, database);
        KeptDump kept = new KeptDump(context, database);
        BackupManifest manifest = kept.require(live.name());
        new MariaTool("mariadb").require(MariaCertificates.version(live));
        Schemas schemas = new Schemas(live);
        try (Connection connection = live.connect()) {
            Path files = Path.of(Sql.column(connection, "SELECT @@datadir").get(0));
            Space.forCopy(live.host(), files, Math.max(manifest.bytes(), schemas.bytes(live.name())));
        }
        context.stillMine();
        boolean equal = false;
        try {
            Snapshot armed = Snapshots.read(context, database, "armed");
            kept.plain(manifest, dump -> load(context, scratch, dump, manifest));
            requireEqual(context, scratch, armed);
            equal = true;
        } finally {
            if (!equal) {
                new Schemas(live.spared()).drop(scratch.name());
            }
        }
    }

    /** @throws ProblemException SW-0421 when the client fails */
    private static Parts load(StepContext context, MariaAccess scratch, BackupFolder dump, BackupManifest manifest)
            throws Exception {
        Parts parts =
                PlanMapper.json().readValue(Files.readAllBytes(dump.path().resolve(MariaDump.PARTS)), Parts.class);
        new Schemas(scratch).create(scratch.name(), parts.charset());
        Path tables = dump.path().resolve(MariaDump.TABLES);
        List<String> said = new ArrayList<>();
        int code = Files.exists(tables)
                ? new MariaTool("mariadb")
                        .run(
                                scratch,
                                context,
                                List.of("--default-character-set=utf8mb4", "--max-allowed-packet=1G", scratch.name()),
                                Optional.of(tables),
                                Optional.empty(),
                                said::add)
                : 0;
        said.forEach(context::print);
        if (code != 0) {
            throw ProblemException.of(
                    "SW-0421",
                    "mariadb ended with " + code + " while it loaded the dump: " + String.join(" ", said),
                    scratch.name(),
                    "Mend what it says, or restore the copy");
        }
        TakeCopy.dress(scratch, manifest.source(), parts);
        return parts;
    }

    private static void requireEqual(StepContext context, MariaAccess scratch, Snapshot armed) throws Exception {
        List<String> differences = new ArrayList<>();
        try (Connection connection = scratch.connect()) {
            differences.addAll(armed.schema().difference(SchemaFacts.of(CatalogReader.read(connection))));
        }
        differences.addAll(Content.still(scratch::connect, context::progress).difference(armed));
        if (!differences.isEmpty()) {
            throw ProblemException.of(
                    "SW-0422",
                    "The restored dump differs from the state at arming: " + String.join("; ", differences),
                    scratch.name(),
                    "Do not use this backup; take another");
        }
    }

    private static String key(Inputs inputs) {
        return "dump-restored/" + inputs.database();
    }
}
