package dev.sternway.executor.mariadb;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.database.backup.AgeKey;
import dev.sternway.database.backup.BackupFolder;
import dev.sternway.database.backup.BackupManifest;
import dev.sternway.database.backup.Space;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.copy.Parts;
import dev.sternway.database.mariadb.copy.Schemas;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.postgres.KeptDump;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.yaml.PlanMapper;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Files;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dumps a schema with MariaDB's own client into the guard's folder of backups, with a digest of every file. */
public final class MariaDump implements Executor<MariaDump.Inputs> {
    static final String TABLES = "tables.sql";
    static final String PARTS = "parts.json";

    private static final List<String> USUAL = List.of(
            "--quick", "--hex-blob", "--skip-comments", "--default-character-set=utf8mb4", "--max-allowed-packet=1G");

    /** The schema, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "Secret with the age key (what age-keygen prints) that every file is encrypted for; plain when left out.")
            Optional<SecretReference> encrypt) {}

    @Override
    public String uses() {
        return "mariadb/dump";
    }

    @Override
    public String summary() {
        return "Dumps the schema with mariadb-dump into an owner-only folder, with digests, encrypted if wanted.";
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
            dump.require(TargetDatabase.mariaDb(context, inputs.database()).name());
        } catch (ProblemException unfit) {
            return Probe.needed();
        }
        return Probe.already("sha256", dump.digest().get());
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        MariaAccess source = context.keepsakes()
                .find("clone/" + inputs.database())
                .map(live::other)
                .orElse(live);
        String server = MariaCertificates.version(live);
        String version = new MariaTool("mariadb-dump").require(server);
        Optional<AgeKey> key = inputs.encrypt().map(secret -> AgeKey.of(context.secret(secret), secret.secret()));
        Space.forDump(context.backups(), new Schemas(live).bytes(source.name()));
        KeptDump kept = new KeptDump(context, inputs.database());
        BackupFolder folder = kept.folder();
        context.stillMine();
        folder.create();
        Instant begun = context.clock().instant();
        long start = System.nanoTime();
        boolean complete = false;
        try {
            int code = files(inputs, context, live, source, folder);
            if (code != 0) {
                return Outcome.failed(
                        "SW-0419",
                        "mariadb-dump ended with " + code,
                        live.name(),
                        "Read the step's output for the reason");
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

    /** Tables with their rows; the rest once more as text for a person, and exactly for a restore. */
    private static int files(
            Inputs inputs, StepContext context, MariaAccess live, MariaAccess source, BackupFolder folder)
            throws Exception {
        KeptRecord<Parts> armed = SchemaSwap.armed(context, inputs.database());
        Parts parts;
        try (Connection connection = live.connect()) {
            parts = armed.find().isPresent() ? armed.find().orElseThrow() : Parts.read(connection);
        }
        armed.keep(parts);
        Files.write(folder.path().resolve(PARTS), PlanMapper.json().writeValueAsBytes(parts));
        // a table that is locked by the script could not ask the sequence of its default value
        List<String> tables = new ArrayList<>(
                List.of("--single-transaction", "--skip-triggers", "--skip-add-locks", "--dump-history"));
        tables.addAll(USUAL);
        tables.add(source.name());
        tables.addAll(parts.tables());
        int code = parts.tables().isEmpty() ? 0 : dump(live, context, tables, folder, TABLES);
        List<String> words =
                new ArrayList<>(List.of("--no-data", "--no-create-info", "--routines", "--events", "--triggers"));
        words.addAll(USUAL);
        words.add(live.name());
        code = code != 0 ? code : dump(live, context, words, folder, "code.sql");
        List<String> views = parts.objects().stream()
                .filter(it -> it.kind() == StoredObject.Kind.VIEW)
                .map(StoredObject::name)
                .toList();
        if (code != 0 || views.isEmpty()) {
            return code;
        }
        List<String> named = new ArrayList<>(USUAL);
        named.add(live.name());
        named.addAll(views);
        return dump(live, context, named, folder, "views.sql");
    }

    private static int dump(
            MariaAccess server, StepContext context, List<String> words, BackupFolder folder, String file)
            throws Exception {
        context.stillMine();
        return new MariaTool("mariadb-dump")
                .run(
                        server,
                        context,
                        words,
                        Optional.empty(),
                        Optional.of(folder.path().resolve(file)));
    }
}
