package dev.sternway.database.salvage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.catalog.Sql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sets aside every row that differs between the broken database and the copy that will replace it: two streams in key
 * order, merged; memory stays flat whatever the size.
 */
public final class RowSalvage {
    private RowSalvage() {}

    /** @param select reads the broken table in the copy's shape, when the migration changed the shape */
    public static Manifest.Part take(
            Connection broken, Connection copy, String table, Optional<String> select, String suffix, Path folder)
            throws Exception {
        TableShape shape = TableShape.of(copy, table);
        List<String> columns = select.isPresent() ? shape.columns() : shape.commonWith(broken);
        String name = table.replace("public.", "").replace('.', '_');
        Path file = folder.resolve("rows-" + name + "-" + suffix + ".jsonl.gz");
        boolean there = Fingerprint.tables(broken).contains(table);
        long expected = there ? Sql.number(broken, "select count(*) from " + shape.quoted()) : 0;
        long[] read = {0};
        Map<String, Long> highest = new TreeMap<>();
        LineFile.Written written = LineFile.write(file, sink -> {
            try (Cursor before = new Cursor(copy, query(shape, columns, shape.quoted()));
                    Cursor after = new Cursor(
                            broken,
                            query(
                                    shape,
                                    columns,
                                    select.map(it -> "(" + it + ") s").orElse(shape.quoted())))) {
                merge(shape, before, after, line -> {
                    note(line.after(), highest);
                    sink.line(line);
                });
                read[0] = after.read;
            }
        });
        return new Manifest.Part(
                Manifest.Mode.ROWS,
                table,
                shape.key(),
                columns,
                String.valueOf(file.getFileName()),
                written.sha256(),
                written.count(),
                Math.max(0, expected - read[0]),
                highest);
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
            connection.setAutoCommit(false);
            statement = connection.createStatement();
            statement.execute("set local timezone = 'UTC'");
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
