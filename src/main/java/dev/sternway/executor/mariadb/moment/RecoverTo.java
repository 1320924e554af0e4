package dev.sternway.executor.mariadb.moment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.log.BinlogPlace;
import dev.sternway.database.mariadb.moment.LogPlaces;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;

/** Where to go back to; where the backup ended when nothing is named. */
public record RecoverTo(
        @JsonPropertyDescription("Place in the binary log, as SHOW MASTER STATUS tells it: binlog.000003:1234.")
        Optional<String> position,

        @JsonPropertyDescription(
                "Everything that was written before this second, by the server's clock, with its zone: 2026-11-20T14:05:00Z.")
        Optional<String> moment,

        @JsonPropertyDescription("GTID of the transaction that is the first not to be there: 0-1-4711.")
        @JsonProperty("before-transaction")
        Optional<String> beforeTransaction) {
    static final RecoverTo BACKUP = new RecoverTo(Optional.empty(), Optional.empty(), Optional.empty());

    static RecoverTo position(String place) {
        return new RecoverTo(Optional.of(place), Optional.empty(), Optional.empty());
    }

    /**
     * @return up to where the log is replayed; empty for not at all
     * @throws ProblemException SW-0625 when it cannot be gone back to, SW-0626 when the log since the backup is not whole
     */
    Optional<BinlogPlace> place(MariaAccess live, KeptBase.Note base) throws SQLException {
        long named = Stream.of(position, moment, beforeTransaction)
                .filter(Optional::isPresent)
                .count();
        if (named == 0) {
            return Optional.empty();
        }
        if (named > 1) {
            throw unfit("More than one target is named", "Name one of position, moment and before-transaction");
        }
        Optional<Instant> wanted = moment.map(RecoverTo::parsed);
        if (wanted.isPresent() && wanted.get().getEpochSecond() < base.seconds()) {
            throw unfit(
                    "The moment " + wanted.get() + " is before the end of the backup, "
                            + Instant.ofEpochSecond(base.seconds()),
                    "Name a later moment, or restore an older backup by hand");
        }
        BinlogPlace from = base.binlog()
                .orElseThrow(() -> unfit(
                        "The server kept no binary log when the backup was taken",
                        "Leave out to: for the state of the backup"));
        LogPlaces log = LogPlaces.since(live, from);
        if (position.isPresent()) {
            return Optional.of(log.at(BinlogPlace.of(position.get())));
        }
        return Optional.of(wanted.isPresent() ? log.before(wanted.get()) : log.before(beforeTransaction.orElseThrow()));
    }

    private static Instant parsed(String text) {
        try {
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeParseException wrong) {
            throw unfit("'" + text + "' is no moment", "Write it with its zone, for example 2026-11-20T14:05:00Z");
        }
    }

    private static ProblemException unfit(String what, String next) {
        return ProblemException.of("SW-0625", what, "to", next + "; nothing was touched");
    }
}
