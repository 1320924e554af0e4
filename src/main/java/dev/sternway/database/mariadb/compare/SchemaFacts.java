package dev.sternway.database.mariadb.compare;

import dev.sternway.database.catalog.SchemaSnapshot;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Definitions as sorted lines, one fact each. Order of columns, counters, whether events are enabled, and the schema's own name do not count. */
public final class SchemaFacts {
    /** A copy's events are never enabled, and a freeze disables them. */
    private static final Pattern STATUS = Pattern.compile(" (ENABLE|DISABLE ON SLAVE|DISABLE)(?= (COMMENT|DO) )");

    private SchemaFacts() {}

    public static SchemaSnapshot of(Catalog catalog) {
        TreeSet<String> lines = new TreeSet<>();
        lines.add("schema " + catalog.charset());
        catalog.tables().values().forEach(table -> table(table, lines));
        catalog.stored().forEach(object -> lines.add(object(object)));
        return new SchemaSnapshot(List.copyOf(lines));
    }

    private static void table(TableShape table, TreeSet<String> lines) {
        String name = table.name();
        lines.add("table " + name + " " + table.options()
                + (table.partitions().isEmpty() ? "" : " " + table.partitions().replaceAll("\\s+", " ")));
        table.columns()
                .values()
                .forEach(column -> lines.add("column " + name + "." + column.name() + " " + column.definition()));
        table.keys().forEach((key, line) -> lines.add("key " + name + "." + key + " " + line));
        table.foreignKeys()
                .forEach((key, foreign) -> lines.add("constraint " + name + "." + key + " " + foreign.line()));
        table.checks().forEach((key, line) -> lines.add("constraint " + name + "." + key + " " + line));
    }

    private static String object(StoredObject object) {
        String text = object.create().replaceAll("\\s+", " ");
        if (object.kind() == StoredObject.Kind.EVENT) {
            text = STATUS.matcher(text).replaceFirst("");
        }
        return object.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + object.name() + " as "
                + text
                + (object.mode().isEmpty() ? "" : " under " + object.mode())
                + (object.client().isEmpty() ? "" : " in " + object.client())
                + (object.order() > 0 ? " as number " + object.order() : "");
    }
}
