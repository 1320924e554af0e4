package dev.sternway.executor.postgres;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.Clones;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.Psql;
import dev.sternway.database.backup.BackupFolder;
import dev.sternway.database.backup.BackupManifest;
import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Fingerprints;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.sql.Connection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Restores the dump beside the live database, compares fingerprints, and only then swaps names. */
public final class PostgresRestore implements Executor<PostgresRestore.Inputs> {
    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "verify: into a scratch database that is dropped again; restore: put it in the live one's place.")
            @NotNull
            Action action,

            @JsonPropertyDescription("How many tables are restored at once; 2 when left out.")
            Optional<@Min(1) @Max(32) Integer> jobs,

            @JsonPropertyDescription("How long the certificate counts that verify issues; 24h when left out.")
            Optional<Duration> valid) {
        public Inputs(String database, Action action, Optional<Integer> jobs) {
            this(database, action, jobs, Optional.empty());
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
        return "postgres/restore";
    }

    @Override
    public String summary() {
        return "Restores the dump with pg_restore into a database of its own and proves it by fingerprints.";
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
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        String broken = TargetDatabase.copy(context, live.name(), "broken");
        Clones clones = new Clones(live);
        if (clones.closed(live.name())) {
            clones.open(live.name());
        }
        boolean swapped = inputs.action() == Action.RESTORE && clones.exists(broken) && clones.exists(live.name());
        return swapped ? Probe.already("broken-kept-as", broken) : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        Clones clones = new Clones(live);
        KeptDump kept = new KeptDump(context, inputs.database());
        BackupManifest manifest = kept.require(live);
        if (inputs.action() == Action.RESTORE) {
            Certificates.require(context, inputs.database(), true);
        }
        try (Connection connection = live.maintenance().connect()) {
            new ClientTool("pg_restore").require(connection.getMetaData().getDatabaseMajorVersion());
        }
        Space.forCopy(live.maintenance(), Math.max(manifest.bytes(), Space.of(live)));
        String scratch = TargetDatabase.copy(context, live.name(), "restored");
        clones.drop(scratch);
        try {
            return kept.plain(manifest, dump -> inScratch(inputs, context, live, scratch, dump, manifest));
        } finally {
            clones.drop(scratch);
        }
    }

    private static Outcome inScratch(
            Inputs inputs,
            StepContext context,
            DatabaseAccess live,
            String scratch,
            BackupFolder dump,
            BackupManifest manifest)
            throws Exception {
        Clones clones = new Clones(live);
        clones.empty(live.name(), scratch);
        long start = System.nanoTime();
        context.stillMine();
        int code = restore(inputs, context, live.other(scratch), dump);
        if (code != 0) {
            return Outcome.failed(
                    "SW-0421", "pg_restore ended with " + code, scratch, "Read the step's output for the reason");
        }
        Snapshot armed = Snapshots.read(context, inputs.database(), "armed");
        List<String> differences;
        try (Connection connection = live.other(scratch).connect()) {
            differences = armed.contentDifference(
                    connection,
                    Fingerprints.over(live.other(scratch)::connect, Fingerprints.CONNECTIONS, context::progress));
        }
        if (!differences.isEmpty()) {
            return Outcome.refused(
                    "SW-0422",
                    "The restored dump differs from the state at arming: " + String.join("; ", differences),
                    scratch,
                    "Do not use this backup; take another");
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("restored-in-millis", String.valueOf(millis));
        evidence.put("verdict", "equal");
        evidence.put(
                "sha256", context.keepsakes().find("dump/" + inputs.database()).orElse(""));
        if (inputs.action() == Action.RESTORE) {
            String broken = TargetDatabase.copy(context, live.name(), "broken");
            evidence.putAll(new DumpSalvage(context, inputs.database(), live, live.other(scratch)).take());
            context.stillMine();
            clones.swap(live.name(), scratch, broken);
            context.keepsakes().keep("broken/" + inputs.database(), broken);
            evidence.put("broken-kept-as", broken);
        } else {
            new KeptDump(context, inputs.database())
                    .certify(manifest, live.host() + ":" + live.port(), armed, inputs.valid(), millis);
        }
        return Outcome.done(evidence);
    }

    private static int restore(Inputs inputs, StepContext context, DatabaseAccess into, BackupFolder dump)
            throws Exception {
        long size = Space.of(TargetDatabase.of(context, inputs.database()));
        return new ClientTool("pg_restore")
                .run(
                        into,
                        context,
                        new Progress(() -> Space.of(into), size, "bytes"),
                        List.of(
                                "--exit-on-error",
                                "-j",
                                String.valueOf(inputs.jobs().orElse(2)),
                                "-d",
                                into.name(),
                                dump.path().toString()));
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        if (inputs.action() == Action.VERIFY) {
            return Optional.empty();
        }
        Psql psql = Psql.of(inputs.database(), setting.target(inputs.database()));
        String words = psql.fromOutside() + " " + Shell.word(inputs.database());
        return Optional.of(ShellStep.of(
                        "restores the dump of " + psql.database()
                                + " beside it, shows both, and swaps them by renaming; the"
                                + " broken database is kept under another name",
                        "restore_dump " + words + " " + inputs.jobs().orElse(2),
                        psql.withCopies()
                                .and(Needs.functions(PostgresRestore.class, "restore.sh"))
                                .and(Needs.command("pg_restore", "Debian: apt-get install postgresql-client"))
                                .and(Needs.check(
                                        "restore_fits " + psql.client() + " " + Shell.word(psql.maintenance()),
                                        "pg_restore is older than the server")))
                .probing("dump_is_in " + words)
                .verifying("dump_is_in " + words)
                .destroying(psql.database() + " as it is now gives way to its dump"));
    }
}
