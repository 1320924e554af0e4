package dev.sternway.database.salvage;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.compare.RowFetch;
import dev.sternway.database.compare.RowFetch.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads the rows whose keys differ on both sides and passes them on as lines of a salvage, while the comparison goes on:
 * two batches are held at a time.
 */
final class DifferingRows implements AutoCloseable {
    private static final long MOST = 2000;
    private static final long BYTES = 8L << 20;
    private static final String ROW_BYTES =
            "select case when reltuples > 0 then pg_table_size(oid) / reltuples else 0 end::int8"
                    + " from pg_class where oid = to_regclass(?)";

    private final String table;
    private final RowFetch before;
    private final RowFetch after;
    private final LineFile.Texts sink;
    private final RowSalvage.Keys told;
    private final long most;
    private final ExecutorService beside = Executors.newFixedThreadPool(2);
    private final List<Pending> pending = new ArrayList<>();
    private List<List<String>> batch = new ArrayList<>();

    /** @param most how many rows are read at once, as {@link #atOnce} says */
    DifferingRows(String table, RowFetch before, RowFetch after, LineFile.Texts sink, RowSalvage.Keys told, long most) {
        this.table = table;
        this.before = before;
        this.after = after;
        this.sink = sink;
        this.told = told;
        this.most = most;
    }

    /** How many rows of a table may be read at once, so that memory stays flat where they are large. */
    static long atOnce(Connection connection, String table) throws SQLException {
        long bytes = Sql.number(connection, ROW_BYTES, Fingerprint.quoted(table));
        return Math.max(1, Math.min(MOST, BYTES / Math.max(1, bytes)));
    }

    /** Rows that are being read. */
    private record Pending(List<List<String>> keys, Future<List<Row>> before, Future<List<Row>> after) {}

    void add(List<String> key) throws Exception {
        batch.add(key);
        if (batch.size() >= most) {
            turn();
        }
    }

    void finish() throws Exception {
        turn();
        write();
    }

    private void turn() throws Exception {
        write();
        List<List<String>> keys = batch;
        batch = new ArrayList<>();
        if (!keys.isEmpty()) {
            pending.add(
                    new Pending(keys, beside.submit(() -> before.rows(keys)), beside.submit(() -> after.rows(keys))));
            told.differ(keys);
        }
    }

    private void write() throws Exception {
        for (Pending each : pending) {
            List<Row> was = found(each.before());
            List<Row> is = found(each.after());
            for (int i = 0; i < was.size(); i++) {
                write(each.keys().get(i), was.get(i), is.get(i));
            }
        }
        pending.clear();
    }

    private void write(List<String> key, Row was, Row is) throws Exception {
        if (!was.there() && !is.there()) {
            throw new SQLException("the row " + key + " of " + table + " cannot be read by its key");
        }
        Line.Kind kind = !was.there() ? Line.Kind.INSERT : !is.there() ? Line.Kind.DELETE : Line.Kind.UPDATE;
        // only columns differ that nobody can write: nothing would be forgotten
        if (!was.values().equals(is.values())) {
            sink.text("{\"kind\":\"" + kind + "\",\"key\":" + (was.there() ? was.key() : is.key()) + ",\"before\":"
                    + (was.there() ? was.values() : "null") + ",\"after\":" + (is.there() ? is.values() : "null")
                    + "}");
        }
    }

    private static List<Row> found(Future<List<Row>> meanwhile) throws SQLException, InterruptedException {
        try {
            return meanwhile.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof SQLException own ? own : new SQLException(failed.getCause());
        }
    }

    @Override
    public void close() {
        beside.shutdownNow();
    }
}
