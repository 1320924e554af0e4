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
import java.util.ArrayList;
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
    private static final String BY_SIZE = "select n.nspname || '.' || c.relname from pg_class c"
            + " join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p')"
            + " order by case c.relkind when 'p' then 1 else 0 end, pg_table_size(c.oid)";

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
     * What a restore would forget.
     *
     * @param rows that differ, in the tables that were compared
     * @param uncounted tables for which the time did not suffice
     */
    public record Forgotten(long rows, List<String> uncounted) {}

    /**
     * Compares a database with its copy, small tables first.
     *
     * @param patience after this all reading ends
     */
    public static Forgotten rows(DatabaseAccess live, DatabaseAccess copy, Duration patience) {
        Work work = Work.of("count " + UUID.randomUUID(), 1);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread thread = new Thread(run, "count-ends");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(work::cancel, patience.toMillis(), AGAIN, TimeUnit.MILLISECONDS);
        long rows = 0;
        List<String> left = new ArrayList<>(List.of("all tables"));
        try {
            Comparison comparison =
                    new Comparison(copy.during(work)::connect, live.during(work)::connect, Fingerprints.Progress.NONE);
            left = bySize(live.during(work), comparison.common());
            while (!left.isEmpty()) {
                TableDifference found =
                        comparison.compare(left.get(0), (side, key) -> {}).difference();
                rows += found.onlyLeft() + found.onlyRight() + found.changed();
                left.remove(0);
            }
        } catch (Exception tooLong) {
            return new Forgotten(rows, List.copyOf(left));
        } finally {
            clock.shutdownNow();
        }
        return new Forgotten(rows, List.of());
    }

    private static List<String> bySize(DatabaseAccess live, List<String> tables) throws SQLException {
        try (Connection connection = live.connect()) {
            List<String> sorted = new ArrayList<>(Sql.column(connection, BY_SIZE));
            sorted.retainAll(tables);
            return sorted;
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
