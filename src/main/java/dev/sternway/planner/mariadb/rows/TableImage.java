package dev.sternway.planner.mariadb.rows;

import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A copy of rows, or of some of their columns, from before or after a statement on their table.
 *
 * @param key columns that find the row again; may be empty
 * @param columns copied, those of the key included
 * @param name of the copy, quoted and with its schema
 * @param condition which rows; empty for all
 * @param partitions whose rows; empty for all
 */
public record TableImage(
        TableShape table,
        List<Column> key,
        List<Column> columns,
        String name,
        String condition,
        List<String> partitions) {
    /**
     * Kept statistics of a new table are written some seconds late: after a crash they would say for good that it is empty, and
     * the way back would join it row by row with all of its rows.
     */
    static final String OPTIONS = "ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 STATS_PERSISTENT=0";

    public TableImage {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        partitions = List.copyOf(partitions);
    }

    /** All of a table. */
    public static TableImage whole(TableShape table, String name) {
        return new TableImage(table, table.rowKey().orElse(List.of()), table.written(), name, "", List.of());
    }

    public List<String> create() {
        List<String> lines = new ArrayList<>();
        for (Column column : columns) {
            lines.add(Quote.name(column.name()) + " " + (key.contains(column) ? keyType(column) : column.holder())
                    + " NULL");
        }
        if (!key.isEmpty()) {
            lines.add("KEY (" + list(key) + ")");
        }
        return List.of(
                "DROP TABLE IF EXISTS " + name,
                "CREATE TABLE " + name + " (" + String.join(", ", lines) + ") " + OPTIONS);
    }

    public String fill() {
        boolean some = !partitions.isEmpty() && partitions.stream().noneMatch(it -> it.equalsIgnoreCase("ALL"));
        return "INSERT INTO " + name + " (" + list(columns) + ") SELECT " + list(columns) + " FROM "
                + Quote.name(table.name()) + (some ? " PARTITION (" + Quote.names(partitions) + ")" : "")
                + (condition.isEmpty() ? "" : " WHERE " + condition);
    }

    /** Column names with commas between. */
    public String names() {
        return list(columns);
    }

    /** {@code t.`id` = i.`id` AND …}. */
    public String matches(String one, String other) {
        return key.stream()
                .map(it -> one + "." + Quote.name(it.name()) + " = " + other + "." + Quote.name(it.name()))
                .collect(Collectors.joining(" AND "));
    }

    private static String keyType(Column column) {
        return column.type()
                + column.charset().map(it -> " CHARACTER SET " + it).orElse("")
                + column.collation().map(it -> " COLLATE " + it).orElse("");
    }

    private static String list(List<Column> columns) {
        return Quote.names(columns.stream().map(Column::name).toList());
    }
}
