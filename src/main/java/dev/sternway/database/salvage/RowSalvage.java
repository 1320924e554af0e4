package dev.sternway.database.salvage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.catalog.Readers;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.compare.RowFetch;
import dev.sternway.database.compare.RowKey;
import dev.sternway.database.compare.TableDifference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Sets aside every row that differs between the broken database and the copy that will replace it: keys and hashes are
 * compared as streams, and only rows that differ are read. Where a select reads the broken table, or its key is another
 * since, whole rows are compared. Memory stays flat whatever the size.
 */
public final class RowSalvage {
    private RowSalvage() {}

    /** Is told keys that differ, some at a time, first none; not told anything when whole rows are compared. */
    public interface Keys {
        void differ(List<List<String>> keys) throws Exception;

        /** What was read on either side, when all keys were told or are about to be. */
        default void end(Fingerprint ofCopy, Fingerprint ofBroken) throws Exception {}
    }

    /** @param select reads the broken table in the copy's shape, when the migration changed the shape */
    public static Manifest.Part take(
            Supplier<Connection> broken,
            Supplier<Connection> copy,
            String table,
            Optional<String> select,
            String suffix,
            Path folder,
            Progress progress)
            throws Exception {
        return take(broken, copy, table, select, suffix, folder, progress, keys -> {});
    }

    public static Manifest.Part take(
            Supplier<Connection> broken,
            Supplier<Connection> copy,
            String table,
            Optional<String> select,
            String suffix,
            Path folder,
            Progress progress,
            Keys keys)
            throws Exception {
        try (Readers left = Readers.open(copy, 2);
                Readers right = Readers.open(broken, 2)) {
            TableShape shape = TableShape.of(left.first(), table);
            List<String> columns = select.isPresent() ? shape.columns() : shape.commonWith(right.first());
            String name = table.replace("public.", "").replace('.', '_');
            Path file = folder.resolve("rows-" + name + "-" + suffix + ".jsonl.gz");
            RowKey key = RowKey.of(left.first(), table);
            boolean byKey =
                    select.isEmpty() && shape.key().equals(key.names()) && key.meets(RowKey.of(right.first(), table));
            Map<String, Long> highest = new TreeMap<>();
            long[] lost = {0};
            LineFile.Written written = byKey
                    ? LineFile.writeTexts(
                            file, sink -> highest.putAll(differing(left, right, shape, columns, sink, progress, keys)))
                    : LineFile.write(file, sink -> {
                        LineFile.Sink noted = line -> {
                            note(line.after(), highest);
                            sink.line(line);
                        };
                        lost[0] = whole(left.first(), right.first(), shape, columns, select, noted);
                    });
            return new Manifest.Part(
                    Manifest.Mode.ROWS,
                    table,
                    shape.key(),
                    columns,
                    String.valueOf(file.getFileName()),
                    written.sha256(),
                    written.count(),
                    lost[0],
                    highest);
        }
    }

    /** Hashed are the columns that fingerprints count, also those that the server computes itself. */
    private static Map<String, Long> differing(
            Readers left,
            Readers right,
            TableShape shape,
            List<String> columns,
            LineFile.Texts sink,
            Progress progress,
            Keys keys)
            throws Exception {
        RowFetch before = RowFetch.of(left.at(1), shape.table(), shape.key(), columns);
        RowFetch after = RowFetch.of(right.at(1), shape.table(), shape.key(), columns);
        List<String> hashed = new ArrayList<>(Fingerprint.columns(left.first(), shape.table()));
        hashed.retainAll(Fingerprint.columns(right.first(), shape.table()));
        keys.differ(List.of());
        long most = Math.min(
                DifferingRows.atOnce(left.first(), shape.table()), DifferingRows.atOnce(right.first(), shape.table()));
        try (DifferingRows rows = new DifferingRows(shape.table(), before, after, sink, keys, most)) {
            TableDifference.of(
                    left,
                    right,
                    shape.table(),
                    hashed,
                    new TableDifference.Sink() {
                        @Override
                        public void differs(TableDifference.Side side, List<String> key) throws Exception {
                            rows.add(key);
                        }

                        @Override
                        public void end(Fingerprint ofCopy, Fingerprint ofBroken) throws Exception {
                            keys.end(ofCopy, ofBroken);
                        }
                    },
                    progress);
            rows.finish();
        }
        return after.highest();
    }

    /** @return rows of the broken table that the select left out */
    private static long whole(
            Connection copy,
            Connection broken,
            TableShape shape,
            List<String> columns,
            Optional<String> select,
            LineFile.Sink sink)
            throws Exception {
        long expected = Fingerprint.tables(broken).contains(shape.table())
                ? Sql.number(broken, "select count(*) from " + shape.quoted())
                : 0;
        String from = select.map(it -> "(" + it + ") s").orElse(shape.quoted());
        try (Cursor before = new Cursor(copy, query(shape, columns, shape.quoted()));
                Cursor after = new Cursor(broken, query(shape, columns, from))) {
            merge(shape, before, after, sink);
            return Math.max(0, expected - after.read);
        }
    }

    private static void note(JsonNode row, Map<String, Long> highest) {
        row.fields().forEachRemaining(field -> {
            if (field.getValue().isIntegralNumber() && field.getValue().canConvertToLong()) {
                highest.merge(field.getKey(), field.getValue().longValue(), Math::max);
            }
        });
    }

    private static String query(TableShape shape, List<String> columns, String from) {
        return "select (" + shape.keyText() + ") collate \"C\" as sternway_key, to_jsonb(r)::text from (select "
                + TableShape.list(columns) + " from " + from + ") r order by 1";
    }

    private static void merge(TableShape shape, Cursor before, Cursor after, LineFile.Sink sink) throws Exception {
        while (before.present() || after.present()) {
            int order = !before.present() ? 1 : !after.present() ? -1 : compare(before.key(), after.key());
            if (order < 0) {
                sink.line(line(Line.Kind.DELETE, shape, before.row(), NullNode.getInstance()));
                before.next();
            } else if (order > 0) {
                sink.line(line(Line.Kind.INSERT, shape, NullNode.getInstance(), after.row()));
                after.next();
            } else {
                if (!before.text().equals(after.text())) {
                    sink.line(line(Line.Kind.UPDATE, shape, before.row(), after.row()));
                }
                before.next();
                after.next();
            }
        }
    }

    private static Line line(Line.Kind kind, TableShape shape, JsonNode before, JsonNode after) {
        ObjectNode key = Json.exact().createObjectNode();
        JsonNode row = kind == Line.Kind.INSERT ? after : before;
        shape.key().forEach(column -> key.set(column, row.get(column)));
        return new Line(kind, key, before, after);
    }

    private static int compare(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    /** A stream of rows in key order. */
    private static final class Cursor implements AutoCloseable {
        private final Statement statement;
        private final ResultSet rows;
        private boolean present;
        private long read;

        Cursor(Connection connection, String query) throws SQLException {
            statement = connection.createStatement();
            // a person's select names tables as people do
            statement.execute("set local search_path to default");
            statement.execute("set local lc_monetary to default");
            statement.setFetchSize(1000);
            rows = statement.executeQuery(query);
            next();
        }

        void next() throws SQLException {
            present = rows.next();
            read += present ? 1 : 0;
        }

        boolean present() {
            return present;
        }

        String key() throws SQLException {
            return rows.getString(1);
        }

        String text() throws SQLException {
            return rows.getString(2);
        }

        JsonNode row() throws Exception {
            return Json.exact().readTree(text());
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }
}
