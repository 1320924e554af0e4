package dev.sternway.database.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Takes fingerprints of many tables at one moment: one after the other, or in chunks over several connections. */
public interface Fingerprints {
    /** How many connections are enough for most servers, and few enough for a busy one. */
    int CONNECTIONS = 2;

    /** Told after every chunk. */
    interface Progress {
        Progress NONE = (done, total, unit) -> {};

        void at(long done, long total, String unit);
    }

    /** @param columns by table, in alphabetical order; every table and column is there */
    default List<Fingerprint> of(Map<String, List<String>> columns) throws SQLException {
        return of(columns, RowHash.NOW);
    }

    /** @param way how rows are hashed, as an earlier fingerprint says */
    List<Fingerprint> of(Map<String, List<String>> columns, int way) throws SQLException;

    /** On one connection, in its transaction where it has one. */
    static Fingerprints on(Connection connection) {
        return (columns, way) -> {
            List<Fingerprint> found = new ArrayList<>();
            for (Map.Entry<String, List<String>> table : sorted(columns)) {
                found.add(Fingerprint.of(connection, table.getKey(), table.getValue(), way));
            }
            return found;
        };
    }

    /** Over several connections that see one snapshot; large tables are read in ranges of blocks. */
    static Fingerprints over(Supplier<Connection> door, int connections, Progress progress) {
        return over(door, connections, BlockRange.USUAL_BLOCKS, progress);
    }

    static Fingerprints over(Supplier<Connection> door, int connections, long blocks, Progress progress) {
        return (columns, way) -> {
            if (columns.isEmpty()) {
                return List.of();
            }
            Map<String, Fingerprint> found = new HashMap<>();
            columns.forEach((table, named) -> found.put(table, Fingerprint.none(table, named, way)));
            try (Readers readers = Readers.open(door, connections)) {
                Map<String, String> hashes = RowHash.expressions(readers.first(), columns, way);
                List<BlockRange> ranges = BlockRange.of(readers.first(), columns.keySet(), blocks);
                ranges.sort(Comparator.comparingLong(BlockRange::blocks).reversed());
                long total = ranges.stream().mapToLong(BlockRange::bytes).sum();
                long[] done = {0};
                readers.each(ranges, (range, connection) -> {
                    Fingerprint chunk = Fingerprint.none(range.table(), List.of(), way)
                            .plus(connection, hashes.getOrDefault(range.table(), ""), range.from());
                    synchronized (found) {
                        found.computeIfPresent(range.table(), (table, sum) -> sum.plus(chunk));
                        done[0] += range.bytes();
                        progress.at(done[0], total, "bytes");
                    }
                });
            }
            return sorted(found).stream().map(Map.Entry::getValue).toList();
        };
    }

    private static <V> List<Map.Entry<String, V>> sorted(Map<String, V> byTable) {
        return byTable.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    }
}
