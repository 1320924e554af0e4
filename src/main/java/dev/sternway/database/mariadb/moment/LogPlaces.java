package dev.sternway.database.mariadb.moment;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.log.Binlog;
import dev.sternway.database.mariadb.log.BinlogPlace;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds out up to where the log has to be replayed, and whether all of it is there; nothing is changed. */
public final class LogPlaces {
    private final MariaAccess server;
    private final BinlogPlace from;
    private final BinlogPlace end;

    private LogPlaces(MariaAccess server, BinlogPlace from, BinlogPlace end) {
        this.server = server;
        this.from = from;
        this.end = end;
    }

    /** @throws ProblemException SW-0626 when the server does not have all of its log since that place */
    public static LogPlaces since(MariaAccess server, BinlogPlace from) throws SQLException {
        Binlog log = new Binlog(server);
        Optional<BinlogPlace> end = log.end();
        if (end.isEmpty() || log.since(from).isEmpty()) {
            throw new ProblemException(gap(
                    end.isEmpty()
                            ? "the server keeps none"
                            : "files since " + from + " are missing; there are "
                                    + log.files().firstKey() + " to "
                                    + log.files().lastKey()));
        }
        return new LogPlaces(server, from, end.get());
    }

    /**
     * That very place.
     *
     * @throws ProblemException SW-0625 when it is not in the log since the backup, or in the middle of a transaction
     */
    public BinlogPlace at(BinlogPlace place) {
        if (place.compareTo(from) < 0 || place.compareTo(end) > 0) {
            throw unfit(
                    place + " is not in the log since the backup, " + from + " to " + end, "Name a place in between");
        }
        if (place.equals(from) || place.equals(end)) {
            return place;
        }
        Optional<LogWalk.Seen> next = first(seen -> seen.place().compareTo(place) >= 0);
        boolean whole = next.filter(seen -> seen.boundary()
                        && (seen.place().equals(place) || !seen.place().file().equals(place.file())))
                .isPresent();
        if (!whole) {
            throw unfit(
                    place + " is in the middle of a transaction or event",
                    "Name a place where one ends, as mariadb-binlog shows them");
        }
        return place;
    }

    /**
     * Before the first transaction that was written at that second or later.
     *
     * @throws ProblemException SW-0625 when it is not over yet by the server's clock
     */
    public BinlogPlace before(Instant moment) throws SQLException {
        try (Connection connection = server.connect()) {
            long now = Sql.number(connection, "SELECT CAST(UNIX_TIMESTAMP() AS SIGNED)");
            if (moment.getEpochSecond() > now) {
                throw unfit("The moment " + moment + " is not over yet on the server", "Name a moment of the past");
            }
        }
        return first(seen -> seen.begins() && seen.seconds() >= moment.getEpochSecond())
                .map(LogWalk.Seen::place)
                .orElse(end);
    }

    /** Before one transaction. @throws ProblemException SW-0625 when the log since the backup does not hold it */
    public BinlogPlace before(String gtid) {
        return first(seen -> seen.gtid().equals(gtid))
                .map(LogWalk.Seen::place)
                .orElseThrow(() -> unfit(
                        "Transaction " + gtid + " is not in the log since the backup, " + from + " to " + end,
                        "Write it as the server does, domain-server-number: 0-1-4711"));
    }

    /** Files that lead to that place, in their order. */
    public List<String> files(BinlogPlace to) {
        String stem = from.file().substring(0, from.file().lastIndexOf('.') + 1);
        int digits = from.file().length() - stem.length();
        List<String> files = new ArrayList<>();
        for (long number = number(from); number <= number(to); number++) {
            files.add(stem + String.format("%0" + digits + "d", number));
        }
        return files;
    }

    private static long number(BinlogPlace place) {
        return Long.parseLong(place.file().substring(place.file().lastIndexOf('.') + 1));
    }

    private Optional<LogWalk.Seen> first(Predicate<LogWalk.Seen> wanted) {
        try {
            return LogWalk.first(server, from, end, wanted);
        } catch (IOException broken) {
            throw new ProblemException(gap(String.valueOf(broken.getMessage())), broken);
        }
    }

    private static Problem gap(String why) {
        return new Problem(
                "SW-0626",
                "The binary log since the backup is not whole: " + why,
                "binary log",
                "Restore the copy or the dump; nothing was touched. Let the server keep its log longer:"
                        + " binlog_expire_logs_seconds");
    }

    private static ProblemException unfit(String what, String next) {
        return ProblemException.of("SW-0625", what, "to", next + "; nothing was touched");
    }
}
