package dev.sternway.planner.content;

import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the tables hold: number of rows and the sum of hashed rows, all columns as text in alphabetical order.
 *
 * @param tables by qualified name
 */
public record Content(Map<String, String> tables) {
    public static Content of(Connection connection, Catalog catalog) throws SQLException {
        Map<String, String> tables = new TreeMap<>();
        List<String> queries = new ArrayList<>();
        for (Item item : catalog.items()) {
            boolean rows =
                    item.kind() == Kind.TABLE && item.fact("partition key").isEmpty()
                            || item.kind() == Kind.MATERIALIZED_VIEW && item.is("populated");
            if (rows && !catalog.isSetAside(item)) {
                queries.add(query(catalog, item));
            }
        }
        for (int from = 0; from < queries.size(); from += 50) {
            String all = String.join(" union all ", queries.subList(from, Math.min(from + 50, queries.size())));
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(all)) {
                while (rows.next()) {
                    tables.put(rows.getString(1), rows.getLong(2) + " rows, sum " + rows.getString(3));
                }
            }
        }
        return new Content(Map.copyOf(tables));
    }

    private static String query(Catalog catalog, Item table) {
        String row = catalog.children(table).stream()
                .filter(it -> it.kind() == Kind.COLUMN || it.kind() == Kind.VIEW_COLUMN)
                .sorted(Comparator.comparing(Item::name))
                .map(column -> column.name() + "::text")
                .collect(Collectors.joining(", "));
        String only = table.kind() == Kind.TABLE ? "only " : "";
        return "select '" + table.qualified().replace("'", "''") + "', count(*), coalesce(sum(hashtextextended(ROW("
                + row + ")::text, 0)::numeric), 0)::text from " + only + table.qualified();
    }

    public Content without(Set<String> names) {
        Map<String, String> left = new TreeMap<>(tables);
        left.keySet().removeAll(names);
        return new Content(Map.copyOf(left));
    }

    /** One sentence for each table whose content differs. */
    public List<String> difference(Content later) {
        List<String> difference = new ArrayList<>();
        tables.forEach((table, content) -> {
            String there = later.tables().getOrDefault(table, "no such table");
            if (!there.equals(content)) {
                difference.add("content of " + table + ": " + content + " before, " + there + " after");
            }
        });
        return difference;
    }
}
