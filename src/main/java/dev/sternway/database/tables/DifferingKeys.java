package dev.sternway.database.tables;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.compare.RowKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys of the rows that differ, in temporary tables on both sides of a restore, so that where they are few only those
 * rows are put right.
 */
public final class DifferingKeys {
    /** From this share of a table's rows on, filling it anew is cheaper. */
    private static final double MOST = 0.2;

    /** Where the server does not know, a row is taken to be so long. */
    private static final String ROWS =
            "select case when reltuples > 0 then reltuples else pg_relation_size(oid) / 100 end::int8"
                    + " from pg_class where oid = to_regclass(?)";

    private final Connection copy;
    private final Connection live;
    private final Map<String, Found> found = new HashMap<>();

    DifferingKeys(Connection copy, Connection live) {
        this.copy = copy;
        this.live = live;
    }

    /** What is known of one table. */
    private static final class Found {
        private final RowKey key;
        private final String name;
        private long most;
        private long count;
        private boolean counted;
        private Optional<Fingerprint> copy = Optional.empty();

        Found(RowKey key, String name, long most) {
            this.key = key;
            this.name = name;
            this.most = most;
        }
    }

    /** To be told every key that differs; a table about which nothing is told is not known. */
    public void add(String table, List<List<String>> batch) throws SQLException {
        Found keys = found.get(table);
        if (keys == null) {
            RowKey key = RowKey.of(copy, table);
            keys = new Found(key, "pg_temp.sternway_keys_" + found.size(), most(table));
            found.put(table, keys);
            for (Connection side : List.of(copy, live)) {
                TableRestore.execute(
                        side, "create temp table " + keys.name + " (" + key.wanted(" text") + ") on commit drop");
            }
        }
        keys.count += batch.size();
        if (batch.isEmpty() || keys.count > keys.most) {
            return;
        }
        int width = keys.key.names().size();
        String unnested = String.join(", ", Collections.nCopies(width, "?::text[]"));
        for (Connection side : List.of(copy, live)) {
            try (PreparedStatement insert =
                    side.prepareStatement("insert into " + keys.name + " select * from unnest(" + unnested + ")")) {
                for (int i = 0; i < width; i++) {
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

    /** To be told what the copy holds, as it was read row by row to find the keys. */
    public void end(String table, Fingerprint ofCopy) {
        Found keys = found.get(table);
        if (keys != null) {
            keys.copy = Optional.of(ofCopy);
        }
    }

    private long most(String table) throws SQLException {
        return (long) (Sql.number(copy, ROWS, Fingerprint.quoted(table)) * MOST);
    }

    /** Whether all keys are known, and few enough. */
    boolean few(String table) throws SQLException {
        Found keys = found.get(table);
        if (keys == null || keys.count > keys.most) {
            return false;
        }
        if (!keys.counted) {
            keys.counted = true;
            for (Connection side : List.of(copy, live)) {
                TableRestore.execute(side, "analyze " + keys.name);
            }
        }
        return true;
    }

    long count(String table) {
        Found keys = found.get(table);
        return keys == null ? 0 : keys.count;
    }

    /** What the copy holds, where its rows were read one by one. */
    Optional<Fingerprint> ofCopy(String table) {
        Found keys = found.get(table);
        return keys == null ? Optional.empty() : keys.copy;
    }

    /** Condition that picks the rows of {@code r}. */
    String picked(String table) {
        Found keys = found.get(table);
        return keys == null ? "false" : "exists (select from " + keys.name + " k where " + keys.key.picked() + ")";
    }
}
