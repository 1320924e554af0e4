package dev.sternway.database.tables;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.catalog.Readers;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Whether restored tables are what the copy has, before the commit. A table that was repaired row by row is not read again:
 * its other rows were compared one by one since it was locked, so the repaired rows and the number of all rows tell.
 *
 * @param from the copy, as the restore reads it
 * @param connection the restore's own
 */
record Proof(Supplier<Connection> copy, Readers from, Connection connection, Damage damage, DifferingKeys differing) {
    private static final String REWRITTEN = "select count(*) from pg_rewrite where ev_class = to_regclass(?)";
    private static final String NEXT = "Restore the clone or the dump; nothing was changed";

    /**
     * @return rows of the restored tables
     * @throws ProblemException SW-0483 when one differs
     */
    long rows(List<String> restored) throws SQLException {
        List<String> whole = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        long rows = 0;
        for (String table : restored) {
            Optional<Fingerprint> read = repaired(table);
            if (read.isEmpty()) {
                whole.add(table);
            } else {
                rows += read.get().rows();
                Fingerprint armed = damage.armed().get(table);
                boolean known =
                        armed == null || !armed.columns().equals(read.get().columns()) || armed.equals(read.get());
                if (!known || !sameRows(table, read.get())) {
                    wrong.add(table);
                }
            }
        }
        rows += whole(whole, wrong);
        if (!wrong.isEmpty()) {
            throw ProblemException.of(
                    "SW-0483", "The restored tables differ from the copy", String.join(", ", wrong), NEXT);
        }
        return rows;
    }

    /** What the copy holds, where only some rows were repaired and the server did just what it was told. */
    private Optional<Fingerprint> repaired(String table) throws SQLException {
        boolean few = damage.tables().get(table) == Damage.Way.REFILL && differing.few(table);
        return few && Sql.number(connection, REWRITTEN, Fingerprint.quoted(table)) == 0
                ? differing.ofCopy(table)
                : Optional.empty();
    }

    private boolean sameRows(String table, Fingerprint ofCopy) throws SQLException {
        String only = " from only " + Fingerprint.quoted(table) + " r";
        String picked = "select count(*) || ' ' || coalesce(sum(" + from.rowHash(table, ofCopy.columns()) + "), 0)"
                + only + " where " + differing.picked(table);
        return Sql.number(connection, "select count(*)" + only) == ofCopy.rows()
                && Sql.column(connection, picked).equals(Sql.column(from.first(), picked));
    }

    private long whole(List<String> tables, List<String> wrong) throws SQLException {
        Map<String, List<String>> columns = new TreeMap<>();
        Map<String, List<String>> unknown = new TreeMap<>();
        List<Fingerprint> wanted = new ArrayList<>();
        for (String table : tables) {
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
        found.stream()
                .filter(it -> !wanted.contains(it))
                .map(Fingerprint::table)
                .forEach(wrong::add);
        return found.stream().mapToLong(Fingerprint::rows).sum();
    }

    /**
     * Every table that was touched is defined as in the copy, and no other fact changed.
     *
     * @param before as the database was defined before the restore
     * @throws ProblemException SW-0483 when that is not so
     */
    void definitions(Definitions before) throws SQLException {
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
                    damage.tables().keySet().stream().collect(Collectors.joining(", ")),
                    NEXT);
        }
    }
}
