package dev.sternway.database.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A part of a table that one connection reads.
 *
 * @param table the table that is asked about; with partitions, {@code from} names one of them
 * @param from what stands after {@code FROM}
 */
record BlockRange(String table, String from, long blocks) {
    /** 64 MiB. */
    static final long USUAL_BLOCKS = 8192;

    /** Smaller tables are cut too, so that no connection waits long for the last range of another. */
    private static final long PARTS = 16;

    private static final long FEWEST_BLOCKS = 256;
    private static final int BLOCK_BYTES = 8192;
    /** The server reads a range of row addresses without reading the rest. */
    private static final int READS_RANGES = 14;

    private static final String LEAVES = "select w.name, l.relid::regclass || ' ' || case when c.relkind = 'f' then 0"
            + " else pg_relation_size(l.relid) end from unnest(?::text[], ?::text[]) w (name, quoted)"
            + " join pg_class r on r.oid = to_regclass(w.quoted),"
            + " lateral (select relid from pg_partition_tree(r.oid) where isleaf and r.relkind = 'p'"
            + " union all select r.oid where r.relkind <> 'p') l join pg_class c on c.oid = l.relid"
            + " order by 1, 2";

    long bytes() {
        return blocks * BLOCK_BYTES;
    }

    /** All of the tables, cut so that none is larger than {@code allowed} blocks; the session is settled. */
    static List<BlockRange> of(Connection connection, Collection<String> tables, long allowed) throws SQLException {
        boolean cuts = connection.getMetaData().getDatabaseMajorVersion() >= READS_RANGES;
        String[] quoted = tables.stream().map(Fingerprint::quoted).toArray(String[]::new);
        List<BlockRange> ranges = new ArrayList<>();
        for (Map.Entry<String, List<String>> table : Sql.pairs(
                        connection, LEAVES, tables.toArray(String[]::new), quoted)
                .entrySet()) {
            ranges.addAll(of(table.getKey(), table.getValue(), allowed, cuts));
        }
        return ranges;
    }

    private static List<BlockRange> of(String table, List<String> leaves, long allowed, boolean cuts) {
        List<BlockRange> ranges = new ArrayList<>();
        for (String leaf : leaves) {
            int space = leaf.lastIndexOf(' ');
            String only = "only " + leaf.substring(0, space);
            long blocks = Long.parseLong(leaf.substring(space + 1)) / BLOCK_BYTES;
            long most = Math.min(allowed, Math.max(FEWEST_BLOCKS, blocks / PARTS));
            for (long start = 0; cuts && start + most < blocks; start += most) {
                ranges.add(new BlockRange(table, only + where(start, start + most), most));
            }
            long rest = cuts && blocks > most ? (blocks - 1) / most * most : 0;
            ranges.add(new BlockRange(
                    table, rest == 0 ? only : only + " where ctid >= '(" + rest + ",0)'", Math.max(1, blocks - rest)));
        }
        return ranges;
    }

    private static String where(long start, long end) {
        return " where ctid >= '(" + start + ",0)' and ctid < '(" + end + ",0)'";
    }
}
