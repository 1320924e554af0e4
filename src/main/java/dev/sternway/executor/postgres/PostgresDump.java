package dev.sternway.executor.postgres;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.backup.AgeKey;
import dev.sternway.database.backup.BackupFolder;
import dev.sternway.database.backup.BackupManifest;
import dev.sternway.database.backup.Space;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.plan.Target.SecretReference;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dumps a database in parallel into the guard's folder of backups, with a digest of every file. */
public final class PostgresDump implements Executor<PostgresDump.Inputs> {
    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription("How many tables are dumped at once; 2 when left out.")
            Optional<@Min(1) @Max(32) Integer> jobs,

            @JsonPropertyDescription(
                    "Secret with the age key (what age-keygen prints) that every file is encrypted for; plain when left out.")
            Optional<SecretReference> encrypt) {
        public Inputs(String database, Optional<Integer> jobs) {
            this(database, jobs, Optional.empty());
        }
    }

    @Override
    public String uses() {
        return "postgres/dump";
    }

    @Override
    public String summary() {
        return "Dumps the database with pg_dump in directory format into an owner-only folder, with digests, encrypted if wanted.";
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
        KeptDump dump = new KeptDump(context, inputs.database());
        if (dump.digest().isEmpty() || !dump.folder().exists()) {
            return Probe.needed();
        }
        try {
            dump.require(TargetDatabase.of(context, inputs.database()));
        } catch (ProblemException unfit) {
            return Probe.needed();
        }
        return Probe.already("sha256", dump.digest().get());
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        DatabaseAccess source = context.keepsakes()
                .find("clone/" + inputs.database())
                .map(live::other)
                .orElse(live);
        ClientTool tool = new ClientTool("pg_dump");
        String server;
        String version;
        try (Connection connection = source.connect()) {
            server = connection.getMetaData().getDatabaseProductVersion();
            version = tool.require(connection.getMetaData().getDatabaseMajorVersion());
        }
        Optional<AgeKey> key = inputs.encrypt().map(secret -> AgeKey.of(context.secret(secret), secret.secret()));
        long size = Space.of(source);
        Space.forDump(context.backups(), size);
        KeptDump kept = new KeptDump(context, inputs.database());
        BackupFolder folder = kept.folder();
        context.stillMine();
        folder.create();
        Instant begun = context.clock().instant();
        long start = System.nanoTime();
        boolean complete = false;
        try {
            int code = tool.run(
                    source,
                    context,
                    DumpedSoFar.of(source, folder::bytes, size),
                    List.of(
                            "-Fd",
                            "-j",
                            String.valueOf(inputs.jobs().orElse(2)),
                            "-f",
                            folder.path().toString(),
                            source.name()));
            if (code != 0) {
                return Outcome.failed(
                        "SW-0419", "pg_dump ended with " + code, live.name(), "Read the step's output for the reason");
            }
            if (key.isPresent()) {
                key.get().encrypt(folder);
            }
            BackupManifest manifest = new BackupManifest(
                    live.name(),
                    source.name(),
                    server,
                    version,
                    begun,
                    (System.nanoTime() - start) / 1_000_000,
                    key.map(AgeKey::recipient),
                    inputs.encrypt().map(SecretReference::secret),
                    folder.seal());
            kept.keep(manifest);
            complete = true;
            return Outcome.done(Map.of(
                    "sha256",
                    kept.digest().orElse(""),
                    "bytes",
                    String.valueOf(manifest.bytes()),
                    "encrypted-for",
                    manifest.encryptedFor().orElse("nobody: plain"),
                    "folder",
                    folder.path().toString()));
        } finally {
            if (!complete) {
                folder.delete();
            }
        }
    }
}
