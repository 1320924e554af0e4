package dev.sternway.database.mariadb.salvage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.mariadb.compare.RowHash;
import dev.sternway.database.mariadb.compare.SchemaComparison;
import dev.sternway.database.salvage.Line;
import dev.sternway.database.salvage.LineFile;
import dev.sternway.database.salvage.Manifest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Sets aside every row of a table that differs between the copy kept at arming (left) and the broken schema (right). */
public final class RowsAside {
    private final SchemaComparison comparison;
    private final Supplier<Connection> copy;
    private final Supplier<Connection> broken;
    private final Path folder;
    private final String suffix;

    /** @param suffix makes the files the run's own */
    public RowsAside(
            SchemaComparison comparison,
            Supplier<Connection> copy,
            Supplier<Connection> broken,
            Path folder,
            String suffix) {
        this.comparison = comparison;
        this.copy = copy;
        this.broken = broken;
        this.folder = folder;
        this.suffix = suffix;
    }

    /**
     * @param select reads the broken table in the copy's shape, when the migration changed it
     * @throws ProblemException SW-0431 when the rows cannot be told apart, or have another shape
     */
    public Manifest.Part take(String table, Optional<String> select) throws Exception {
        TableShape shape = comparison.left().table(table).orElseThrow();
        List<Column> key = select.isPresent() ? shape.rowKey().orElse(List.of()) : comparison.key(table);
        List<Column> columns = select.isPresent() ? shape.written() : comparison.columns(table);
        refuseOtherShape(shape, key, columns, select.isPresent());
        String from = select.map(it -> "(" + it.strip().replaceFirst(";+$", "") + ") s")
                .orElse(Quote.name(table));
        Path file = folder.resolve("rows-" + table.replaceAll("[^\\w-]", "_") + "-" + suffix + ".jsonl.gz");
        Map<String, Long> highest = new TreeMap<>();
        LineFile.Written written;
        long lost = 0;
        try (Connection left = copy.get();
                Connection right = broken.get()) {
            RowHash.settle(left);
            RowHash.settle(right);
            if (select.isPresent() && comparison.right().table(table).isPresent()) {
                lost = Math.max(
                        0,
                        Sql.number(right, "SELECT COUNT(*) FROM " + Quote.name(table))
                                - Sql.number(right, "SELECT COUNT(*) FROM " + from));
            }
            RowFetch before = new RowFetch(left, Quote.name(table), key, columns, false);
            RowFetch after = new RowFetch(right, from, key, columns, false);
            int most = Math.min(RowFetch.batch(left, table), RowFetch.batch(right, table));
            written = LineFile.write(file, sink -> {
                List<List<String>> batch = new ArrayList<>();
                comparison.rows(table, columns, key, from, (side, found) -> {
                    batch.add(found);
                    if (batch.size() == most) {
                        write(table, key, before, after, batch, highest, sink);
                    }
                });
                write(table, key, before, after, batch, highest, sink);
            });
        }
        return new Manifest.Part(
                Manifest.Mode.ROWS,
                table,
                names(key),
                names(columns),
                String.valueOf(file.getFileName()),
                written.sha256(),
                written.count(),
                lost,
                highest);
    }

    private void refuseOtherShape(TableShape shape, List<Column> key, List<Column> columns, boolean select) {
        List<String> moved = select
                ? List.of()
                : shape.written().stream()
                        .filter(it -> !columns.contains(it))
                        .map(Column::name)
                        .filter(name -> comparison.right().table(shape.name()).orElseThrow().written().stream()
                                .anyMatch(it -> it.name().equals(name)))
                        .toList();
        if (key.isEmpty() || !moved.isEmpty()) {
            throw ProblemException.of(
                    "SW-0431",
                    "The rows of " + shape.name() + " cannot be compared: "
                            + (moved.isEmpty()
                                    ? "there is no key that both sides have"
                                    : "another type since the migration have " + moved),
                    shape.name(),
                    "Give it a key before the release, or give salvage a select that reads it in the old shape");
        }
    }

    private static void write(
            String table,
            List<Column> key,
            RowFetch before,
            RowFetch after,
            List<List<String>> batch,
            Map<String, Long> highest,
            LineFile.Sink sink)
            throws Exception {
        Map<List<String>, ObjectNode> was = before.rows(batch);
        Map<List<String>, ObjectNode> is = after.rows(batch);
        for (List<String> each : batch) {
            JsonNode old = Optional.<JsonNode>ofNullable(was.get(each)).orElse(NullNode.getInstance());
            JsonNode now = Optional.<JsonNode>ofNullable(is.get(each)).orElse(NullNode.getInstance());
            if (old.isNull() && now.isNull()) {
                throw new SQLException("the row " + each + " of " + table + " cannot be read by its key");
            }
            Line.Kind kind = old.isNull() ? Line.Kind.INSERT : now.isNull() ? Line.Kind.DELETE : Line.Kind.UPDATE;
            ObjectNode keys = Json.exact().createObjectNode();
            key.forEach(column -> keys.set(column.name(), (old.isNull() ? now : old).path(column.name())));
            now.fields().forEachRemaining(field -> {
                if (field.getValue().isIntegralNumber() && field.getValue().canConvertToLong()) {
                    highest.merge(field.getKey(), field.getValue().longValue(), Math::max);
                }
            });
            sink.line(new Line(kind, keys, old, now));
        }
        batch.clear();
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }
}
