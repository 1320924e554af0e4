package dev.sternway.database.salvage;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.catalog.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sets aside the values of columns that a reverse script drops: into a table of the salvage schema, and into a file. */
public final class ValueSalvage {
    private static final int SOME = 1000;

    private ValueSalvage() {}

    /**
     * @param suffix makes the salvage table's name the run's own
     * @param progress told now and then how many rows were written
     */
    public static Manifest.Part take(
            Connection connection,
            String table,
            List<String> columns,
            String suffix,
            Path folder,
            Fingerprints.Progress progress)
            throws Exception {
        TableShape shape = TableShape.of(connection, table);
        List<String> there = Fingerprint.columns(connection, table);
        List<String> kept = columns.stream().filter(there::contains).toList();
        String name = table.replace("public.", "").replace('.', '_');
        Path file = folder.resolve("values-" + name + "-" + suffix + ".jsonl.gz");
        String values = kept.isEmpty() ? "'{}'::jsonb" : object(kept);
        String any = kept.isEmpty()
                ? "false"
                : kept.stream().map(column -> Sql.name(column) + " is not null").collect(Collectors.joining(" or "));
        connection.setAutoCommit(false);
        long total = kept.isEmpty() ? 0 : toTable(connection, shape, kept, any, copy(table, suffix));
        long[] done = {0};
        LineFile.Written written = LineFile.write(file, sink -> {
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(1000);
                ResultSet rows = statement.executeQuery("select " + object(shape.key()) + "::text, " + values
                        + "::text from " + shape.quoted() + " t where " + any);
                while (rows.next()) {
                    sink.line(new Line(
                            Line.Kind.VALUES,
                            Json.exact().readTree(rows.getString(1)),
                            NullNode.getInstance(),
                            Json.exact().readTree(rows.getString(2))));
                    if (++done[0] % SOME == 0) {
                        progress.at(done[0], total, "rows");
                    }
                }
            }
        });
        connection.commit();
        progress.at(done[0], total, "rows");
        return new Manifest.Part(
                Manifest.Mode.VALUES,
                table,
                shape.key(),
                kept,
                String.valueOf(file.getFileName()),
                written.sha256(),
                written.count(),
                0,
                Map.of());
    }

    /** What a table that the copy does not know has for columns, none when it is nowhere; empty when the copy knows it. */
    public static Optional<List<String>> columnsOfNew(Connection copy, Connection now, String table)
            throws SQLException {
        return Fingerprint.tables(copy).contains(table)
                ? Optional.empty()
                : Optional.of(Fingerprint.columns(now, table));
    }

    /** The table in which the values of another are set aside, quoted. */
    public static String copy(String table, String suffix) {
        String name = table.replace("public.", "").replace('.', '_');
        String end = "__" + suffix;
        return "sternway_salvage." + Sql.name(name.substring(0, Math.min(name.length(), 63 - end.length())) + end);
    }

    /** How many rows have a value that would be lost. */
    public static long count(Connection connection, Manifest.Part part) throws Exception {
        if (part.columns().isEmpty()) {
            return 0;
        }
        String any = part.columns().stream()
                .map(column -> Sql.name(column) + " is not null")
                .collect(Collectors.joining(" or "));
        return Sql.number(connection, "select count(*) from " + Fingerprint.quoted(part.table()) + " where " + any);
    }

    /** @return how many rows */
    private static long toTable(Connection connection, TableShape shape, List<String> kept, String any, String target)
            throws Exception {
        List<String> columns = new java.util.ArrayList<>(shape.key());
        kept.stream().filter(column -> !columns.contains(column)).forEach(columns::add);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists sternway_salvage");
            statement.execute("drop table if exists " + target);
            return statement.executeLargeUpdate("create table " + target + " as select " + TableShape.list(columns)
                    + " from " + shape.quoted() + " where " + any);
        }
    }

    private static String object(List<String> columns) {
        return "(select to_jsonb(s) from (select "
                + columns.stream().map(column -> "t." + Sql.name(column)).collect(Collectors.joining(", ")) + ") s)";
    }
}
