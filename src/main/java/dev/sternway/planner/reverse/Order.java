package dev.sternway.planner.reverse;

import dev.sternway.planner.catalog.Address;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Dependency;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders objects by who depends on whom. */
final class Order {
    private final Catalog catalog;
    private final Map<Address, Item> wanted = new LinkedHashMap<>();
    private final Map<Address, Item> standIn = new HashMap<>();
    private final Set<Address> done = new HashSet<>();
    private final List<Item> ordered = new ArrayList<>();

    private Order(List<Item> items, Catalog catalog) {
        this.catalog = catalog;
        items.stream()
                .sorted(Comparator.comparing(Item::kind).thenComparing(catalog::path))
                .forEach(item -> wanted.put(item.address(), item));
        for (Item item : items) {
            if (item.kind().isRelation() || item.kind() == Kind.COMPOSITE_TYPE) {
                catalog.children(item).stream()
                        .filter(child -> child.address().sub() > 0)
                        .filter(column -> !wanted.containsKey(column.address()))
                        .forEach(column -> standIn.put(column.address(), item));
            }
        }
    }

    /** First what others need. */
    static List<Item> foundationsFirst(List<Item> items, Catalog catalog) {
        Order order = new Order(items, catalog);
        order.wanted.values().forEach(order::visit);
        return List.copyOf(order.ordered);
    }

    static List<Item> dependentsFirst(List<Item> items, Catalog catalog) {
        List<Item> order = new ArrayList<>(foundationsFirst(items, catalog));
        Collections.reverse(order);
        return order;
    }

    private void visit(Item item) {
        if (!done.add(item.address())) {
            return;
        }
        needs(item.address());
        if (item.kind() == Kind.TABLE || item.kind() == Kind.FOREIGN_TABLE || item.kind() == Kind.COMPOSITE_TYPE) {
            catalog.columns(item.address()).forEach(column -> needs(column.address()));
        }
        item.parent().ifPresent(this::visitAt);
        ordered.add(item);
    }

    private void needs(Address address) {
        for (Dependency dependency : catalog.needs(address)) {
            boolean ownedSequence = dependency.type() == 'a'
                    && catalog.get(address)
                            .filter(it -> it.kind() == Kind.SEQUENCE)
                            .isPresent();
            if (!ownedSequence) {
                visitAt(dependency.on());
            }
        }
    }

    private void visitAt(Address address) {
        Item item = wanted.getOrDefault(address, standIn.get(address));
        if (item != null) {
            visit(item);
        }
    }
}
