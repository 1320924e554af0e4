package dev.sternway.planner.mariadb.reverse;

import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.ForeignKey;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.planner.mariadb.script.Label.Rename;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One table before and after a statement, matched by names; what was renamed is called by its old name on both sides.
 *
 * @param after with old names
 * @param afterName of the table
 * @param newNames old name of each renamed column to its new one
 * @param replaced columns that the statement drops and adds again under the same name
 */
record Altered(
        TableShape before, TableShape after, String afterName, Map<String, String> newNames, Set<String> replaced) {
    private static final Pattern NAME = Pattern.compile("`((?:[^`]|``)+)`");

    /**
     * @param columns renamed in this table
     * @param parentColumns renamed in tables that foreign keys may refer to, by their new names
     */
    static Altered of(
            TableShape before,
            TableShape after,
            List<Rename> columns,
            List<Rename> tables,
            Map<String, List<Rename>> parentColumns,
            Set<String> replaced) {
        Map<String, String> oldNames = new HashMap<>();
        Map<String, String> newNames = new LinkedHashMap<>();
        columns.forEach(it -> {
            oldNames.put(it.to(), it.from());
            newNames.put(it.from(), it.to());
        });
        Map<String, String> oldTables = new HashMap<>();
        tables.forEach(it -> oldTables.put(it.to(), it.from()));
        return new Altered(
                before,
                renamed(after, before.name(), oldNames, oldTables, parentColumns),
                after.name(),
                newNames,
                replaced);
    }

    /** Columns that the statement dropped, in their old order. */
    List<Column> gone() {
        return before.columns().values().stream()
                .filter(it -> !after.columns().containsKey(it.name()) || isReplaced(it.name()))
                .toList();
    }

    /** Columns that the statement added. */
    List<Column> added() {
        return after.columns().values().stream()
                .filter(it -> !before.columns().containsKey(it.name()) || isReplaced(it.name()))
                .toList();
    }

    /** Columns that are defined otherwise than before. */
    List<Conversion> changed() {
        List<Conversion> found = new ArrayList<>();
        for (Column old : before.columns().values()) {
            Column now = after.columns().get(old.name());
            if (now != null && !isReplaced(old.name()) && !now.definition().equals(old.definition())) {
                found.add(new Conversion(old, now));
            }
        }
        return found;
    }

    /** A computed column cannot be converted into a written one or back. */
    private boolean isReplaced(String name) {
        Column old = before.columns().get(name);
        Column now = after.columns().get(name);
        return old != null
                && now != null
                && !now.definition().equals(old.definition())
                && (replaced.contains(name) || old.generated() || now.generated());
    }

    boolean isMoved() {
        List<String> common = before.columns().keySet().stream()
                .filter(after.columns()::containsKey)
                .toList();
        List<String> now =
                after.columns().keySet().stream().filter(common::contains).toList();
        return !common.equals(now);
    }

    /** Columns that still tell the rows apart, and mean the same before and after. */
    List<Column> lastingKey() {
        List<String> kept = new ArrayList<>();
        for (Column old : before.columns().values()) {
            Column now = after.columns().get(old.name());
            if (now != null && !isReplaced(old.name()) && new Conversion(old, now).keepsAllButNulls()) {
                kept.add(old.name());
            }
        }
        return before.rowKeys().stream()
                .filter(key -> key.stream().allMatch(it -> kept.contains(it.name())))
                .findFirst()
                .orElse(List.of());
    }

    String newName(String column) {
        return newNames.getOrDefault(column, column);
    }

    private static TableShape renamed(
            TableShape after,
            String table,
            Map<String, String> oldNames,
            Map<String, String> oldTables,
            Map<String, List<Rename>> parentColumns) {
        Map<String, Column> columns = new LinkedHashMap<>();
        after.columns().values().forEach(it -> {
            String name = oldNames.getOrDefault(it.name(), it.name());
            columns.put(
                    name,
                    new Column(
                            name,
                            it.type(),
                            it.charset(),
                            it.collation(),
                            it.nullable(),
                            it.hasDefault(),
                            in(it.definition(), oldNames),
                            it.generated()));
        });
        Map<String, ForeignKey> foreignKeys = new LinkedHashMap<>();
        after.foreignKeys()
                .forEach((name, key) -> foreignKeys.put(name, foreignKey(key, oldNames, oldTables, parentColumns)));
        return new TableShape(
                table,
                columns,
                in(after.keys(), oldNames),
                foreignKeys,
                in(after.checks(), oldNames),
                after.options(),
                after.counter(),
                in(after.partitions(), oldNames),
                after.unusual());
    }

    private static ForeignKey foreignKey(
            ForeignKey key,
            Map<String, String> oldNames,
            Map<String, String> oldTables,
            Map<String, List<Rename>> parentColumns) {
        Map<String, String> oldOfParent = new HashMap<>();
        parentColumns.getOrDefault(key.parent(), List.of()).forEach(it -> oldOfParent.put(it.to(), it.from()));
        String[] halves = key.line().split(" REFERENCES ", 2);
        String parent = oldTables.getOrDefault(key.parent(), key.parent());
        int list = halves[0].lastIndexOf('(');
        String second = halves[1].replaceFirst("^`(?:[^`]|``)+`", "");
        return new ForeignKey(
                key.name(),
                key.columns().stream().map(it -> oldNames.getOrDefault(it, it)).toList(),
                parent,
                key.parentColumns().stream()
                        .map(it -> oldOfParent.getOrDefault(it, it))
                        .toList(),
                key.onDelete(),
                key.onUpdate(),
                halves[0].substring(0, list) + in(halves[0].substring(list), oldNames) + " REFERENCES "
                        + Quote.name(parent) + in(second, oldOfParent));
    }

    private static Map<String, String> in(Map<String, String> lines, Map<String, String> oldNames) {
        Map<String, String> all = new LinkedHashMap<>();
        lines.forEach((name, line) -> {
            int head = line.indexOf('(');
            all.put(name, head < 0 ? line : line.substring(0, head) + in(line.substring(head), oldNames));
        });
        return all;
    }

    private static String in(String text, Map<String, String> oldNames) {
        if (oldNames.isEmpty()) {
            return text;
        }
        return NAME.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        "`" + Optional.ofNullable(oldNames.get(found.group(1))).orElse(found.group(1)) + "`"));
    }
}
