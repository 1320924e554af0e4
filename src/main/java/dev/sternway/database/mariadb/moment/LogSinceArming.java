package dev.sternway.database.mariadb.moment;

import dev.sternway.base.DurationText;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.log.Binlog;
import dev.sternway.database.mariadb.log.BinlogPlace;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the server still tells every write since a guard was armed. */
public final class LogSinceArming {
    private static final String LOST =
            ": what users wrote since arming cannot be told write by write any more. Level 3 compares"
                    + " rows by key instead: of a row that was written several times only the last state is set aside, no transaction"
                    + " can be left out of a replay, and mariadb/point-in-time reaches nothing later than the backup";

    private final MariaAccess schema;

    public LogSinceArming(MariaAccess schema) {
        this.schema = schema;
    }

    /**
     * @param since when the place was noted
     * @return what is lost, or will be soon, in one sentence; empty while all is well
     */
    public Optional<String> danger(BinlogPlace place, Instant since, Instant now) throws SQLException {
        Binlog log = new Binlog(schema);
        if (log.end().isEmpty()) {
            return Optional.of("the server of " + schema.name() + " keeps no binary log any more" + LOST);
        }
        if (log.since(place).isEmpty()) {
            return Optional.of("the binary log of " + schema.name() + " was purged since " + place + LOST);
        }
        Duration kept = Duration.ofSeconds(expiry());
        return kept.isZero() || now.isBefore(since.plus(kept))
                ? Optional.empty()
                : Optional.of("the server keeps its binary log for " + DurationText.format(kept)
                        + " (binlog_expire_logs_seconds) and " + schema.name() + " was armed earlier, at " + since
                        + ": with its next file it may purge what was written since " + place
                        + "; set it higher, or arm again");
    }

    private long expiry() throws SQLException {
        try (Connection connection = schema.connect()) {
            return Sql.number(
                    connection,
                    "SELECT COALESCE((SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM information_schema.GLOBAL_VARIABLES"
                            + " WHERE VARIABLE_NAME = 'BINLOG_EXPIRE_LOGS_SECONDS'),"
                            + " CAST(@@global.expire_logs_days * 86400 AS SIGNED))");
        }
    }
}
