package dev.sternway.database.tables;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.compare.RowKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys of the rows that differ, in temporary tables on both sides of a restore, so that where they are few only those
 * rows are put right.
 */
public final class DifferingKeys {
    /** From this share of a table's rows on, filling it anew is cheaper. */
    private static final double MOST = 0.2;

    private final Connection copy;
    private final Connection live;
    private final Map<String, RowKey> keys = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    DifferingKeys(Connection copy, Connection live) {
        this.copy = copy;
        this.live = live;
    }

    /** To be told every key that differs; a table about which nothing is told is not known. */
    public void add(String table, List<List<String>> batch) throws SQLException {
        RowKey key = keys.get(table);
        if (key == null) {
            key = RowKey.of(copy, table);
            keys.put(table, key);
            names.put(table, "pg_temp.sternway_keys_" + names.size());
            for (Connection side : List.of(copy, live)) {
                TableRestore.execute(
                        side, "create temp table " + name(table) + " (" + key.wanted(" text") + ") on commit drop");
            }
        }
        counts.merge(table, (long) batch.size(), Long::sum);
        if (batch.isEmpty() || !few(table)) {
            return;
        }
        String unnested =
                String.join(", ", java.util.Collections.nCopies(key.names().size(), "?::text[]"));
        for (Connection side : List.of(copy, live)) {
            try (PreparedStatement insert =
                    side.prepareStatement("insert into " + name(table) + " select * from unnest(" + unnested + ")")) {
                for (int i = 0; i < key.names().size(); i++) {
                    int column = i;
                    insert.setArray(
                            i + 1,
                            side.createArrayOf(
                                    "text",
                                    batch.stream().map(each -> each.get(column)).toArray()));
                }
                insert.executeUpdate();
            }
        }
    }

    /** Whether all keys are known, and few enough. */
    boolean few(String table) throws SQLException {
        if (!counts.containsKey(table)) {
            return false;
        }
        long rows = Sql.number(
                copy,
                "select greatest(reltuples, 0)::int8 from pg_class where oid = to_regclass(?)",
                Fingerprint.quoted(table));
        return counts.getOrDefault(table, 0L) <= rows * MOST;
    }

    long count(String table) {
        return counts.getOrDefault(table, 0L);
    }

    /** Condition that picks the rows of {@code r}; also tells the server how many there are. */
    String picked(Connection side, String table) throws SQLException {
        TableRestore.execute(side, "analyze " + name(table));
        RowKey key = keys.getOrDefault(table, new RowKey(List.of()));
        return "exists (select from " + name(table) + " k where " + key.picked() + ")";
    }

    private String name(String table) {
        return names.getOrDefault(table, "");
    }
}
