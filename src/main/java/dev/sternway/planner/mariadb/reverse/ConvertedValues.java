package dev.sternway.planner.mariadb.reverse;

import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.planner.mariadb.rows.TableImage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values that a statement converted with a loss. They are copied before and after it, so that those which still are what the
 * conversion made of them can be told from those which people wrote since.
 *
 * @param key columns that find the row again, under their old names
 * @param old the copy from before
 */
record ConvertedValues(Altered altered, List<Column> key, List<Conversion> conversions, Images images, TableImage old) {
    boolean isNone() {
        return conversions.isEmpty();
    }

    /** The copy to be made after the statement. */
    TableImage image() {
        Set<Column> columns = new LinkedHashSet<>();
        key.forEach(it -> columns.add(now(it.name())));
        conversions.forEach(it -> columns.add(now(it.after().name())));
        TableShape table = new TableShape(
                altered.afterName(), altered.after().columns(), Map.of(), Map.of(), Map.of(), Map.of(), 0, "", false);
        return new TableImage(
                table,
                key.stream().map(it -> now(it.name())).toList(),
                List.copyOf(columns),
                images.after(altered.before().name()),
                imaged(Quote.name(altered.afterName()), true),
                List.of());
    }

    /** Notes which values still are the migration's; they run while the columns have their new types but their old names. */
    List<String> mark() {
        String table = Quote.name(altered.before().name());
        List<String> flags = new ArrayList<>();
        List<String> sets = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (Column column : image().columns()) {
            names.add(Quote.name(oldName(column.name())));
        }
        for (Conversion conversion : conversions) {
            flags.add("ADD COLUMN IF NOT EXISTS " + flag(conversion) + " BOOLEAN NOT NULL DEFAULT FALSE");
            String is = "t." + Quote.name(conversion.before().name());
            String was = "n." + Quote.name(altered.newName(conversion.before().name()));
            boolean bytes = conversion.after().isText();
            sets.add("i." + flag(conversion) + " = "
                    + (bytes ? "CAST(" + is + " AS BINARY) <=> CAST(" + was + " AS BINARY)" : is + " <=> " + was));
        }
        key.forEach(it -> found.add("i." + Quote.name(it.name()) + " = n." + Quote.name(altered.newName(it.name()))));
        String diedBeforeTheCopy = "IF NOT EXISTS (SELECT 1 FROM " + image().name() + ") THEN INSERT INTO "
                + image().name() + " (" + image().names() + ") SELECT " + String.join(", ", names) + " FROM " + table
                + " WHERE " + imaged(table, false) + "; END IF";
        return List.of(
                diedBeforeTheCopy,
                "ALTER TABLE " + old.name() + " " + String.join(", ", flags),
                "UPDATE " + old.name() + " i JOIN " + image().name() + " n ON " + String.join(" AND ", found) + " JOIN "
                        + table + " t ON " + old.matches("t", "i") + " SET " + String.join(", ", sets));
    }

    /** Condition for rows whose value people wrote since. */
    String notOurs(Conversion conversion) {
        return "NOT EXISTS (SELECT 1 FROM " + old.name() + " i WHERE "
                + old.matches(Quote.name(altered.before().name()), "i") + " AND i." + flag(conversion) + ") AND "
                + Quote.name(conversion.before().name()) + " IS NOT NULL";
    }

    /** Assignments that give back what still was the migration's; {@code t} is the table and {@code i} the copy. */
    List<String> restoring() {
        List<String> sets = new ArrayList<>();
        for (Conversion conversion : conversions) {
            String name = Quote.name(conversion.before().name());
            sets.add("t." + name + " = IF(i." + flag(conversion) + ", i." + name + ", t." + name + ")");
        }
        return sets;
    }

    /** Of the rows after the statement only those count that were copied before it. */
    private String imaged(String table, boolean newNames) {
        List<String> found = new ArrayList<>();
        for (Column column : key) {
            String name = newNames ? altered.newName(column.name()) : column.name();
            found.add("i." + Quote.name(column.name()) + " = " + table + "." + Quote.name(name));
        }
        return "EXISTS (SELECT 1 FROM " + old.name() + " i WHERE " + String.join(" AND ", found) + ")";
    }

    private String oldName(String newName) {
        return altered.newNames().entrySet().stream()
                .filter(it -> it.getValue().equals(newName))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(newName);
    }

    private Column now(String oldName) {
        return altered.after().column(oldName).named(altered.newName(oldName));
    }

    private static String flag(Conversion conversion) {
        return Quote.name(
                "sternway " + Integer.toHexString(conversion.before().name().hashCode()));
    }
}
