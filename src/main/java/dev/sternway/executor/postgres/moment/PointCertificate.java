package dev.sternway.executor.postgres.moment;

import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.backup.Certificate;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.cluster.RestorePoint;
import dev.sternway.executor.StepContext;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a guard must show before it is armed, issued when the way to the restore point was gone once. */
record PointCertificate(StepContext context, String database, Optional<Duration> valid) {
    private static final Duration USUAL = Duration.ofHours(24);

    Map<String, String> issue(Recovery recovery, Recovery.Recovered recovered, long millis) throws Exception {
        RestorePoint point = recovery.point();
        DatabaseAccess live = recovery.live();
        Snapshot snapshot = recovered.snapshot();
        long rows = snapshot.tables().stream().mapToLong(table -> table.rows()).sum();
        Instant now = context.clock().instant();
        Optional<String> digest = context.keepsakes().find("base/" + database);
        String version;
        try (Connection connection = live.connect()) {
            version = connection.getMetaData().getDatabaseProductVersion();
        }
        Certificate certificate = new Certificate(
                live.name(),
                live.host() + ":" + live.port(),
                version,
                digest.map(any -> context.backups().resolve("base-" + database).toString()),
                point.at().time(),
                now,
                now.plus(valid.orElse(USUAL)),
                point.base().bytes(),
                snapshot.tables().size(),
                rows,
                0,
                millis,
                Optional.empty(),
                digest.orElse(point.base().label()),
                Optional.of(point.name()));
        context.keepsakes().keep(Certificate.key(database), certificate.json());
        return Map.of(
                "verdict",
                "equal",
                "tables",
                String.valueOf(snapshot.tables().size()),
                "rows",
                String.valueOf(rows),
                "expires",
                certificate.expires().toString());
    }
}
