package dev.sternway.planner.catalog;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tells the rows of a table apart: its primary key, or a unique index over columns that are never null. */
public final class Keys {
    private static final Pattern COLUMNS = Pattern.compile("(?:PRIMARY KEY|UNIQUE|USING btree) \\(([^()]*)\\)(.*)");

    private Keys() {}

    public static Optional<List<Item>> of(Item table, Catalog catalog) {
        return all(table, catalog).stream().findFirst();
    }

    /** The primary key first. */
    public static List<List<Item>> all(Item table, Catalog catalog) {
        List<Item> columns = catalog.columns(table.address());
        return catalog.children(table).stream()
                .filter(item -> item.kind() == Kind.CONSTRAINT
                        || item.kind() == Kind.INDEX && item.is("unique") && item.is("valid"))
                .sorted(Comparator.comparing((Item item) -> !item.is("primary"))
                        .thenComparing(item -> item.kind())
                        .thenComparing(Item::name))
                .flatMap(item -> columns(item, columns).stream())
                .toList();
    }

    private static Optional<List<Item>> columns(Item key, List<Item> columns) {
        String definition = key.fact("definition").orElse("");
        Matcher matcher = COLUMNS.matcher(definition);
        if (!matcher.find()
                || matcher.group(2).contains("WHERE")
                || key.kind() == Kind.CONSTRAINT && definition.contains("DEFERRABLE")) {
            return Optional.empty();
        }
        List<String> names = Arrays.stream(matcher.group(1).split(", (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
                .toList();
        List<Item> found = names.stream()
                .flatMap(name -> columns.stream().filter(column -> column.name().equals(name)))
                .filter(column -> column.is("not null"))
                .toList();
        return found.size() == names.size() && !found.isEmpty() ? Optional.of(found) : Optional.empty();
    }
}
