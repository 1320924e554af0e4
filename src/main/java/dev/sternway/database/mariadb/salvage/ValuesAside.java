package dev.sternway.database.mariadb.salvage;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.mariadb.compare.RowHash;
import dev.sternway.database.salvage.Line;
import dev.sternway.database.salvage.LineFile;
import dev.sternway.database.salvage.Manifest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Sets aside the values of columns that a reverse script drops: into a table of the schema {@code sternway_salvage}, and into a file. */
public final class ValuesAside {
    private static final int LONGEST = 64;

    private final Connection connection;
    private final TableShape table;
    private final List<Column> key;
    private final List<Column> columns;

    /**
     * @param names columns that are gone already do not count
     * @throws ProblemException SW-0431 when rows cannot be told apart
     */
    public ValuesAside(Connection connection, TableShape table, List<String> names) {
        this.connection = connection;
        this.table = table;
        this.key = table.rowKey()
                .orElseThrow(() -> ProblemException.of(
                        "SW-0431",
                        "The table " + table.name() + " has no primary key, so its rows cannot be told apart",
                        table.name(),
                        "Give it a key before the release, or leave it out of the salvage knowingly"));
        this.columns =
                table.written().stream().filter(it -> names.contains(it.name())).toList();
    }

    public Manifest.Part take(String suffix, Path folder) throws Exception {
        RowHash.settle(connection);
        if (!columns.isEmpty()) {
            toTable(suffix);
        }
        Path file = folder.resolve("values-" + table.name().replaceAll("[^\\w-]", "_") + "-" + suffix + ".jsonl.gz");
        LineFile.Written written = LineFile.write(file, sink -> {
            if (!columns.isEmpty()) {
                read(sink);
            }
        });
        return new Manifest.Part(
                Manifest.Mode.VALUES,
                table.name(),
                key.stream().map(Column::name).toList(),
                columns.stream().map(Column::name).toList(),
                String.valueOf(file.getFileName()),
                written.sha256(),
                written.count(),
                0,
                Map.of());
    }

    /** How many rows have a value that would be lost. */
    public long count() throws SQLException {
        return columns.isEmpty()
                ? 0
                : Sql.number(connection, "SELECT COUNT(*) FROM " + Quote.name(table.name()) + where());
    }

    private void read(LineFile.Sink sink) throws Exception {
        List<Column> all = new ArrayList<>(key);
        all.addAll(columns);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1000);
            ResultSet rows = statement.executeQuery(
                    "SELECT " + RowJson.select(all) + " FROM " + Quote.name(table.name()) + where());
            while (rows.next()) {
                ObjectNode row = RowJson.read(rows, all);
                ObjectNode keys = row.deepCopy();
                keys.retain(key.stream().map(Column::name).toList());
                row.retain(columns.stream().map(Column::name).toList());
                sink.line(new Line(Line.Kind.VALUES, keys, NullNode.getInstance(), row));
            }
        }
    }

    private void toTable(String suffix) throws SQLException {
        String target = copy(connection.getCatalog(), table.name(), suffix);
        Set<String> names = new LinkedHashSet<>();
        key.forEach(it -> names.add(it.name()));
        columns.forEach(it -> names.add(it.name()));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS sternway_salvage");
            statement.execute("CREATE OR REPLACE TABLE " + target + " AS SELECT " + Quote.names(names) + " FROM "
                    + Quote.name(table.name()) + where());
        }
    }

    /** Where the values of a schema's table are set aside, quoted. */
    public static String copy(String schema, String table, String suffix) {
        String end = "__" + suffix;
        String name = schema + "_" + table;
        return "sternway_salvage."
                + Quote.name(name.substring(0, Math.min(name.length(), LONGEST - end.length())) + end);
    }

    private String where() {
        return columns.stream()
                .map(it -> Quote.name(it.name()) + " IS NOT NULL")
                .collect(Collectors.joining(" OR ", " WHERE ", ""));
    }
}
