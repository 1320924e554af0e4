package dev.sternway.database.compare;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.catalog.Readers;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Two databases, table by table: first by fingerprint, then, where those differ, by key. */
public final class Comparison {
    private static final String TYPED = "select attname || ' ' || format_type(atttypid, atttypmod) from pg_attribute"
            + " where attrelid = to_regclass(?) and attnum > 0 and not attisdropped order by 1";

    private final Supplier<Connection> leftDoor;
    private final Supplier<Connection> rightDoor;
    private final Progress progress;
    private final List<String> left;
    private final List<String> right;
    private final Map<String, Fingerprint> known = new HashMap<>();

    public Comparison(Supplier<Connection> left, Supplier<Connection> right, Progress progress) throws SQLException {
        this(left, right, List.of(), progress);
    }

    /** @param known fingerprints of the left database, which does not change: these need not be read again */
    public Comparison(Supplier<Connection> left, Supplier<Connection> right, List<Fingerprint> known, Progress progress)
            throws SQLException {
        known.forEach(each -> this.known.put(each.table(), each));
        this.leftDoor = left;
        this.rightDoor = right;
        this.progress = progress;
        try (Connection here = left.get();
                Connection there = right.get()) {
            this.left = Fingerprint.tables(here);
            this.right = Fingerprint.tables(there);
        }
    }

    /** Tables of the left database. */
    public List<String> left() {
        return left;
    }

    public List<String> right() {
        return right;
    }

    /** Tables of both. */
    public List<String> common() {
        return left.stream().filter(right::contains).toList();
    }

    /** Columns of a table with their types, in alphabetical order. */
    public static List<String> typed(Connection connection, String table) throws SQLException {
        return Sql.column(connection, TYPED, Fingerprint.quoted(table));
    }

    /** Those of the tables whose content differs, over the columns that both sides have by name. */
    public List<String> differing(List<String> tables) throws SQLException {
        if (tables.isEmpty()) {
            return List.of();
        }
        Map<String, List<String>> columns = new TreeMap<>();
        try (Connection here = leftDoor.get();
                Connection there = rightDoor.get()) {
            Map<String, List<String>> before = Fingerprint.columns(here);
            Map<String, List<String>> after = Fingerprint.columns(there);
            for (String table : tables) {
                List<String> common = new ArrayList<>(before.getOrDefault(table, List.of()));
                common.retainAll(after.getOrDefault(table, List.of()));
                columns.put(table, common);
            }
        }
        return differing(columns);
    }

    /** What the left database is known to hold, over just these columns. */
    public Optional<Fingerprint> known(String table, List<String> columns) {
        return Optional.ofNullable(known.get(table)).filter(it -> it.columns().equals(columns));
    }

    /** Both sides are read in turn, so that no more than the usual number of connections is busy. */
    private List<String> differing(Map<String, List<String>> columns) throws SQLException {
        Map<String, List<String>> unread = new TreeMap<>(columns);
        columns.forEach((table, named) -> known(table, named).ifPresent(it -> unread.remove(table)));
        fingerprints(leftDoor, unread).forEach(each -> known.put(each.table(), each));
        return fingerprints(rightDoor, columns).stream()
                .filter(each -> !each.equals(known.get(each.table())))
                .map(Fingerprint::table)
                .toList();
    }

    private List<Fingerprint> fingerprints(Supplier<Connection> door, Map<String, List<String>> columns)
            throws SQLException {
        return Fingerprints.over(door, Fingerprints.CONNECTIONS, progress).of(columns);
    }

    /**
     * A table of both databases.
     *
     * @param shape columns that only one side has, or whose types differ; they are not compared
     * @param leftRows rows on the left, and so on
     * @param difference all zero where the fingerprints are equal
     */
    public record Compared(
            String table, List<String> shape, long leftRows, long rightRows, TableDifference difference) {}

    /** Compares one table down to its keys, unless the fingerprints are equal already. */
    public Compared compare(String table, TableDifference.Sink sink) throws Exception {
        List<String> shape = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        try (Connection here = leftDoor.get();
                Connection there = rightDoor.get()) {
            List<String> before = typed(here, table);
            List<String> after = typed(there, table);
            before.stream().filter(it -> !after.contains(it)).forEach(it -> shape.add("- " + it));
            after.stream().filter(it -> !before.contains(it)).forEach(it -> shape.add("+ " + it));
            for (String column : Fingerprint.columns(here, table)) {
                if (before.stream().anyMatch(it -> it.startsWith(column + " ") && after.contains(it))) {
                    columns.add(column);
                }
            }
        }
        Fingerprint before = fingerprints(leftDoor, Map.of(table, columns)).get(0);
        Fingerprint after = fingerprints(rightDoor, Map.of(table, columns)).get(0);
        TableDifference difference = new TableDifference(0, 0, 0, 0);
        if (!before.equals(after)) {
            try (Readers here = Readers.open(leftDoor, 1);
                    Readers there = Readers.open(rightDoor, 1)) {
                difference = TableDifference.of(here, there, table, columns, sink, progress);
            }
        }
        return new Compared(table, List.copyOf(shape), before.rows(), after.rows(), difference);
    }
}
