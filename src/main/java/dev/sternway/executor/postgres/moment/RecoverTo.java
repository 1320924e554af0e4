package dev.sternway.executor.postgres.moment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.database.cluster.RecoveryTarget;
import dev.sternway.database.cluster.RecoveryTarget.Kind;
import dev.sternway.database.cluster.RestorePoint;
import dev.sternway.database.cluster.RestorePoint.Mark;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;

/** Where to go back to; the restore point of arming when nothing is named. */
public record RecoverTo(
        @JsonPropertyDescription("Name of a restore point.") Optional<String> point,

        @JsonPropertyDescription("Everything committed by then, with its zone: 2026-11-20T14:05:00Z.")
        Optional<String> moment,

        @JsonPropertyDescription("Number of the transaction that is the first not to be there.")
        @JsonProperty("before-transaction")
        Optional<Long> beforeTransaction) {
    /** Without the letters of ISO, which a server's settings do not take. */
    private static final DateTimeFormatter POSTGRES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS'+00'").withZone(ZoneOffset.UTC);

    static final RecoverTo ARMED = new RecoverTo(Optional.empty(), Optional.empty(), Optional.empty());

    boolean armed(RestorePoint kept) {
        return moment.isEmpty()
                && beforeTransaction.isEmpty()
                && point.orElse(kept.name()).equals(kept.name());
    }

    /** @throws ProblemException SW-0569 when it cannot be gone back to, as far as that can be told beforehand */
    RecoveryTarget target(RestorePoint kept, Mark now) {
        if (Stream.of(point, moment, beforeTransaction)
                        .filter(Optional::isPresent)
                        .count()
                > 1) {
            throw unfit("More than one target is named", "Name one of point, moment and before-transaction");
        }
        if (armed(kept)) {
            return new RecoveryTarget(
                    Kind.NAME, kept.name(), String.valueOf(kept.at().timeline()));
        }
        Mark first = kept.base().end();
        if (moment.isPresent()) {
            Instant wanted = parsed(moment.get());
            if (wanted.isAfter(now.time())) {
                throw unfit("The moment " + wanted + " is not over yet on the server", "Name a moment of the past");
            }
            if (wanted.isBefore(first.time())) {
                throw unfit(
                        "The moment " + wanted + " is before the end of the base backup, " + first.time(),
                        "Name a later moment, or restore an older backup by hand");
            }
            return new RecoveryTarget(Kind.TIME, POSTGRES.format(wanted), "latest");
        }
        if (beforeTransaction.isPresent()) {
            long wanted = beforeTransaction.get();
            if (wanted < first.nextTransaction() || wanted >= now.nextTransaction()) {
                throw unfit(
                        "Transaction " + wanted + " is not one of those since the base backup, "
                                + first.nextTransaction() + " to " + (now.nextTransaction() - 1),
                        "Name one of those");
            }
            return new RecoveryTarget(Kind.TRANSACTION, String.valueOf(wanted % (1L << 32)), "latest");
        }
        return new RecoveryTarget(Kind.NAME, point.orElseThrow(), "latest");
    }

    private static Instant parsed(String text) {
        try {
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeParseException wrong) {
            throw unfit("'" + text + "' is no moment", "Write it with its zone, for example 2026-11-20T14:05:00Z");
        }
    }

    private static ProblemException unfit(String what, String next) {
        return ProblemException.of("SW-0569", what, "to", next + "; nothing was touched");
    }
}
