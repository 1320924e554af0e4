package dev.sternway.database.salvage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.database.catalog.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes many lines of one table with a statement for each kind: it only counts when every single one was written. */
record LineSets(Connection connection, TableShape shape, Manifest.Part part) {
    private static final String LINES = "jsonb_array_elements(?::jsonb) l (j)";

    /**
     * @return false when not all could be written; then the caller takes back what was
     * @throws SQLException when the server refused, with the same consequence
     */
    boolean write(List<Line> lines) throws SQLException {
        for (Map.Entry<Line.Kind, List<Line>> kind : byKind(lines).entrySet()) {
            if (run(write(kind.getKey()), kind.getValue()) != kind.getValue().size()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the table says already what all of them want. */
    boolean already(List<Line> lines) throws SQLException {
        for (Map.Entry<Line.Kind, List<Line>> kind : byKind(lines).entrySet()) {
            int wanted = kind.getKey() == Line.Kind.DELETE ? 0 : kind.getValue().size();
            if (count(found(kind.getKey()), kind.getValue()) != wanted) {
                return false;
            }
        }
        return true;
    }

    private static Map<Line.Kind, List<Line>> byKind(List<Line> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(Line::kind, () -> new EnumMap<>(Line.Kind.class), Collectors.toList()));
    }

    private String write(Line.Kind kind) {
        String columns = TableShape.list(part.columns());
        return switch (kind) {
            case INSERT ->
                "insert into " + shape.quoted() + " (" + columns + ") overriding system value select "
                        + Replay.each(part, ", ", "n.%1$s") + " from " + LINES + ", " + record("a", "n")
                        + " on conflict do nothing";
            case UPDATE ->
                "update " + shape.quoted() + " t set " + Replay.assignments(part, shape) + " from " + LINES
                        + ", " + record("a", "n") + ", " + record("k", "k") + " where " + shape.byKey("t") + " and "
                        + Replay.current("t", part) + " = j -> 'b'";
            case DELETE ->
                "delete from " + shape.quoted() + " t using " + LINES + ", " + record("k", "k") + " where "
                        + shape.byKey("t") + " and " + Replay.current("t", part) + " = j -> 'b'";
            case VALUES ->
                "update " + shape.quoted() + " t set " + Replay.each(part, ", ", Replay.SET) + " from " + LINES
                        + ", " + record("a", "n") + ", " + record("k", "k") + " where " + shape.byKey("t") + " and "
                        + Replay.each(part, " and ", Replay.FITS) + " and (" + Replay.each(part, " or ", Replay.MISSING)
                        + ")";
        };
    }

    private String found(Line.Kind kind) {
        String same = "select count(*) from " + shape.quoted() + " t, " + LINES + ", "
                + (kind == Line.Kind.VALUES ? record("a", "n") + ", " : "") + record("k", "k") + " where "
                + shape.byKey("t");
        return switch (kind) {
            case DELETE -> same;
            case VALUES -> same + " and " + Replay.each(part, " and ", Replay.KEPT);
            case INSERT, UPDATE -> same + " and " + Replay.current("t", part) + " = j -> 'a'";
        };
    }

    private String record(String field, String alias) {
        return "lateral jsonb_populate_record(null::" + shape.quoted() + ", j -> '" + field + "') " + alias;
    }

    private int run(String sql, List<Line> lines) throws SQLException {
        try (PreparedStatement statement = prepared(sql, lines)) {
            return statement.executeUpdate();
        }
    }

    private long count(String sql, List<Line> lines) throws SQLException {
        try (PreparedStatement statement = prepared(sql, lines);
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private PreparedStatement prepared(String sql, List<Line> lines) throws SQLException {
        ArrayNode all = Json.exact().createArrayNode();
        for (Line line : lines) {
            ObjectNode object = all.addObject();
            object.set("k", line.key());
            object.set("b", line.before());
            object.set("a", line.after());
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, all.toString());
        return statement;
    }
}
