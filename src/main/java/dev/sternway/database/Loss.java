package dev.sternway.database;

import dev.sternway.base.Work;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.compare.Comparison;
import dev.sternway.database.compare.TableDifference;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Quote;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Counts what a level would destroy at this moment. */
public final class Loss {
    private static final int AGAIN = 200;

    private Loss() {}

    /** Rows with a value in one of the columns; empty when counting takes longer than two seconds. */
    public static OptionalLong values(DatabaseAccess access, String table, List<String> columns) {
        try (Connection connection = access.connect();
                Statement statement = connection.createStatement()) {
            List<String> there = Fingerprint.columns(connection, table);
            String any = columns.stream()
                    .filter(there::contains)
                    .map(column -> Sql.name(column) + " is not null")
                    .collect(Collectors.joining(" or "));
            if (any.isEmpty()) {
                return OptionalLong.of(0);
            }
            statement.execute("set statement_timeout = '2s'");
            return OptionalLong.of(
                    Sql.number(connection, "select count(*) from " + Fingerprint.quoted(table) + " where " + any));
        } catch (SQLException | dev.sternway.base.ProblemException tooLong) {
            return OptionalLong.empty();
        }
    }

    /**
     * Rows that differ between a database and its copy: those that a restore would forget.
     *
     * @param patience after this all reading ends
     * @return empty when it takes longer, or the two cannot be compared
     */
    public static OptionalLong rows(DatabaseAccess live, DatabaseAccess copy, Duration patience) {
        Work work = Work.of("count " + UUID.randomUUID(), 1);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread thread = new Thread(run, "count-ends");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(work::cancel, patience.toMillis(), AGAIN, TimeUnit.MILLISECONDS);
        try {
            Comparison comparison =
                    new Comparison(copy.during(work)::connect, live.during(work)::connect, Fingerprints.Progress.NONE);
            long rows = 0;
            for (String table : comparison.differing(comparison.common())) {
                TableDifference found =
                        comparison.compare(table, (side, key) -> {}).difference();
                rows += found.onlyLeft() + found.onlyRight() + found.changed();
            }
            return OptionalLong.of(rows);
        } catch (Exception tooLong) {
            return OptionalLong.empty();
        } finally {
            clock.shutdownNow();
        }
    }

    /** Like {@link #values(DatabaseAccess, String, List)}, of a MariaDB schema. */
    public static OptionalLong values(MariaAccess access, String table, List<String> columns) {
        try (Connection connection = access.connect()) {
            List<String> there = Sql.column(
                    connection,
                    "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?",
                    table);
            String any = columns.stream()
                    .filter(there::contains)
                    .map(column -> Quote.name(column) + " IS NOT NULL")
                    .collect(Collectors.joining(" OR "));
            return any.isEmpty()
                    ? OptionalLong.of(0)
                    : OptionalLong.of(Sql.number(
                            connection,
                            "SET STATEMENT max_statement_time = 2 FOR SELECT COUNT(*) FROM " + Quote.name(table)
                                    + " WHERE " + any));
        } catch (SQLException | dev.sternway.base.ProblemException tooLong) {
            return OptionalLong.empty();
        }
    }
}
