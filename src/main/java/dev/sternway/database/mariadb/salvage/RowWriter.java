package dev.sternway.database.mariadb.salvage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.salvage.Line;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes rows into one table, in the caller's transaction. Generated columns are never among those written. */
final class RowWriter {
    static final int DEADLOCK = 1213;

    private final Connection connection;
    private final String table;
    private final List<Column> key;
    private final List<Column> columns;
    private final TableShape shape;

    RowWriter(Connection connection, TableShape shape, List<String> key, List<String> columns) {
        this.connection = connection;
        this.shape = shape;
        this.table = Quote.name(shape.name());
        this.key = key.stream().map(shape::column).toList();
        this.columns = columns.stream().map(shape::column).toList();
    }

    /** What became of a line. */
    enum Became {
        WRITTEN,
        /** The table said so already. */
        ALREADY,
        /** The row is neither as it was nor as it shall be. */
        OTHERWISE
    }

    /** The rows that lines are about, as they are in the table; they stay so until the transaction ends. */
    Map<List<String>, ObjectNode> now(List<Line> lines) throws SQLException {
        List<Column> all = new ArrayList<>(key);
        columns.stream().filter(it -> !key.contains(it)).forEach(all::add);
        return new RowFetch(connection, table, key, all, true)
                .rows(lines.stream().map(this::keyOf).toList());
    }

    Became write(Line line, Map<List<String>, ObjectNode> found) throws SQLException {
        Optional<ObjectNode> now = Optional.ofNullable(found.get(keyOf(line)));
        return switch (line.kind()) {
            case INSERT -> now.isEmpty() ? insert(line.after()) : became(now.get(), line.after());
            case UPDATE ->
                now.isEmpty()
                        ? Became.OTHERWISE
                        : RowJson.same(now.get(), line.after(), columns)
                                ? Became.ALREADY
                                : RowJson.same(now.get(), line.before(), columns)
                                        ? update(columns, line.after(), line.key())
                                        : Became.OTHERWISE;
            case DELETE ->
                now.isEmpty()
                        ? Became.ALREADY
                        : RowJson.same(now.get(), line.before(), columns) ? delete(line.key()) : Became.OTHERWISE;
            case VALUES -> now.isEmpty() ? Became.OTHERWISE : values(line, now.get());
        };
    }

    /** @param row as it shall be, or null when it shall not be */
    void decide(JsonNode keys, JsonNode row) throws SQLException {
        if (!row.isObject()) {
            delete(keys);
            return;
        }
        List<Column> named =
                shape.written().stream().filter(it -> row.has(it.name())).toList();
        boolean there = !new RowFetch(connection, table, key, key, true)
                .rows(List.of(texts(keys)))
                .isEmpty();
        if (there) {
            update(named, row, keys);
        } else {
            insert(named, row);
        }
    }

    private Became became(ObjectNode now, JsonNode wanted) {
        return RowJson.same(now, wanted, columns) ? Became.ALREADY : Became.OTHERWISE;
    }

    private Became values(Line line, ObjectNode now) throws SQLException {
        List<Column> missing = new ArrayList<>();
        for (Column column : columns) {
            JsonNode wanted = line.after().path(column.name());
            JsonNode is = now.path(column.name());
            if (!wanted.isNull() && is.isNull()) {
                missing.add(column);
            } else if (!wanted.isNull() && !RowJson.same(is, wanted)) {
                return Became.OTHERWISE;
            }
        }
        return missing.isEmpty() ? Became.ALREADY : update(missing, line.after(), line.key());
    }

    private Became insert(JsonNode row) throws SQLException {
        return insert(columns, row);
    }

    private Became insert(List<Column> into, JsonNode row) throws SQLException {
        return run(
                "INSERT INTO " + table + " ("
                        + Quote.names(into.stream().map(Column::name).toList()) + ") VALUES ("
                        + into.stream().map(it -> "?").collect(Collectors.joining(", ")) + ")",
                into,
                row,
                List.of(),
                row);
    }

    private Became update(List<Column> set, JsonNode row, JsonNode keys) throws SQLException {
        return run(
                "UPDATE " + table + " SET "
                        + set.stream().map(it -> Quote.name(it.name()) + " = ?").collect(Collectors.joining(", "))
                        + where(),
                set,
                row,
                key,
                keys);
    }

    private Became delete(JsonNode keys) throws SQLException {
        return run("DELETE FROM " + table + where(), List.of(), keys, key, keys);
    }

    private String where() {
        return key.stream()
                .map(it -> Quote.name(it.name()) + " = ?")
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    private Became run(String sql, List<Column> set, JsonNode row, List<Column> by, JsonNode keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int at = 1;
            for (Column column : set) {
                RowJson.bind(statement, at++, row.path(column.name()), column);
            }
            for (Column column : by) {
                RowJson.bind(statement, at++, keys.path(column.name()), column);
            }
            return statement.executeUpdate() == 1 ? Became.WRITTEN : Became.OTHERWISE;
        }
    }

    private List<String> keyOf(Line line) {
        return texts(line.key());
    }

    private List<String> texts(JsonNode keys) {
        return key.stream().map(it -> RowJson.text(keys.path(it.name()))).toList();
    }
}
