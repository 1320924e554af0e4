package dev.sternway.planner.effect;

import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Item;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A question to the catalog that only a database with the migration answers with yes. */
public final class AppliedProbe {
    private AppliedProbe() {}

    /** An SQL condition; empty when nothing in the schema tells. */
    public static String of(Catalog before, Catalog end) {
        Map<String, Item> old = byPath(before);
        Map<String, Item> current = byPath(end);
        Stream<String> created = sorted(current)
                .filter(item -> !old.containsKey(path(end, item)))
                .flatMap(item -> exists(item, end).stream());
        Stream<String> dropped = sorted(old)
                .filter(item -> !current.containsKey(path(before, item)))
                .flatMap(item -> exists(item, before).stream())
                .map(it -> "NOT " + it);
        Stream<String> changed = sorted(current)
                .flatMap(item ->
                        Optional.ofNullable(old.get(path(end, item))).flatMap(was -> changed(was, item, end)).stream());
        return Stream.of(created, dropped, changed)
                .flatMap(it -> it)
                .findFirst()
                .orElse("");
    }

    private static Map<String, Item> byPath(Catalog catalog) {
        Map<String, Item> items = new HashMap<>();
        catalog.items().stream()
                .filter(item -> !catalog.isSetAside(item))
                .forEach(item -> items.put(path(catalog, item), item));
        return items;
    }

    private static Stream<Item> sorted(Map<String, Item> items) {
        return items.values().stream()
                .sorted(Comparator.comparing((Item item) -> item.kind())
                        .reversed()
                        .thenComparing(Item::qualified));
    }

    private static String path(Catalog catalog, Item item) {
        return item.kind() + " " + catalog.path(item);
    }

    private static Optional<String> exists(Item item, Catalog catalog) {
        String name = literal(item.qualified());
        String table = "to_regclass(" + literal(catalog.parentName(item)) + ")";
        String plain = literal(plain(item.name()));
        return switch (item.kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW, INDEX, SEQUENCE, FOREIGN_TABLE ->
                Optional.of("(to_regclass(" + name + ") IS NOT NULL)");
            case SCHEMA -> Optional.of("(to_regnamespace(" + name + ") IS NOT NULL)");
            case ENUM, DOMAIN, COMPOSITE_TYPE, RANGE_TYPE -> Optional.of("(to_regtype(" + name + ") IS NOT NULL)");
            case COLUMN ->
                Optional.of("EXISTS (SELECT FROM pg_attribute WHERE attrelid = " + table + " AND attname = " + plain
                        + " AND NOT attisdropped)");
            case CONSTRAINT, FOREIGN_KEY ->
                Optional.of("EXISTS (SELECT FROM pg_constraint WHERE conrelid = " + table + " AND conname = " + plain
                        + ")");
            case TRIGGER ->
                Optional.of("EXISTS (SELECT FROM pg_trigger WHERE tgrelid = " + table + " AND tgname = " + plain + ")");
            case POLICY ->
                Optional.of(
                        "EXISTS (SELECT FROM pg_policy WHERE polrelid = " + table + " AND polname = " + plain + ")");
            case EXTENSION -> Optional.of("EXISTS (SELECT FROM pg_extension WHERE extname = " + plain + ")");
            default -> Optional.empty();
        };
    }

    private static Optional<String> changed(Item old, Item item, Catalog end) {
        String table = "to_regclass(" + literal(end.parentName(item)) + ")";
        String column = "EXISTS (SELECT FROM pg_attribute WHERE attrelid = " + table + " AND attname = "
                + literal(plain(item.name()));
        return switch (item.kind()) {
            case COLUMN ->
                differs(old, item, "type")
                        ? Optional.of(column + " AND atttypid = to_regtype("
                                + literal(item.fact("type").orElse("").replaceAll("\\(.*?\\)", ""))
                                + ") AND format_type(atttypid, atttypmod) = "
                                + literal(item.fact("type").orElse("")) + ")")
                        : differs(old, item, "not null")
                                ? Optional.of(column + " AND attnotnull = " + item.is("not null") + ")")
                                : Optional.empty();
            case TABLE ->
                differs(old, item, "row security")
                        ? Optional.of("EXISTS (SELECT FROM pg_class WHERE oid = to_regclass("
                                + literal(item.qualified()) + ") AND relrowsecurity = " + item.is("row security") + ")")
                        : Optional.empty();
            case ENUM ->
                differs(old, item, "labels")
                        ? Optional.of(
                                "((SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = to_regtype("
                                        + literal(item.qualified()) + ")) = " + literal(String.join(",", labels(item)))
                                        + ")")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static List<String> labels(Item item) {
        return item.normal("labels")
                .orElse("")
                .lines()
                .map(it -> it.substring(1, it.length() - 1).replace("''", "'"))
                .toList();
    }

    private static boolean differs(Item old, Item item, String fact) {
        return !old.normal(fact).equals(item.normal(fact));
    }

    private static String plain(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
