package dev.sternway.database.mariadb.compare;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a schema holds at one moment: its definitions, and a fingerprint of every table's rows; tables have no schema in their names. */
public final class Content {
    private static final int CONNECTIONS = 2;

    private final Supplier<Connection> door;
    private final boolean still;
    private final Progress progress;
    private final long bytes;

    private Content(Supplier<Connection> door, boolean still, Progress progress, long bytes) {
        this.door = door;
        this.still = still;
        this.progress = progress;
        this.bytes = bytes;
    }

    public static Content of(Supplier<Connection> door, Progress progress) {
        return new Content(door, false, progress, KeyRange.usualBytes());
    }

    /** Of a schema that nobody writes to: a copy, or one that is frozen. */
    public static Content still(Supplier<Connection> door, Progress progress) {
        return new Content(door, true, progress, KeyRange.usualBytes());
    }

    Content inPartsOf(long bytesOfOne) {
        return new Content(door, still, progress, bytesOfOne);
    }

    public Snapshot snapshot() throws SQLException {
        try (Readers readers = Readers.open(door, CONNECTIONS, still)) {
            Catalog catalog = CatalogReader.read(readers.first());
            Map<String, List<String>> columns = new TreeMap<>();
            catalog.tables().values().forEach(table -> columns.put(table.name(), names(table)));
            return new Snapshot(SchemaFacts.of(catalog), prints(readers, catalog, columns));
        }
    }

    /** Fingerprints of only those tables and columns that another snapshot has; what is gone is left out. */
    public Snapshot sameColumns(Snapshot other) throws SQLException {
        try (Readers readers = Readers.open(door, CONNECTIONS, still)) {
            Catalog catalog = CatalogReader.read(readers.first());
            return new Snapshot(
                    SchemaFacts.of(catalog), prints(readers, catalog, whole(other, catalog, new ArrayList<>())));
        }
    }

    /** @param columns by table; every table and column is there, in alphabetical order */
    public List<Fingerprint> fingerprints(Map<String, List<String>> columns) throws SQLException {
        try (Readers readers = Readers.open(door, CONNECTIONS, still)) {
            return prints(readers, CatalogReader.read(readers.first()), columns);
        }
    }

    /** What differs in the content from a snapshot, one sentence a table; other tables do not count. */
    public List<String> difference(Snapshot before) throws SQLException {
        List<String> differences = new ArrayList<>();
        try (Readers readers = Readers.open(door, CONNECTIONS, still)) {
            Catalog catalog = CatalogReader.read(readers.first());
            for (Fingerprint now : prints(readers, catalog, whole(before, catalog, differences))) {
                Fingerprint table = before.table(now.table()).orElseThrow();
                if (!now.equals(table)) {
                    differences.add("table " + table.table() + " has other content: " + table.rows()
                            + " rows before, " + now.rows() + " now"
                            + (now.rows() == table.rows() ? ", values differ" : ""));
                }
            }
        }
        return differences;
    }

    private static Map<String, List<String>> whole(Snapshot before, Catalog catalog, Collection<String> broken) {
        Map<String, List<String>> whole = new TreeMap<>();
        for (Fingerprint table : before.tables()) {
            if (catalog.table(table.table()).isEmpty()) {
                broken.add("table " + table.table() + " is gone");
                continue;
            }
            List<String> missing = new ArrayList<>(table.columns());
            missing.removeAll(names(catalog.table(table.table()).orElseThrow()));
            if (missing.isEmpty()) {
                whole.put(table.table(), table.columns());
            } else {
                broken.add("table " + table.table() + " lacks " + missing);
            }
        }
        return whole;
    }

    private static List<String> names(TableShape table) {
        return table.written().stream().map(Column::name).sorted().toList();
    }

    private List<Fingerprint> prints(Readers readers, Catalog catalog, Map<String, List<String>> columns)
            throws SQLException {
        Map<String, Fingerprint> found = new TreeMap<>();
        Map<String, String> hashes = new TreeMap<>();
        List<KeyRange> ranges = new ArrayList<>();
        int way = RowHash.way(readers.first());
        for (Map.Entry<String, List<String>> each : columns.entrySet()) {
            TableShape table = catalog.table(each.getKey()).orElseThrow();
            found.put(table.name(), new Fingerprint(table.name(), each.getValue(), 0, "0", way));
            hashes.put(
                    table.name(),
                    RowHash.of(
                            readers.first(),
                            each.getValue().stream().map(table::column).toList()));
            ranges.addAll(KeyRange.of(readers.first(), table, bytes));
        }
        ranges.sort(Comparator.comparingLong(KeyRange::rows).reversed());
        long estimate = ranges.stream().mapToLong(KeyRange::rows).sum();
        long[] done = {0};
        readers.each(ranges, (range, connection) -> {
            String table = range.table().name();
            Fingerprint part = read(connection, range, hashes.getOrDefault(table, "0"));
            synchronized (found) {
                found.computeIfPresent(table, (name, sum) -> sum.plus(part));
                done[0] += part.rows();
                progress.at(done[0], Math.max(estimate, done[0]), "rows");
            }
        });
        return List.copyOf(found.values());
    }

    private static Fingerprint read(Connection connection, KeyRange range, String hash) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*), COALESCE(SUM(" + hash + "), 0) FROM "
                        + Quote.name(range.table().name()) + range.condition())) {
            row.next();
            return new Fingerprint(range.table().name(), List.of(), row.getLong(1), row.getString(2), 0);
        }
    }
}
