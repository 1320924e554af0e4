package dev.sternway.executor.postgres;

import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.backup.AgeKey;
import dev.sternway.database.backup.BackupFolder;
import dev.sternway.database.backup.BackupManifest;
import dev.sternway.database.backup.Certificate;
import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.Target.SecretReference;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The dump of one database, or the backup of its whole server, that a guard keeps. */
public final class KeptDump {
    private static final Duration USUAL = Duration.ofHours(24);

    private final StepContext context;
    private final String database;
    private final String kind;
    private final BackupFolder folder;

    public KeptDump(StepContext context, String database) {
        this(context, database, "dump");
    }

    private KeptDump(StepContext context, String database, String kind) {
        this.context = context;
        this.database = database;
        this.kind = kind;
        this.folder = new BackupFolder(context.backups().resolve(kind + "-" + database));
    }

    /** The files of the whole server. */
    public static KeptDump base(StepContext context, String database) {
        return new KeptDump(context, database, "base");
    }

    /** The files of single tables. */
    public static KeptDump tablespaces(StepContext context, String database) {
        return new KeptDump(context, database, "tablespaces");
    }

    public BackupFolder folder() {
        return folder;
    }

    public Optional<String> digest() {
        return context.keepsakes().find(kind + "/" + database);
    }

    public void keep(BackupManifest manifest) throws IOException {
        context.keepsakes().keep(kind + "/" + database, folder.write(manifest));
    }

    /**
     * Nothing of it is missing or changed, and it is of this database.
     *
     * @throws ProblemException SW-0420 when it is not what was taken, SW-0492 when it is of another database
     */
    BackupManifest require(DatabaseAccess live) throws IOException {
        return require(live.name());
    }

    /** Like {@link #require(DatabaseAccess)}. */
    public BackupManifest require(String live) throws IOException {
        BackupManifest manifest = folder.manifest(digest().orElse(""));
        if (!manifest.database().equals(live)) {
            throw ProblemException.of(
                    "SW-0492",
                    "The dump is of the database " + manifest.database() + ", not of " + live,
                    folder.path().toString(),
                    "Point the target at the database that was dumped, or arm again");
        }
        folder.requireUnchanged(manifest);
        return manifest;
    }

    /**
     * Issues the certificate, which replaces an earlier one, after it was restored and compared with the state at arming.
     *
     * @param server host and port
     * @param valid for how long it counts; a day when empty
     * @param millis how long the restore took
     */
    public void certify(BackupManifest manifest, String server, Snapshot armed, Optional<Duration> valid, long millis) {
        Instant now = context.clock().instant();
        Certificate certificate = new Certificate(
                manifest.database(),
                server,
                manifest.serverVersion(),
                Optional.of(folder.path().toString()),
                manifest.takenAt(),
                now,
                now.plus(valid.orElse(USUAL)),
                manifest.bytes(),
                armed.tables().size(),
                armed.tables().stream().mapToLong(Fingerprint::rows).sum(),
                manifest.millis(),
                millis,
                manifest.encryptedFor(),
                digest().orElse(""));
        context.keepsakes().keep(Certificate.key(database), certificate.json());
    }

    /** Works on the dump as the client tools read it: decrypted for as long as that takes, when it is encrypted. */
    public <T> T plain(BackupManifest manifest, Work<T> work) throws Exception {
        Optional<String> secret = manifest.keySecret();
        if (secret.isEmpty()) {
            return work.on(folder);
        }
        AgeKey key = AgeKey.of(context.secret(new SecretReference(secret.get())), secret.get());
        BackupFolder plain = new BackupFolder(context.workspace().resolve("decrypted-" + database));
        Space.forFiles(plain.path(), manifest.bytes());
        try {
            key.decrypt(folder, plain);
            return work.on(plain);
        } finally {
            plain.delete();
        }
    }

    /** What is done with a readable dump. */
    public interface Work<T> {
        T on(BackupFolder dump) throws Exception;
    }
}
