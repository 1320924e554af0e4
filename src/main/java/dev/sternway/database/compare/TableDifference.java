package dev.sternway.database.compare;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.catalog.Readers;
import dev.sternway.database.catalog.Sql;
import java.sql.SQLException;
import java.util.List;

/**
 * Which rows of a table differ between two databases: two streams of key and hash, merged. Memory stays flat, whatever
 * the size.
 *
 * @param onlyLeft rows whose key is only in the left one
 * @param changed rows with the same key and other values
 * @param rows read from both together
 */
public record TableDifference(long onlyLeft, long onlyRight, long changed, long rows) {
    private static final long TOLD_EVERY = 0x3ffff;

    /** Where a key was found. */
    public enum Side {
        LEFT,
        RIGHT,
        /** In both, with other values. */
        CHANGED
    }

    /** Takes keys in key order. */
    public interface Sink {
        /** @param key the values as text; empty when the table has no key */
        void differs(Side side, List<String> key) throws Exception;

        /** What both sides hold, over the columns that were compared. */
        default void end(Fingerprint left, Fingerprint right) throws Exception {}
    }

    /**
     * Compares over columns that both sides have with the same type, by key or, where keys cannot meet, whole rows; the first
     * connection of each side is busy meanwhile.
     */
    public static TableDifference of(
            Readers left, Readers right, String table, List<String> columns, Sink sink, Progress progress)
            throws Exception {
        RowKey key = RowKey.of(left.first(), table);
        RowKey other = RowKey.of(right.first(), table);
        boolean same = key.meets(other);
        RowKey mine = same ? key.alike(other) : new RowKey(List.of());
        RowKey theirs = same ? other.alike(key) : mine;
        long expected = rows(left, table) + rows(right, table);
        try (KeyStream here = new KeyStream(left.first(), mine, query(left, mine, table, columns));
                KeyStream there = new KeyStream(right.first(), theirs, query(right, theirs, table, columns))) {
            TableDifference found =
                    merge(here, there, sink, done -> progress.at(done, Math.max(done, expected), "rows"));
            sink.end(here.fingerprint(table, columns), there.fingerprint(table, columns));
            return found;
        }
    }

    private static String query(Readers side, RowKey key, String table, List<String> columns) throws SQLException {
        return key.query(side.rowHash(table, columns), from(side, table));
    }

    static String from(Readers side, String table) throws SQLException {
        return Sql.column(
                        side.first(),
                        "select case relkind when 'p' then '' else 'only ' end from pg_class where oid = to_regclass(?)",
                        Fingerprint.quoted(table))
                .get(0)
                .concat(Fingerprint.quoted(table));
    }

    private static long rows(Readers side, String table) throws SQLException {
        return Math.max(
                0,
                Sql.number(
                        side.first(),
                        "select reltuples::int8 from pg_class where oid = to_regclass(?)",
                        Fingerprint.quoted(table)));
    }

    private static TableDifference merge(
            KeyStream left, KeyStream right, Sink sink, java.util.function.LongConsumer told) throws Exception {
        long onlyLeft = 0;
        long onlyRight = 0;
        long changed = 0;
        for (long step = 1; left.present() || right.present(); step++) {
            int order = !left.present() ? 1 : !right.present() ? -1 : left.compare(right);
            if (order < 0) {
                onlyLeft++;
                sink.differs(Side.LEFT, left.key());
            } else if (order > 0) {
                onlyRight++;
                sink.differs(Side.RIGHT, right.key());
            } else if (!left.sameHash(right)) {
                changed++;
                sink.differs(Side.CHANGED, left.key());
            }
            if (order <= 0) {
                left.next();
            }
            if (order >= 0) {
                right.next();
            }
            if ((step & TOLD_EVERY) == 0) {
                told.accept(left.read() + right.read());
            }
        }
        told.accept(left.read() + right.read());
        return new TableDifference(onlyLeft, onlyRight, changed, left.read() + right.read());
    }

    public boolean none() {
        return onlyLeft + onlyRight + changed == 0;
    }
}
