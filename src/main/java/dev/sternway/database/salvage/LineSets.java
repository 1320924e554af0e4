package dev.sternway.database.salvage;

import dev.sternway.database.catalog.Sql;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Writes many lines of one table with a statement for each kind, from a temporary table into which they are copied unread: it
 * only counts when every single one was written.
 */
record LineSets(Connection connection, TableShape shape, Manifest.Part part) {
    /** How values of columns are put back: where nothing stands, and only where nothing else stands. */
    static final String SET = "%1$s = coalesce(t.%1$s, n.%1$s)";

    static final String FITS = "(t.%1$s is null or n.%1$s is null or t.%1$s::text = n.%1$s::text)";
    static final String MISSING = "(t.%1$s is null and n.%1$s is not null)";
    static final String KEPT = "(n.%1$s is null or t.%1$s::text = n.%1$s::text)";
    private static final String LINES = "pg_temp.sternway_lines";
    /** Keys of these types are read from the JSON directly, which is quicker than making a whole row of them. */
    private static final Set<String> PLAIN = Set.of("smallint", "integer", "bigint", "uuid", "text");

    static void prepare(Connection connection) throws SQLException {
        execute(connection, "create temp table if not exists sternway_lines (j jsonb) on commit drop");
    }

    /**
     * @return false when not all could be written; then the caller takes back what was
     * @throws SQLException when the server refused, with the same consequence
     */
    boolean write(List<LineFile.Text> lines) throws SQLException {
        for (Map.Entry<Line.Kind, List<LineFile.Text>> kind : byKind(lines).entrySet()) {
            copy(kind.getValue());
            if (execute(connection, write(kind.getKey())) != kind.getValue().size()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the table says already what all of them want. */
    boolean already(List<LineFile.Text> lines) throws SQLException {
        for (Map.Entry<Line.Kind, List<LineFile.Text>> kind : byKind(lines).entrySet()) {
            int wanted = kind.getKey() == Line.Kind.DELETE ? 0 : kind.getValue().size();
            copy(kind.getValue());
            if (Sql.number(connection, found(kind.getKey())) != wanted) {
                return false;
            }
        }
        return true;
    }

    private static Map<Line.Kind, List<LineFile.Text>> byKind(List<LineFile.Text> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(
                        LineFile.Text::kind, () -> new EnumMap<>(Line.Kind.class), Collectors.toList()));
    }

    private String write(Line.Kind kind) {
        String columns = TableShape.list(part.columns());
        return switch (kind) {
            case INSERT ->
                "insert into " + shape.quoted() + " (" + columns + ") overriding system value select "
                        + each(part, ", ", "n.%1$s") + " from " + LINES + ", " + record("after", "n")
                        + " on conflict do nothing";
            case UPDATE ->
                "update " + shape.quoted() + " t set " + assignments(part, shape) + " from " + LINES + ", "
                        + record("after", "n") + key() + " and " + unchanged();
            case DELETE -> "delete from " + shape.quoted() + " t using " + LINES + key() + " and " + unchanged();
            case VALUES ->
                "update " + shape.quoted() + " t set " + each(part, ", ", SET) + " from " + LINES
                        + ", " + record("after", "n") + key() + " and " + each(part, " and ", FITS)
                        + " and (" + each(part, " or ", MISSING) + ")";
        };
    }

    /** Not as a condition to join by: then the row would be put into JSON twice. */
    private String unchanged() {
        return "(" + current("t", part) + " = j -> 'before') is true";
    }

    private String found(Line.Kind kind) {
        String same = "select count(*) from " + shape.quoted() + " t, " + LINES
                + (kind == Line.Kind.VALUES ? ", " + record("after", "n") : "") + key();
        return switch (kind) {
            case DELETE -> same;
            case VALUES -> same + " and " + each(part, " and ", KEPT);
            case INSERT, UPDATE -> same + " and (" + current("t", part) + " = j -> 'after') is true";
        };
    }

    private String record(String field, String alias) {
        return "lateral jsonb_populate_record(null::" + shape.quoted() + ", j -> '" + field + "') " + alias;
    }

    /** Picks the row of {@code t} whose key a line has. */
    private String key() {
        if (!PLAIN.containsAll(shape.key().stream()
                .map(column -> shape.types().getOrDefault(column, ""))
                .toList())) {
            return ", " + record("key", "k") + " where " + shape.byKey("t");
        }
        return shape.key().stream()
                .map(column -> "t." + Sql.name(column) + " = (j -> 'key' ->> " + Sql.text(column) + ")::"
                        + shape.types().get(column))
                .collect(Collectors.joining(" and ", " where ", ""));
    }

    static String each(Manifest.Part part, String between, String form) {
        return part.columns().stream()
                .map(column -> String.format(form, Sql.name(column)))
                .collect(Collectors.joining(between));
    }

    static String assignments(Manifest.Part part, TableShape shape) {
        List<String> columns = part.columns().stream()
                .filter(column -> !shape.key().contains(column))
                .toList();
        return (columns.isEmpty() ? shape.key() : columns)
                .stream()
                        .map(column -> Sql.name(column) + " = n." + Sql.name(column))
                        .collect(Collectors.joining(", "));
    }

    static String current(String alias, Manifest.Part part) {
        return "(select to_jsonb(s) from (select "
                + part.columns().stream()
                        .map(column -> alias + "." + Sql.name(column))
                        .collect(Collectors.joining(", "))
                + ") s)";
    }

    private void copy(List<LineFile.Text> lines) throws SQLException {
        execute(connection, "truncate " + LINES);
        try (Writer out = new OutputStreamWriter(
                new PGCopyOutputStream(connection.unwrap(PGConnection.class), "copy " + LINES + " from stdin"),
                StandardCharsets.UTF_8)) {
            for (LineFile.Text line : lines) {
                out.write(line.json().replace("\\", "\\\\"));
                out.write('\n');
            }
        } catch (java.io.IOException failed) {
            throw failed.getCause() instanceof SQLException own ? own : new SQLException(failed);
        }
    }

    /** @return how many rows were written */
    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
