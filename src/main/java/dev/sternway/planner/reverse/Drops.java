package dev.sternway.planner.reverse;

import dev.sternway.planner.Impossible;
import dev.sternway.planner.catalog.Address;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Delta.Pair;
import dev.sternway.planner.catalog.Dependency;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has to go before anything can come back: what is new, what has to be made anew, and whatever depends on it. */
final class Drops {
    private final Delta delta;
    private final SetAside aside;
    private final Map<Address, Item> gone = new LinkedHashMap<>();
    private final Set<String> defaults = new java.util.TreeSet<>();

    private Drops(Delta delta, SetAside aside) {
        this.delta = delta;
        this.aside = aside;
    }

    static List<String> early(Delta delta, SetAside aside) {
        return new Drops(delta, aside).statements();
    }

    /** What the migration made and tables rest on: types, functions, sequences, schemas. */
    static List<String> late(Delta delta) {
        List<Item> left = delta.created().stream()
                .filter(item -> item.kind().isFoundation() && !isOwned(item, delta))
                .toList();
        return Order.dependentsFirst(left, delta.now()).stream()
                .map(item -> drop(item, delta))
                .toList();
    }

    /** It goes with the table or column that owns it. */
    private static boolean isOwned(Item item, Delta delta) {
        return item.kind() == Kind.SEQUENCE
                && delta.now().needs(item.address()).stream()
                        .filter(it -> it.type() == 'a')
                        .flatMap(it -> delta.now().get(it.on()).stream())
                        .anyMatch(owner -> delta.earlier(owner).isEmpty());
    }

    private static String drop(Item item, Delta delta) {
        if (item.kind() == Kind.DEFAULT_PRIVILEGES) {
            return String.join(";\n", Privileges.reset(item));
        }
        if (item.kind() == Kind.ROLE || item.kind() == Kind.SETTING) {
            throw new Impossible("it changes the whole server (" + item.kind().words() + " " + item.name()
                    + "), which a database's rollback must not undo; do it apart from the release");
        }
        if (item.kind() == Kind.SUBSCRIPTION || item.kind() == Kind.LARGE_OBJECT) {
            throw new Impossible(
                    "the " + item.kind().words() + " " + item.name()
                            + " reaches out of this database or its tables, which no script undoes; make it apart from the release");
        }
        return Phrase.drop(item, delta.now());
    }

    private List<String> statements() {
        Deque<Item> open = new ArrayDeque<>();
        delta.created().stream().filter(item -> !item.kind().isFoundation()).forEach(open::add);
        for (Pair pair : delta.pairs()) {
            if (Remake.isNeeded(pair)) {
                open.add(pair.now());
            } else if (Remake.changesType(pair)) {
                dependents(pair.now(), open, true);
            }
        }
        while (!open.isEmpty()) {
            Item item = open.poll();
            if (gone.putIfAbsent(item.address(), item) == null) {
                dependents(item, open, false);
            }
        }
        List<String> statements = new ArrayList<>();
        defaults.forEach(statements::add);
        for (Item item : Order.dependentsFirst(List.copyOf(gone.values()), delta.now())) {
            statements.addAll(drop(item));
        }
        return statements;
    }

    private void dependents(Item item, Deque<Item> open, boolean onlyType) {
        Catalog now = delta.now();
        List<Dependency> dependencies = new ArrayList<>(now.dependents(item.address()));
        if (item.kind().isRelation()) {
            now.children(item).stream()
                    .filter(child -> child.address().sub() > 0)
                    .forEach(child -> dependencies.addAll(now.dependents(child.address())));
        }
        for (Dependency dependency : dependencies) {
            now.get(dependency.dependent()).filter(it -> !now.isSetAside(it)).ifPresent(dependent -> {
                switch (dependent.kind()) {
                    case COLUMN -> column(dependent, item, open);
                    case TABLE, FOREIGN_TABLE, SEQUENCE, PUBLICATION, VIEW_COLUMN -> {}
                    case CONSTRAINT, FOREIGN_KEY, INDEX, STATISTICS -> {
                        if (!onlyType) {
                            open.add(dependent);
                        }
                    }
                    case ENUM, DOMAIN, COMPOSITE_TYPE, RANGE_TYPE, SCHEMA, EXTENSION, ATTRIBUTE -> {}
                    default -> open.add(dependent);
                }
            });
        }
    }

    private void column(Item column, Item on, Deque<Item> open) {
        if (column.fact("generated").isPresent()) {
            if (!column.parent().equals(on.parent()) || on.kind() == Kind.COLUMN) {
                open.add(column);
            }
        } else if (column.fact("default").isPresent()
                && on.kind() != Kind.COLUMN
                && !on.kind().isRelation()) {
            defaults.add(Phrase.alterParent(column, delta.now()) + " ALTER COLUMN " + column.name() + " DROP DEFAULT");
        }
    }

    private List<String> drop(Item item) {
        Catalog now = delta.now();
        boolean inLostTable = item.parent().filter(gone::containsKey).isPresent() && item.kind() != Kind.TABLE;
        boolean leaves = item.parent()
                .flatMap(now::get)
                .filter(it -> it.kind() == Kind.TABLE)
                .isPresent();
        return switch (item.kind()) {
            case TABLE -> aside.table(item, now, delta);
            case COLUMN ->
                inLostTable
                                || item.fact("inherited")
                                        .filter(it -> !it.endsWith("local"))
                                        .isPresent()
                        ? List.of()
                        : aside.column(item, now);
            case VIEW_COLUMN -> List.of();
            case TRIGGER, RULE, POLICY, FOREIGN_KEY ->
                inLostTable && !leaves || item.is("clone") ? List.of() : List.of(Phrase.drop(item, now));
            case STATISTICS -> !inLostTable && goesWithColumn(item) ? List.of() : List.of(Phrase.drop(item, now));
            case CONSTRAINT, INDEX ->
                inLostTable || goesWithColumn(item) || isInheritedOnly(item) || staysForAttach(item)
                        ? List.of()
                        : List.of(Phrase.drop(item, now));
            case ATTRIBUTE -> inLostTable ? List.of() : attribute(item);
            default -> List.of(drop(item, delta));
        };
    }

    private List<String> attribute(Item item) {
        Catalog now = delta.now();
        Item type = now.parent(item).orElseThrow();
        boolean used = now.dependents(type.address()).stream()
                .flatMap(it -> now.get(it.dependent()).stream())
                .anyMatch(it -> it.kind() == Kind.COLUMN);
        if (used) {
            throw new Impossible("values of the new attribute " + now.path(item)
                    + " sit inside of columns of that type, where they cannot be set aside;"
                    + " give the new part a column of its own");
        }
        return List.of(Phrase.drop(item, now));
    }

    /** An index of a table that is about to become a partition again is taken up by it; one that is attached goes with its parent. */
    private boolean staysForAttach(Item item) {
        return item.fact("attached to").isPresent()
                || delta.now()
                                .parent(item)
                                .flatMap(delta::earlier)
                                .flatMap(it -> it.fact("bound"))
                                .isPresent()
                        && delta.now()
                                .parent(item)
                                .flatMap(it -> it.fact("bound"))
                                .isEmpty();
    }

    private static boolean isInheritedOnly(Item item) {
        return item.fact("inherited").filter(it -> !it.endsWith("local")).isPresent();
    }

    private boolean goesWithColumn(Item item) {
        return delta.now().needs(item.address()).stream()
                .filter(it -> it.type() == 'a')
                .anyMatch(it -> it.on().sub() > 0 && gone.containsKey(it.on()));
    }
}
