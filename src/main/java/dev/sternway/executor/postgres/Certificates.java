package dev.sternway.executor.postgres;

import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.backup.Certificate;
import dev.sternway.executor.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Issues what a guard must show before it is armed. */
final class Certificates {
    private static final Duration USUAL = Duration.ofHours(24);

    private Certificates() {}

    /**
     * To be asked before a restore touches anything.
     *
     * @param dump whether the dump itself must have been restored once
     * @throws ProblemException SW-0491 when nothing was proven, or the proof counts no longer
     */
    static void require(StepContext context, String database, boolean dump) {
        Optional<Certificate> certificate =
                context.keepsakes().find(Certificate.key(database)).map(Certificate::parse);
        boolean ofDump = certificate
                .filter(it -> it.folder().isPresent() && it.restorePoint().isEmpty())
                .isPresent();
        if (certificate.isEmpty() || dump && !ofDump) {
            throw ProblemException.of(
                    "SW-0491",
                    "There is no certificate that " + (dump ? "the dump" : "a backup") + " of " + database
                            + " was proven",
                    database,
                    dump
                            ? "Restore it once with action: verify, as arming does; nothing was touched"
                            : "Keep a clone or a dump in safeguards.backup and arm again; nothing was touched");
        }
        certificate.get().requireFresh(context.clock().instant());
    }

    /** A template copy is the same files; a dump's certificate takes this one's place. */
    static void ofClone(PostgresClone.Inputs inputs, StepContext context, DatabaseAccess live, long bytes, long millis)
            throws SQLException {
        Instant now = context.clock().instant();
        String clone = context.keepsakes().find("clone/" + inputs.database()).orElse("");
        try (Connection connection = live.maintenance().connect()) {
            keep(
                    context,
                    inputs.database(),
                    new Certificate(
                            live.name(),
                            live.host() + ":" + live.port(),
                            connection.getMetaData().getDatabaseProductVersion(),
                            Optional.empty(),
                            now.minusMillis(millis),
                            now,
                            now.plus(inputs.valid().orElse(USUAL)),
                            bytes,
                            0,
                            0,
                            millis,
                            0,
                            Optional.empty(),
                            clone));
        }
    }

    private static void keep(StepContext context, String database, Certificate certificate) {
        context.keepsakes().keep(Certificate.key(database), certificate.json());
    }
}
