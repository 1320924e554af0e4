package dev.sternway.planner.postgres;

import dev.sternway.planner.catalog.Address;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Dependency;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import dev.sternway.planner.script.SqlStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what destroys by what only takes out of sight: a dropped table moves to a salvage schema, a dropped column gets a name of
 * Sternway's and may be null. What stands in the way goes as PostgreSQL would have dropped it. A statement in any other form stays.
 */
final class Soften {
    private static final String NAME =
            "((?:\"(?:[^\"]|\"\")+\"|[\\w$]+)(?:\\s*\\.\\s*(?:\"(?:[^\"]|\"\")+\"|[\\w$]+))?)";
    private static final Pattern TABLES = Pattern.compile("(?is)DROP\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(" + NAME
            + "(?:\\s*,\\s*" + NAME + ")*)(?:\\s+(CASCADE|RESTRICT))?\\s*");
    private static final Pattern COLUMNS =
            Pattern.compile("(?is)ALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?" + NAME + "\\s+(DROP\\s+.*)");
    private static final Pattern COLUMN = Pattern.compile(
            "(?is)DROP\\s+(?:COLUMN\\s+)?(?!CONSTRAINT\\b)(?:IF\\s+EXISTS\\s+)?(\"(?:[^\"]|\"\")+\"|[\\w$]+)"
                    + "(?:\\s+(?:CASCADE|RESTRICT))?\\s*(?:,\\s*(?=DROP\\b)|$)");
    private static final String PREFIX = "__rb_";

    private final Session session;
    private final String schema;
    private final Set<String> purge = new LinkedHashSet<>();
    private boolean cascade;

    Soften(Session session, String slug) {
        this.session = session;
        schema = Catalog.SALVAGE + "_" + slug + "_soft";
    }

    /** What ends the retention. */
    List<String> purge() {
        return List.copyOf(purge);
    }

    static boolean mayApply(SqlStatement statement) {
        return statement.bare().startsWith("DROP TABLE") || statement.bare().matches("ALTER TABLE .* DROP .*");
    }

    /** The statements to run instead, in the open transaction's present state. */
    List<String> apply(SqlStatement statement) throws SQLException {
        Matcher tables = TABLES.matcher(statement.text());
        Matcher columns = COLUMNS.matcher(statement.text());
        Catalog now = session.catalog();
        cascade = statement.bare().contains("CASCADE");
        List<String> soft = tables.matches()
                ? tables(tables.group(1), now)
                : columns.matches() ? columns(columns.group(1), columns.group(2), now) : List.of();
        return soft.isEmpty() ? List.of(statement.text()) : soft;
    }

    private Optional<Item> table(String name, Catalog now) throws SQLException {
        long oid = session.number("select coalesce(to_regclass('" + name.replace("'", "''") + "')::oid::bigint, 0)");
        return now.get(new Address("pg_class", oid, 0)).filter(item -> item.kind() == Kind.TABLE);
    }

    private List<String> tables(String names, Catalog now) throws SQLException {
        List<Item> items = new ArrayList<>();
        Matcher name = Pattern.compile(NAME).matcher(names);
        while (name.find()) {
            table(name.group(1), now).ifPresent(items::add);
        }
        List<String> statements = new ArrayList<>();
        statements.add("CREATE SCHEMA IF NOT EXISTS " + schema);
        for (Item table : items) {
            boolean tied = table.fact("parents").isPresent()
                    || now.children(table).stream().anyMatch(it -> it.kind() == Kind.TABLE)
                    || now.dependents(table.address()).stream()
                            .flatMap(it -> now.get(it.dependent()).stream())
                            .anyMatch(it -> it.kind() == Kind.TABLE);
            if (tied || !cascade && closure(parts(table, now), now).stream().anyMatch(it -> isApart(it, table))) {
                return List.of();
            }
            statements.addAll(clear(
                    parts(table, now),
                    now,
                    it -> it.parent().filter(table.address()::equals).isEmpty()));
            now.children(table).stream()
                    .filter(it -> it.kind() == Kind.FOREIGN_KEY)
                    .forEach(
                            it -> statements.add("ALTER TABLE " + table.qualified() + " DROP CONSTRAINT " + it.name()));
            statements.add("ALTER TABLE " + table.qualified() + " SET SCHEMA " + schema);
            purge.add("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
        }
        return items.isEmpty() ? List.of() : statements;
    }

    private static List<Address> parts(Item table, Catalog now) {
        List<Address> parts = new ArrayList<>();
        parts.add(table.address());
        now.children(table).forEach(it -> parts.add(it.address()));
        return parts;
    }

    private List<String> columns(String name, String actions, Catalog now) throws SQLException {
        Optional<Item> table = table(name, now);
        Matcher action = COLUMN.matcher(actions);
        List<String> statements = new ArrayList<>();
        int end = 0;
        while (table.isPresent() && action.find() && action.start() == end) {
            end = action.end();
            String plain = action.group(1).startsWith("\"")
                    ? action.group(1)
                    : action.group(1).toLowerCase(java.util.Locale.ROOT);
            Optional<Item> column = now.columns(table.get().address()).stream()
                    .filter(it -> it.name().equals(plain) || it.name().equals("\"" + plain + "\""))
                    .findFirst();
            if (column.isEmpty() || !column(table.get(), column.get(), now, statements)) {
                return List.of();
            }
        }
        return end == actions.length() ? statements : List.of();
    }

    private boolean column(Item table, Item column, Catalog now, List<String> statements) {
        boolean key = now.children(table).stream().anyMatch(it -> it.is("primary") && uses(it, column, now));
        String soft = "\"" + PREFIX + column.name().replace("\"", "") + "\"";
        boolean taken = now.columns(table.address()).stream()
                .anyMatch(it -> it.name().equals(soft) || ("\"" + it.name() + "\"").equals(soft));
        boolean held =
                !cascade && closure(List.of(column.address()), now).stream().anyMatch(it -> isApart(it, table));
        if (held
                || key
                || taken
                || soft.length() > 60
                || column.fact("generated").isPresent()
                || column.fact("inherited").isPresent()
                || column.fact("identity").isPresent()
                || now.children(table).stream().anyMatch(it -> it.kind() == Kind.TABLE)) {
            return false;
        }
        statements.addAll(clear(List.of(column.address()), now, it -> it.kind() != Kind.INDEX && !isUnique(it)));
        String alter = "ALTER TABLE " + table.qualified() + " ";
        if (column.is("not null")) {
            statements.add(alter + "ALTER COLUMN " + column.name() + " DROP NOT NULL");
        }
        statements.add(alter + "RENAME COLUMN " + column.name() + " TO " + soft);
        purge.add(alter + "DROP COLUMN IF EXISTS " + soft);
        return true;
    }

    /** Without CASCADE it makes the statement fail, as it should. */
    private static boolean isApart(Item item, Item table) {
        return switch (item.kind()) {
            case VIEW, MATERIALIZED_VIEW, FUNCTION, PROCEDURE -> true;
            case FOREIGN_KEY, POLICY, TRIGGER, RULE ->
                item.parent().filter(table.address()::equals).isEmpty();
            default -> false;
        };
    }

    private static boolean isUnique(Item item) {
        return item.kind() == Kind.CONSTRAINT
                && item.fact("definition")
                        .filter(it -> it.matches("UNIQUE \\(.*"))
                        .isPresent();
    }

    private static boolean uses(Item constraint, Item column, Catalog now) {
        return now.needs(constraint.address()).stream().anyMatch(it -> it.on().equals(column.address()));
    }

    /** Drops what depends on these, dependents first. */
    private static List<String> clear(
            Collection<Address> addresses, Catalog now, java.util.function.Predicate<Item> wanted) {
        List<String> statements = new ArrayList<>();
        for (Item item : closure(addresses, now)) {
            if (!wanted.test(item)) {
                continue;
            }
            String name = item.kind().words().toUpperCase(java.util.Locale.ROOT) + " IF EXISTS ";
            switch (item.kind()) {
                case VIEW, MATERIALIZED_VIEW, FUNCTION, PROCEDURE, INDEX, STATISTICS ->
                    statements.add("DROP " + name + item.qualified());
                case FOREIGN_KEY, CONSTRAINT ->
                    statements.add("ALTER TABLE " + now.parentName(item) + " DROP CONSTRAINT IF EXISTS " + item.name());
                case TRIGGER, POLICY, RULE ->
                    statements.add("DROP " + name + item.name() + " ON " + now.parentName(item));
                default -> {}
            }
        }
        return statements;
    }

    private static List<Item> closure(Collection<Address> addresses, Catalog now) {
        Set<Address> seen = new LinkedHashSet<>();
        List<Item> order = new ArrayList<>();
        addresses.forEach(address -> visit(address, now, seen, order));
        return order;
    }

    private static void visit(Address address, Catalog now, Set<Address> seen, List<Item> order) {
        for (Dependency dependency : now.dependents(address)) {
            now.get(dependency.dependent()).filter(it -> seen.add(it.address())).ifPresent(dependent -> {
                now.children(dependent).stream()
                        .filter(it -> it.kind() == Kind.VIEW_COLUMN)
                        .forEach(it -> visit(it.address(), now, seen, order));
                visit(dependent.address(), now, seen, order);
                order.add(dependent);
            });
        }
    }
}
