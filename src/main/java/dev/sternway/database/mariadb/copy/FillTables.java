package dev.sternway.database.mariadb.copy;

import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.mariadb.compare.Fingerprints;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Fills the empty tables of a copy, several at once, and hashes what was there to be copied. */
public final class FillTables {
    private static final int AT_ONCE = 2;

    private final MariaAccess from;
    private final MariaAccess into;
    private final Catalog catalog;
    private final Course course;

    public FillTables(MariaAccess from, MariaAccess into, Catalog catalog, Course course) {
        this.from = from;
        this.into = into;
        this.catalog = catalog;
        this.course = course;
    }

    /** @return table to fingerprint, of the source */
    public Map<String, String> run() throws Exception {
        Map<String, String> found = new ConcurrentSkipListMap<>();
        each(catalog, course, table -> {
            try (Connection target = Session.filling(into)) {
                if (rowLog(target)) {
                    Session.run(target, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
                }
                fill(target, table);
            }
            found.putAll(fingerprint(from, table));
        });
        return new TreeMap<>(found);
    }

    /** Of every table of a schema that stands still. */
    public static Map<String, String> fingerprints(MariaAccess schema, Catalog catalog, Course course)
            throws Exception {
        Map<String, String> found = new ConcurrentSkipListMap<>();
        each(catalog, course, table -> found.putAll(fingerprint(schema, table)));
        return new TreeMap<>(found);
    }

    private static Map<String, String> fingerprint(MariaAccess schema, TableShape table) throws SQLException {
        try (Connection connection = Session.open(schema)) {
            return Fingerprints.of(connection, new Catalog(Map.of(table.name(), table), Map.of(), Map.of(), ""));
        }
    }

    /** Without this, reading the source would lock each of its rows; a statement-based log does not allow it. */
    private static boolean rowLog(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT @@log_bin = 0 OR @@session.binlog_format <> 'STATEMENT'") == 1;
    }

    private void fill(Connection target, TableShape table) throws SQLException {
        String name = Quote.name(table.name());
        String source = Quote.name(from.name()) + "." + name;
        List<String> columns = new ArrayList<>(
                table.written().stream().map(Column::name).map(Quote::name).toList());
        boolean versioned = versioned(target, table.name());
        if (versioned) {
            Session.run(target, "SET SESSION system_versioning_insert_history = 1");
            columns.addAll(periods(table));
            source += " FOR SYSTEM_TIME ALL";
        }
        String list = columns.stream().collect(Collectors.joining(", "));
        Session.run(target, "INSERT INTO " + name + " (" + list + ") SELECT " + list + " FROM " + source);
    }

    private boolean versioned(Connection target, String table) throws SQLException {
        return !Sql.column(
                        target,
                        "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?"
                                + " AND table_type = 'SYSTEM VERSIONED'",
                        into.name(),
                        table)
                .isEmpty();
    }

    /** Since when and until when a version of a row counts. */
    private static List<String> periods(TableShape table) {
        List<String> named = table.columns().values().stream()
                .filter(it -> it.definition().contains(" AS ROW "))
                .map(it -> Quote.name(it.name()))
                .toList();
        return named.isEmpty() ? List.of("ROW_START", "ROW_END") : named;
    }

    private interface Work {
        void on(TableShape table) throws Exception;
    }

    private static void each(Catalog catalog, Course course, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            AtomicLong done = new AtomicLong();
            List<Future<?>> running = new ArrayList<>();
            for (TableShape table : catalog.tables().values()) {
                running.add(threads.submit(() -> {
                    course.beforeEffect();
                    work.on(table);
                    course.progress(done.incrementAndGet(), catalog.tables().size(), "tables");
                    return table;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(1, TimeUnit.HOURS);
        }
    }
}
