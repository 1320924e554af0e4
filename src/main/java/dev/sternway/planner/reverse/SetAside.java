package dev.sternway.planner.reverse;

import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Keys;
import dev.sternway.planner.catalog.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes tables and columns out of the way without losing what is in them: into a schema of the migration's own. */
public final class SetAside {
    private final String schema;
    private final Map<Taken, String> counts = new LinkedHashMap<>();
    private boolean opened;

    /** @param slug of the migration, letters, digits and underscores */
    public SetAside(String slug) {
        schema = Catalog.SALVAGE + "_" + slug;
    }

    /** A column, or without one a table, that was taken out of the way. */
    public record Taken(String table, Optional<String> column) {}

    public String schema() {
        return schema;
    }

    /** Queries that count what is set aside, by what it is. */
    public Map<Taken, String> counts() {
        return Map.copyOf(counts);
    }

    /** An earlier set-aside of the same name is kept under a dated name. */
    public List<String> open() {
        if (opened) {
            return List.of();
        }
        opened = true;
        return List.of(
                "DO $sternway$ BEGIN IF to_regnamespace('" + schema + "') IS NOT NULL THEN EXECUTE 'ALTER SCHEMA "
                        + schema + " RENAME TO " + schema
                        + "_' || to_char(clock_timestamp(), 'YYYYMMDDHH24MISSUS'); END IF; END $sternway$",
                "CREATE SCHEMA " + schema);
    }

    List<String> column(Item column, Catalog now) {
        String drop = Phrase.drop(column, now);
        Item table = now.parent(column).orElseThrow();
        if (column.fact("generated").isPresent() || table.kind() == Kind.FOREIGN_TABLE) {
            return List.of(drop);
        }
        Optional<List<Item>> key = Keys.of(table, now);
        String kept = key.map(columns ->
                        Stream.concat(columns.stream(), Stream.of(column)).distinct())
                .orElseGet(() -> now.columns(table.address()).stream())
                .map(SetAside::readable)
                .collect(Collectors.joining(", "));
        String from = table.qualified() + " WHERE " + column.name() + " IS NOT NULL";
        counts.put(new Taken(plain(table.qualified()), Optional.of(column.name())), "select count(*) from " + from);
        List<String> statements = new ArrayList<>(open());
        statements.add("CREATE TABLE " + schema + "." + name(table, column) + " AS SELECT " + kept + " FROM " + from);
        statements.add(drop);
        return statements;
    }

    List<String> table(Item table, Catalog now, Delta delta) {
        List<String> statements = new ArrayList<>(open());
        for (Item child : now.children(table)) {
            if (child.kind() == Kind.TABLE && delta.earlier(child).isPresent()) {
                statements.add("ALTER TABLE " + table.qualified() + " DETACH PARTITION " + child.qualified());
            }
        }
        now.parent(table)
                .filter(parent ->
                        table.fact("bound").isPresent() && delta.earlier(parent).isPresent())
                .ifPresent(parent ->
                        statements.add("ALTER TABLE " + parent.qualified() + " DETACH PARTITION " + table.qualified()));
        if (table.fact("bound").isEmpty()) {
            table.fact("parents")
                    .ifPresent(parents -> parents.lines()
                            .forEach(parent ->
                                    statements.add("ALTER TABLE " + table.qualified() + " NO INHERIT " + parent)));
        }
        if (table.fact("partition key").isEmpty()) {
            counts.put(
                    new Taken(plain(table.qualified()), Optional.empty()),
                    "select count(*) from only " + table.qualified());
        }
        if (restsOnNew(table, now, delta)) {
            statements.add("CREATE TABLE " + schema + "." + table.name() + " AS SELECT "
                    + now.columns(table.address()).stream()
                            .map(SetAside::readable)
                            .collect(Collectors.joining(", "))
                    + " FROM " + from(table));
            statements.add("DROP TABLE " + table.qualified());
        } else {
            statements.add("ALTER TABLE " + table.qualified() + " SET SCHEMA " + schema);
        }
        return statements;
    }

    /** Rows that the migration inserted, as they are now, before they are deleted. */
    public List<String> rows(Item table, Catalog now, String image, String match) {
        List<String> statements = new ArrayList<>(open());
        statements.add("CREATE TABLE " + schema + ".\"" + unquoted(table.name()) + " removed\" AS SELECT "
                + now.columns(table.address()).stream()
                        .map(it -> "t." + readable(it))
                        .collect(Collectors.joining(", "))
                + " FROM " + from(table) + " t JOIN " + image + " i ON " + match + " AND i.op = 'I'");
        return statements;
    }

    /** Types, functions and collations of the migration go last; a copy does not hold on to them. */
    private static boolean restsOnNew(Item table, Catalog now, Delta delta) {
        return Stream.concat(
                        Stream.concat(Stream.of(table), now.columns(table.address()).stream()),
                        now.children(table).stream()
                                .filter(it -> it.kind() == Kind.CONSTRAINT
                                        || it.kind() == Kind.INDEX
                                        || it.kind() == Kind.STATISTICS))
                .flatMap(part -> now.needs(part.address()).stream())
                .flatMap(need -> now.get(need.on()).stream())
                .filter(item -> item.kind().isFoundation() && item.kind() != Kind.SCHEMA)
                .filter(item -> delta.earlier(item).isEmpty())
                .anyMatch(item -> item.kind() != Kind.SEQUENCE
                        || now.needs(item.address()).stream().noneMatch(it -> it.type() == 'a'));
    }

    private static String from(Item table) {
        return (table.fact("partition key").isPresent() ? "" : "ONLY ") + table.qualified();
    }

    private static String readable(Item column) {
        return column.is("own type") ? column.name() + "::text AS " + column.name() : column.name();
    }

    private static String name(Item table, Item column) {
        String name = unquoted(table.name()) + "." + unquoted(column.name());
        return "\""
                + (name.length() > 60 ? name.substring(0, 50) + "~" + Math.floorMod(name.hashCode(), 100_000) : name)
                + "\"";
    }

    private static String unquoted(String name) {
        return name.replace("\"", "");
    }

    private static String plain(String name) {
        return name.startsWith("public.") ? name.substring("public.".length()) : name;
    }
}
