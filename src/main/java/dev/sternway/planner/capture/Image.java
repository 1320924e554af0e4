package dev.sternway.planner.capture;

import dev.sternway.planner.catalog.Address;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Item;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows of one table as they were before the migration, and afterwards what became of each: {@code op} is U for changed,
 * D for gone, I for new. Columns are numbered as in the catalog: k1 key, o3 old value, n3 value at the end of the migration.
 *
 * @param name qualified name of the set-aside table
 * @param table as it was before
 * @param key empty only when the whole table goes
 * @param columns whose old values are kept, as they were before
 */
record Image(String name, Item table, List<Item> key, List<Item> columns) {
    static String from(Item table) {
        return (table.fact("partition key").isPresent() ? "" : "ONLY ") + table.qualified();
    }

    /** Types of the user's own are kept as text, so that nothing holds on to them. */
    static String kept(Item column, String value) {
        return column.is("own type") ? value + "::text" : value;
    }

    /** The kept value in the column's type. */
    static String typed(Item column, String value) {
        return column.is("own type") ? value + "::" + column.fact("type").orElse("text") : value;
    }

    String old(Item column) {
        return "o" + column.address().sub();
    }

    String end(Item column) {
        return "n" + column.address().sub();
    }

    /** Whether it holds whole rows, so that deleted ones can come back and inserted ones are known. */
    boolean keepsAll(Catalog before) {
        return columns.size()
                == before.columns(address()).stream()
                        .filter(it -> it.fact("generated").isEmpty())
                        .count();
    }

    /** Matches rows of {@code t} and the image {@code i}; the key's columns go by their names in {@code catalog}. */
    String match(Catalog catalog) {
        return match(catalog, "t", "i");
    }

    String match(Catalog catalog, String row, String kept) {
        return key.stream()
                .map(column -> {
                    Item current = catalog.get(column.address()).orElse(column);
                    String value = row + "." + current.name();
                    String there = kept + ".k" + column.address().sub();
                    boolean plain = column.is("comparable")
                            && !column.is("own type")
                            && current.fact("type").equals(column.fact("type"));
                    return plain ? value + " = " + there : value + "::text = " + there + "::text";
                })
                .collect(Collectors.joining(" AND "));
    }

    /** What tells one text apart from another where the type itself cannot compare. */
    static String differs(Item column, String one, String other) {
        return column.is("comparable") && !column.is("own type")
                ? one + " IS DISTINCT FROM " + other
                : one + "::text IS DISTINCT FROM " + other + "::text";
    }

    Address address() {
        return table.address();
    }
}
