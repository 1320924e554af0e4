package dev.sternway.executor.mariadb.moment;

import dev.sternway.database.backup.BackupManifest;
import dev.sternway.database.backup.Certificate;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a guard must show before it is armed, issued when a server was started from the backup once. */
record BaseCertificate(StepContext context, String database, KeptBase base, Optional<Duration> valid) {
    private static final Duration USUAL = Duration.ofHours(24);

    Certificate issue(Snapshot seen, Optional<String> restorePoint, long millis) {
        MariaAccess live = TargetDatabase.mariaDb(context, database);
        Instant now = context.clock().instant();
        BackupManifest manifest = base.manifest();
        Certificate certificate = new Certificate(
                live.name(),
                live.host() + ":" + live.port(),
                manifest.serverVersion(),
                Optional.of(base.files().folder().path().toString()),
                manifest.takenAt(),
                now,
                now.plus(valid.orElse(USUAL)),
                manifest.bytes(),
                seen.tables().size(),
                seen.tables().stream().mapToLong(table -> table.rows()).sum(),
                manifest.millis(),
                millis,
                manifest.encryptedFor(),
                base.files().digest().orElse(""),
                restorePoint);
        context.keepsakes().keep(Certificate.key(database), certificate.json());
        return certificate;
    }
}
