package dev.sternway.database.tables;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.catalog.Readers;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.tables.Damage.Way;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Puts damaged tables back from a copy of the database, in one transaction. Nobody writes to them from the moment they
 * are locked; what they hold then is set aside first. Before the commit, fingerprints and definitions are compared with
 * the copy's; a difference undoes everything.
 */
public final class TableRestore {
    private final Supplier<Connection> copy;
    private final Supplier<Connection> live;
    private final Damage damage;
    private final String aside;
    private final Progress progress;

    /** @param aside schema that takes what gives way; its name starts with {@code sternway_salvage} */
    public TableRestore(
            Supplier<Connection> copy, Supplier<Connection> live, Damage damage, String aside, Progress progress) {
        this.copy = copy;
        this.live = live;
        this.damage = damage;
        this.aside = aside;
        this.progress = progress;
    }

    /** @param how by table, in words */
    public record Restored(long rows, Map<String, String> how) {}

    /** What happens at the two moments that matter to whoever records it. */
    public interface Moments {
        /**
         * The tables are locked against writers and still hold everything: set it aside now.
         *
         * @param differing to be told the keys of rows that differ, where they are known
         */
        void locked(List<String> tables, DifferingKeys differing) throws Exception;

        /** All is done and equal; the commit is next. */
        void beforeCommit(Connection connection, Collection<String> restored) throws Exception;
    }

    /**
     * @param source makes the statements for tables that are created anew
     * @return rows of the restored tables, and how each of them was put right
     */
    public Restored run(TableSource source, Moments moments) throws Exception {
        List<String> restored = new ArrayList<>(damage.all(Way.REFILL));
        restored.addAll(damage.all(Way.REPLACE));
        try (Readers from = Readers.open(copy, 1);
                Connection connection = live.get()) {
            connection.setAutoCommit(false);
            Readers.settle(connection);
            try {
                Definitions before = Definitions.of(connection);
                List<String> there = damage.tables().keySet().stream()
                        .filter(before.tables()::containsKey)
                        .toList();
                lock(connection, there);
                DifferingKeys differing = new DifferingKeys(from.first(), connection);
                moments.locked(there, differing);
                Map<String, String> how = replace(from, connection, source, there, differing);
                long rows = equal(connection, restored);
                defined(from, connection, before);
                moments.beforeCommit(connection, damage.tables().keySet());
                connection.commit();
                return new Restored(rows, how);
            } finally {
                connection.rollback();
            }
        }
    }

    private static void lock(Connection connection, List<String> tables) throws SQLException {
        if (!tables.isEmpty()) {
            execute(connection, "set local lock_timeout = '10s'");
            execute(
                    connection,
                    "lock table " + tables.stream().map(Fingerprint::quoted).collect(Collectors.joining(", "))
                            + " in exclusive mode");
        }
    }

    private Map<String, String> replace(
            Readers from, Connection connection, TableSource source, List<String> there, DifferingKeys differing)
            throws Exception {
        Map<String, String> how = new TreeMap<>();
        damage.tables().forEach((table, way) -> how.put(table, way.name().toLowerCase(Locale.ROOT)));
        List<ForeignKey> wanted = ForeignKey.all(from.first());
        List<ForeignKey> present = ForeignKey.all(connection).stream()
                .filter(key -> key.touches(damage.tables().keySet()))
                .toList();
        for (ForeignKey key : present) {
            execute(connection, key.drop());
        }
        List<String> moving = there.stream()
                .filter(table -> damage.tables().get(table) != Way.REFILL)
                .toList();
        Map<String, String> sequences = moveAside(connection, moving);
        List<String> fresh = damage.all(Way.REPLACE);
        TableSource.Statements made = fresh.isEmpty() ? new TableSource.Statements("", "") : source.of(fresh);
        execute(connection, made.before());
        Readers.settle(connection);
        RowCopy rows = new RowCopy(from.first(), connection, damage.bytes(), progress);
        for (String table : fresh) {
            rows.copy(table, "");
        }
        for (String table : damage.all(Way.REFILL)) {
            if (differing.few(table)) {
                Refill.of(connection, table).only(rows, differing);
                how.put(table, "repair of " + differing.count(table) + " rows");
            } else {
                Refill.of(connection, table).with(rows);
            }
        }
        execute(connection, made.after());
        Readers.settle(connection);
        for (ForeignKey key : again(connection, wanted, present)) {
            for (String sql : key.add()) {
                execute(connection, sql);
            }
        }
        for (String table : fresh) {
            OwnedSequence.forward(from.first(), connection, table, sequences);
        }
        return how;
    }

    /** The copy's keys, and those of tables that are left alone. */
    private List<ForeignKey> again(Connection connection, List<ForeignKey> wanted, List<ForeignKey> present)
            throws SQLException {
        List<String> there = Fingerprint.tables(connection);
        List<ForeignKey> again = new ArrayList<>();
        for (ForeignKey key : wanted) {
            boolean left = !damage.tables().containsKey(key.child());
            if (key.touches(damage.tables().keySet())
                    && there.contains(key.child())
                    && there.contains(key.parent())
                    && (!left || present.contains(key))) {
                again.add(key);
            }
        }
        for (ForeignKey key : present) {
            boolean left = !damage.tables().containsKey(key.child()) && there.contains(key.child());
            if (left && there.contains(key.parent()) && !again.contains(key)) {
                again.add(key);
            }
        }
        return again;
    }

    /** @return where the sequences went, by their old name */
    private Map<String, String> moveAside(Connection connection, List<String> tables) throws SQLException {
        Map<String, String> moved = new HashMap<>();
        if (tables.isEmpty()) {
            return moved;
        }
        execute(connection, "create schema if not exists " + Sql.name(aside));
        for (String table : tables) {
            refuseDependents(connection, table);
            for (String sequence : OwnedSequence.of(connection, table)) {
                moved.put(sequence, aside + sequence.substring(sequence.indexOf('.')));
            }
            execute(connection, "alter table " + Fingerprint.quoted(table) + " set schema " + Sql.name(aside));
        }
        return moved;
    }

    /** The server itself knows best what hangs on a table: it is asked to drop it, and the answer is taken back. */
    private static void refuseDependents(Connection connection, String table) throws SQLException {
        var before = connection.setSavepoint();
        try {
            execute(connection, "drop table " + Fingerprint.quoted(table));
        } catch (SQLException refused) {
            String hangs =
                    String.valueOf(refused.getMessage()).replace('\n', ' ').replaceAll(" +", " ");
            throw ProblemException.of(
                    "SW-0482",
                    "The table " + table + " cannot give way: " + hangs,
                    table,
                    "Restore the clone or the dump; nothing was changed");
        } finally {
            connection.rollback(before);
        }
        long published = Sql.number(
                connection,
                "select count(*) from pg_publication_rel where prrelid = to_regclass(?)",
                Fingerprint.quoted(table));
        if (published > 0) {
            throw ProblemException.of(
                    "SW-0482",
                    "The table " + table + " cannot give way: it is part of a publication",
                    table,
                    "Restore the clone or the dump; nothing was changed");
        }
    }

    private long equal(Connection connection, List<String> restored) throws SQLException {
        Map<String, List<String>> columns = new TreeMap<>();
        Map<String, List<String>> unknown = new TreeMap<>();
        List<Fingerprint> wanted = new ArrayList<>();
        for (String table : restored) {
            List<String> named = Fingerprint.columns(connection, table);
            columns.put(table, named);
            Fingerprint armed = damage.armed().get(table);
            if (armed != null && armed.columns().equals(named)) {
                wanted.add(armed);
            } else {
                unknown.put(table, named);
            }
        }
        wanted.addAll(
                Fingerprints.over(copy, Fingerprints.CONNECTIONS, Progress.NONE).of(unknown));
        List<Fingerprint> found = Fingerprints.on(connection).of(columns);
        if (!wanted.containsAll(found)) {
            throw ProblemException.of(
                    "SW-0483",
                    "The restored tables differ from the copy",
                    found.stream()
                            .filter(it -> !wanted.contains(it))
                            .map(Fingerprint::table)
                            .collect(Collectors.joining(", ")),
                    "Restore the clone or the dump; nothing was changed");
        }
        return found.stream().mapToLong(Fingerprint::rows).sum();
    }

    /** Every table that was touched is defined as in the copy, and no other fact changed. */
    private void defined(Readers from, Connection connection, Definitions before) throws SQLException {
        Definitions wanted = Definitions.of(from);
        Definitions found = Definitions.of(connection);
        List<String> wrong = new ArrayList<>();
        TreeSet<String> all = new TreeSet<>(wanted.tables().keySet());
        all.addAll(found.tables().keySet());
        all.addAll(before.tables().keySet());
        TreeSet<String> none = new TreeSet<>();
        for (String table : all) {
            Definitions right = damage.tables().containsKey(table) ? wanted : before;
            TreeSet<String> should = right.tables().getOrDefault(table, none);
            TreeSet<String> is = found.tables().getOrDefault(table, none);
            should.stream().filter(it -> !is.contains(it)).forEach(it -> wrong.add("- " + it));
            is.stream().filter(it -> !should.contains(it)).forEach(it -> wrong.add("+ " + it));
        }
        before.others().stream().filter(it -> !found.others().contains(it)).forEach(it -> wrong.add("- " + it));
        found.others().stream().filter(it -> !before.others().contains(it)).forEach(it -> wrong.add("+ " + it));
        if (!wrong.isEmpty()) {
            throw ProblemException.of(
                    "SW-0483",
                    "The restored tables are defined otherwise than in the copy: " + String.join("; ", wrong),
                    String.join(", ", damage.tables().keySet()),
                    "Restore the clone or the dump; nothing was changed");
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        if (!sql.isBlank()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
