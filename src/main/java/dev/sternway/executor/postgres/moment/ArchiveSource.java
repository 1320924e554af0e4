package dev.sternway.executor.postgres.moment;

import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.backup.AgeKey;
import dev.sternway.database.backup.BackupFolder;
import dev.sternway.database.backup.BackupManifest;
import dev.sternway.database.backup.Space;
import dev.sternway.database.cluster.Archiving;
import dev.sternway.database.cluster.RecoveryTarget;
import dev.sternway.database.cluster.RestorePoint;
import dev.sternway.database.cluster.RestorePoint.Base;
import dev.sternway.database.cluster.WalFolder;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.postgres.ClientTools;
import dev.sternway.plan.Plan.RecoverFrom;
import dev.sternway.plan.Target.SecretReference;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A base backup of Sternway's own, in the guard's folder of backups, and a folder into which the server archives. */
final class ArchiveSource implements Source {
    private static final String TOOL = "pg_basebackup";

    private final StepContext context;
    private final String database;
    private final RecoverFrom from;
    private final Optional<SecretReference> encrypt;
    private final WalFolder archive;
    private final BackupFolder folder;

    ArchiveSource(StepContext context, String database, RecoverFrom from, Optional<SecretReference> encrypt) {
        this.context = context;
        this.database = database;
        this.from = from;
        this.encrypt = encrypt;
        this.archive = new WalFolder(Path.of(from.archive().orElseThrow()).toAbsolutePath());
        this.folder = new BackupFolder(context.backups().resolve("base-" + database));
    }

    @Override
    public void require(DatabaseAccess live) throws Exception {
        archive.requireReadable();
        encrypt.ifPresent(secret -> AgeKey.of(context.secret(secret), secret.secret()));
    }

    @Override
    public void awaitArchived(Archiving archiving, String segment, int seconds) throws Exception {
        archiving.await(segment, seconds, Optional.of(archive), context::stillMine);
        archive.requireReadable();
    }

    @Override
    public Base base(DatabaseAccess live, Archiving archiving) throws Exception {
        String version = ClientTools.require(TOOL, live);
        long size = archiving.bytes();
        Space.forServer(context.backups(), size);
        Optional<AgeKey> key = encrypt.map(secret -> AgeKey.of(context.secret(secret), secret.secret()));
        context.stillMine();
        folder.create();
        Instant begun = context.clock().instant();
        long start = System.nanoTime();
        boolean complete = false;
        try {
            String first = archiving.mark().segment();
            int code = ClientTools.run(
                    TOOL,
                    live,
                    context,
                    List.of("-D", folder.path().toString(), "-Ft", "-X", "none", "-c", "fast"),
                    folder::bytes,
                    size);
            if (code != 0) {
                throw ProblemException.of(
                        "SW-0567",
                        "pg_basebackup ended with " + code,
                        live.host() + ":" + live.port(),
                        "Read the step's output for the reason; pg_hba.conf must let " + live.user()
                                + " in for replication");
            }
            long bytes = folder.bytes();
            if (key.isPresent()) {
                key.get().encrypt(folder);
            }
            keep(live, version, begun, (System.nanoTime() - start) / 1_000_000, key);
            complete = true;
            return new Base("base-" + database, first, archiving.mark(), bytes);
        } finally {
            if (!complete) {
                folder.delete();
            }
        }
    }

    private void keep(DatabaseAccess live, String version, Instant begun, long millis, Optional<AgeKey> key)
            throws Exception {
        String server;
        try (Connection connection = live.connect()) {
            server = connection.getMetaData().getDatabaseProductVersion();
        }
        BackupManifest manifest = new BackupManifest(
                live.name(),
                "the whole server",
                server,
                version,
                begun,
                millis,
                key.map(AgeKey::recipient),
                encrypt.map(SecretReference::secret),
                folder.seal());
        context.keepsakes().keep("base/" + database, folder.write(manifest));
    }

    /** What was kept of it, every byte read. @throws ProblemException SW-0420 when it is missing or was changed */
    BackupManifest kept() throws Exception {
        BackupManifest manifest =
                folder.manifest(context.keepsakes().find("base/" + database).orElse(""));
        folder.requireUnchanged(manifest);
        return manifest;
    }

    Path path() {
        return folder.path();
    }

    @Override
    public Base reaching(RestorePoint point, RecoveryTarget target, Optional<String> last) throws Exception {
        archive.requireReadable();
        long segments = archive.requireWhole(point.base().from(), last, point.segmentBytes());
        context.print(segments + " segments of the log from " + point.base().from() + " on are in " + archive.path());
        return point.base();
    }

    @Override
    public void unpack(DatabaseAccess live, Base base, Path into) throws Exception {
        BackupManifest manifest = kept();
        if (manifest.keySecret().isEmpty()) {
            extract(folder, into, base);
            return;
        }
        String secret = manifest.keySecret().get();
        BackupFolder plain = new BackupFolder(context.workspace().resolve("decrypted-base-" + database));
        Space.forFiles(plain.path(), manifest.bytes());
        try {
            AgeKey.of(context.secret(new SecretReference(secret)), secret).decrypt(folder, plain);
            extract(plain, into, base);
        } finally {
            plain.delete();
        }
    }

    private void extract(BackupFolder tar, Path into, Base base) throws Exception {
        context.print("unpacking the base backup into " + into);
        ServerTool.Said said = new ServerTool(context)
                .run(
                        List.of(
                                "tar",
                                "--no-same-owner",
                                "-xf",
                                tar.path().resolve("base.tar").toString(),
                                "-C",
                                into.toString()),
                        new Unpacked(context, into, base.bytes()));
        if (said.code() != 0) {
            throw ProblemException.of(
                    "SW-0567",
                    "The base backup cannot be unpacked: " + said.reason(),
                    into.toString(),
                    "Free some space");
        }
    }

    @Override
    public String restoreCommand(Path files) {
        return from.restoreCommand()
                .orElseGet(() ->
                        "cp '" + archive.path().toString().replace("%", "%%").replace("'", "'\\''") + "/%f' '%p'");
    }
}
