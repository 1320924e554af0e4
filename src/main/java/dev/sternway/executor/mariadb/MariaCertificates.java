package dev.sternway.executor.mariadb;

import dev.sternway.database.backup.Certificate;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.executor.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Issues what a guard must show before it is armed. */
final class MariaCertificates {
    private static final Duration USUAL = Duration.ofHours(24);

    private MariaCertificates() {}

    /** Of a copy that was compared table by table; a dump's certificate takes its place. */
    static void ofCopy(
            StepContext context,
            MariaCopy.Inputs inputs,
            MariaAccess live,
            String copy,
            long bytes,
            long tables,
            long rows,
            long millis)
            throws SQLException {
        Instant now = context.clock().instant();
        context.keepsakes()
                .keep(
                        Certificate.key(inputs.database()),
                        new Certificate(
                                        live.name(),
                                        live.host() + ":" + live.port(),
                                        version(live),
                                        Optional.empty(),
                                        now.minusMillis(millis),
                                        now,
                                        now.plus(inputs.valid().orElse(USUAL)),
                                        bytes,
                                        tables,
                                        rows,
                                        millis,
                                        0,
                                        Optional.empty(),
                                        copy)
                                .json());
    }

    static String version(MariaAccess live) throws SQLException {
        try (Connection connection = live.connect()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }
}
