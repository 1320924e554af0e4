package dev.sternway.database.mariadb.compare;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.ForeignKey;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What makes two states of a schema differ, one sentence each.
 *
 * @param definitions what must not differ
 * @param order tables whose columns stand in another order
 * @param counters tables and sequences that count on from another number
 */
public record Difference(List<String> definitions, List<String> order, List<String> counters) {
    public Difference {
        definitions = List.copyOf(definitions);
        order = List.copyOf(order);
        counters = List.copyOf(counters);
    }

    public static Difference between(Catalog before, Catalog after) {
        List<String> found = new ArrayList<>();
        List<String> order = new ArrayList<>();
        if (!before.charset().equals(after.charset())) {
            found.add("the schema's default is " + after.charset() + " instead of " + before.charset());
        }
        for (String name : union(before.tables(), after.tables())) {
            Optional<TableShape> old = before.table(name);
            Optional<TableShape> now = after.table(name);
            if (old.isPresent() && now.isPresent()) {
                table(old.get(), now.get(), found, order);
            } else {
                found.add("table " + name + (old.isPresent() ? " is missing" : " is left over"));
            }
        }
        compare("", before.objects(), after.objects(), Difference::described, found);
        List<String> counters = new ArrayList<>();
        compare("the next number of ", before.counters(), after.counters(), String::valueOf, counters);
        return new Difference(found, order, counters);
    }

    /** Tables whose rows differ. */
    public static List<String> ofRows(Map<String, String> before, Map<String, String> after) {
        List<String> found = new ArrayList<>();
        before.forEach((table, rows) -> {
            String now = after.getOrDefault(table, "");
            if (!now.equals(rows)) {
                String count = now.replaceFirst(" rows .*", "");
                found.add(
                        now.startsWith(rows.replaceFirst(" rows .*", " rows "))
                                ? "values in " + table + " differ"
                                : table + " holds " + count + " rows instead of " + rows.replaceFirst(" rows .*", ""));
            }
        });
        return found;
    }

    /** What makes two states of one table differ, but for order and counter. */
    public static List<String> ofTable(TableShape before, TableShape after) {
        List<String> found = new ArrayList<>();
        List<String> order = new ArrayList<>();
        table(before, after, found, order);
        found.addAll(order);
        return found;
    }

    public boolean isNone() {
        return definitions.isEmpty();
    }

    private static void table(TableShape before, TableShape after, List<String> found, List<String> order) {
        String name = before.name();
        compare(name + ".", columns(before), columns(after), it -> it, found);
        compare(name + ": key ", before.keys(), after.keys(), it -> it, found);
        compare(name + ": ", before.foreignKeys(), after.foreignKeys(), ForeignKey::line, found);
        compare(name + ": ", before.checks(), after.checks(), it -> it, found);
        compare(name + ": ", before.options(), after.options(), it -> it, found);
        if (!before.partitions().equals(after.partitions())) {
            found.add(name + ": is partitioned otherwise");
        }
        if (!List.copyOf(before.columns().keySet())
                .equals(List.copyOf(after.columns().keySet()))) {
            order.add(name);
        }
    }

    private static Map<String, String> columns(TableShape table) {
        Map<String, String> lines = new java.util.TreeMap<>();
        table.columns().forEach((name, column) -> lines.put(name, column.definition()));
        return lines;
    }

    private static String described(StoredObject object) {
        return object.create()
                + (object.mode().isEmpty() ? "" : " under " + object.mode())
                + (object.order() > 0 ? " as number " + object.order() : "");
    }

    private static <T> void compare(
            String prefix, Map<String, T> before, Map<String, T> after, Function<T, String> shown, List<String> found) {
        for (String name : union(before, after)) {
            T old = before.get(name);
            T now = after.get(name);
            if (old == null) {
                found.add(prefix + name + " is left over");
            } else if (now == null) {
                found.add(prefix + name + " is missing");
            } else if (!Objects.equals(old, now)) {
                found.add(prefix + name + " is " + shown.apply(now) + " instead of " + shown.apply(old));
            }
        }
    }

    private static Set<String> union(Map<String, ?> one, Map<String, ?> other) {
        Set<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        return names;
    }
}
