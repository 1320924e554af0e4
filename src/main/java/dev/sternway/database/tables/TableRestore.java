package dev.sternway.database.tables;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Fingerprint;
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
import java.util.Set;
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
    /** Up to the twentieth part of a table's rows, foreign keys are checked row by row. */
    private static final int FEW = 20;

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
                Damage doing = damage.without(alike(differing));
                Map<String, String> how = replace(doing, from, connection, source, there, differing);
                List<String> restored = new ArrayList<>(doing.all(Way.REFILL));
                restored.addAll(doing.all(Way.REPLACE));
                Proof proof = new Proof(copy, from, connection, doing, differing);
                long rows = proof.rows(restored);
                proof.definitions(before);
                moments.beforeCommit(connection, doing.tables().keySet());
                connection.commit();
                return new Restored(rows, how);
            } finally {
                connection.rollback();
            }
        }
    }

    /** Tables that were asked for, and of which no row differs. */
    private Set<String> alike(DifferingKeys differing) throws SQLException {
        Set<String> alike = new TreeSet<>();
        for (String table : damage.all(Way.REFILL)) {
            if (differing.few(table) && differing.count(table) == 0) {
                alike.add(table);
            }
        }
        return alike;
    }

    private static void lock(Connection connection, List<String> tables) throws SQLException {
        if (!tables.isEmpty()) {
            execute(
                    connection,
                    "set local lock_timeout = '10s'; lock table "
                            + tables.stream().map(Fingerprint::quoted).collect(Collectors.joining(", "))
                            + " in exclusive mode");
        }
    }

    private Map<String, String> replace(
            Damage doing,
            Readers from,
            Connection connection,
            TableSource source,
            List<String> there,
            DifferingKeys differing)
            throws Exception {
        Map<String, String> how = new TreeMap<>();
        doing.tables().forEach((table, way) -> how.put(table, way.name().toLowerCase(Locale.ROOT)));
        List<ForeignKey> wanted = ForeignKey.all(from.first());
        List<ForeignKey> present = new ArrayList<>();
        List<ForeignKey> staying = new ArrayList<>();
        for (ForeignKey key : ForeignKey.all(connection)) {
            if (stays(doing, key, wanted, differing) && key.isEnforced(connection)) {
                staying.add(key);
            } else if (key.touches(doing.tables().keySet())) {
                present.add(key);
                execute(connection, key.drop());
            }
        }
        List<String> moving = there.stream()
                .filter(table -> doing.tables().getOrDefault(table, Way.REFILL) != Way.REFILL)
                .toList();
        Map<String, String> sequences = moveAside(connection, moving);
        List<String> fresh = doing.all(Way.REPLACE);
        TableSource.Statements made = fresh.isEmpty() ? new TableSource.Statements("", "") : source.of(fresh);
        execute(connection, made.before());
        Readers.settle(connection);
        RowCopy rows = new RowCopy(from.first(), connection, doing.bytes(), progress);
        for (String table : fresh) {
            rows.copy(table, "");
        }
        for (String table : doing.all(Way.REFILL)) {
            if (differing.few(table)) {
                Refill.of(connection, table).only(rows, differing);
                how.put(table, "repair of " + differing.count(table) + " rows");
            } else {
                Refill.of(connection, table).with(rows);
            }
        }
        execute(connection, made.after());
        Readers.settle(connection);
        for (ForeignKey key : again(doing, connection, wanted, present)) {
            for (String sql : staying.contains(key) ? List.<String>of() : key.add()) {
                execute(connection, sql);
            }
        }
        execute(connection, "set constraints all immediate");
        for (String table : fresh) {
            OwnedSequence.forward(from.first(), connection, table, sequences);
        }
        return how;
    }

    /** A key checks the few rows that come into its table by itself, where nobody takes away the rows they refer to. */
    private static boolean stays(Damage doing, ForeignKey key, List<ForeignKey> wanted, DifferingKeys differing)
            throws SQLException {
        return doing.tables().get(key.child()) == Way.REFILL
                && !doing.tables().containsKey(key.parent())
                && key.isChecked()
                && wanted.contains(key)
                && differing.few(key.child())
                && differing
                        .ofCopy(key.child())
                        .filter(it -> differing.count(key.child()) * FEW <= it.rows())
                        .isPresent();
    }

    /** The copy's keys, and those of tables that are left alone. */
    private static List<ForeignKey> again(
            Damage doing, Connection connection, List<ForeignKey> wanted, List<ForeignKey> present)
            throws SQLException {
        List<String> there = Fingerprint.tables(connection);
        List<ForeignKey> again = new ArrayList<>();
        for (ForeignKey key : wanted) {
            boolean left = !doing.tables().containsKey(key.child());
            if (key.touches(doing.tables().keySet())
                    && there.contains(key.child())
                    && there.contains(key.parent())
                    && (!left || present.contains(key))) {
                again.add(key);
            }
        }
        for (ForeignKey key : present) {
            boolean left = !doing.tables().containsKey(key.child()) && there.contains(key.child());
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

    static void execute(Connection connection, String sql) throws SQLException {
        if (!sql.isBlank()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
