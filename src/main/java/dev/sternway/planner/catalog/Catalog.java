package dev.sternway.planner.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All objects of a database at one moment, and who depends on whom. */
public final class Catalog {
    /** Schemas whose names start so hold what was set aside; they are no part of what is compared. */
    public static final String SALVAGE = "sternway_salvage";

    private final Map<Address, Item> items;
    private final Map<Address, List<Dependency>> dependents = new HashMap<>();
    private final Map<Address, List<Dependency>> needs = new HashMap<>();
    private final Map<Address, List<Item>> children = new HashMap<>();

    Catalog(Map<Address, Item> items, Collection<Dependency> dependencies) {
        this.items = Map.copyOf(items);
        items.values().stream()
                .sorted(Comparator.comparing(Item::kind)
                        .thenComparing(item -> item.address().sub())
                        .thenComparing(item -> item.address().oid()))
                .forEach(item -> item.parent()
                        .ifPresent(it -> children.computeIfAbsent(it, key -> new ArrayList<>())
                                .add(item)));
        Map<Address, Address> partOf = new HashMap<>();
        dependencies.stream()
                .filter(it -> it.type() == 'i' && !items.containsKey(it.dependent()))
                .forEach(it -> partOf.put(it.dependent(), it.on()));
        Set<Dependency> resolved = new HashSet<>();
        for (Dependency dependency : dependencies) {
            Optional<Address> dependent = resolve(dependency.dependent(), partOf);
            Optional<Address> on = resolve(dependency.on(), partOf);
            if (dependent.isPresent() && on.isPresent() && !dependent.equals(on)) {
                resolved.add(new Dependency(dependent.get(), on.get(), dependency.type()));
            }
        }
        resolved.forEach(it -> {
            dependents.computeIfAbsent(it.on(), key -> new ArrayList<>()).add(it);
            needs.computeIfAbsent(it.dependent(), key -> new ArrayList<>()).add(it);
        });
    }

    private Optional<Address> resolve(Address address, Map<Address, Address> partOf) {
        Address at = address;
        for (int i = 0; i < 5 && at != null; i++) {
            if (items.containsKey(at)) {
                return Optional.of(at);
            }
            Address whole = at.column(0);
            at = at.sub() > 0 && items.containsKey(whole) ? whole : partOf.get(at);
        }
        return Optional.empty();
    }

    public Collection<Item> items() {
        return items.values();
    }

    public Stream<Item> items(Kind kind) {
        return items.values().stream().filter(item -> item.kind() == kind);
    }

    public Optional<Item> get(Address address) {
        return Optional.ofNullable(items.get(address));
    }

    public boolean has(Address address) {
        return items.containsKey(address);
    }

    public Optional<Item> parent(Item item) {
        return item.parent().flatMap(this::get);
    }

    /** Qualified name of what the item hangs on. */
    public String parentName(Item item) {
        return parent(item).map(Item::qualified).orElse("");
    }

    public List<Item> children(Item parent) {
        return List.copyOf(children.getOrDefault(parent.address(), List.of()));
    }

    /** Columns of a table in their order. */
    public List<Item> columns(Address table) {
        return get(table).map(this::children).orElse(List.of()).stream()
                .filter(item -> item.kind() == Kind.COLUMN || item.kind() == Kind.ATTRIBUTE)
                .toList();
    }

    public List<Dependency> dependents(Address address) {
        return dependents.getOrDefault(address, List.of());
    }

    public List<Dependency> needs(Address address) {
        return needs.getOrDefault(address, List.of());
    }

    /** Labels of the enum that a column has as its type; empty for any other type. */
    public Set<String> labels(Item column) {
        return needs(column.address()).stream()
                .flatMap(need -> get(need.on()).stream())
                .filter(item -> item.kind() == Kind.ENUM)
                .findFirst()
                .flatMap(item -> item.normal("labels"))
                .map(labels -> labels.lines().collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    /** The item's path by names, unique within its kind. */
    public String path(Item item) {
        return item.kind() == Kind.INDEX
                        || item.parent().isEmpty()
                        || item.schema().isPresent()
                ? item.qualified()
                : parent(item).map(this::path).orElse("?") + "." + item.name();
    }

    /** Whether the item is set aside, or hangs on something that is. */
    public boolean isSetAside(Item item) {
        return item.schema().filter(it -> it.startsWith(SALVAGE)).isPresent()
                || item.kind() == Kind.SCHEMA && item.name().startsWith(SALVAGE)
                || item.parent().isPresent()
                        && parent(item).filter(this::isSetAside).isPresent();
    }

    /** The whole schema as lines without identifiers, for comparison; the order of columns does not show. */
    public Set<String> lines() {
        Set<String> lines = new TreeSet<>();
        for (Item item : items.values()) {
            if (isSetAside(item)) {
                continue;
            }
            String name = item.kind().words() + " " + path(item);
            lines.add(name);
            item.facts().forEach((fact, value) -> {
                if (!Item.isNote(fact)) {
                    lines.add(name + ": " + fact + " " + item.normal(fact).orElse(""));
                }
            });
        }
        return lines;
    }

    /** Tables whose columns stand in another order than in {@code other}. */
    public List<String> reordered(Catalog other) {
        Map<String, List<String>> theirs = other.order();
        List<String> tables = new ArrayList<>();
        order().forEach((table, columns) -> {
            if (theirs.containsKey(table) && !columns.equals(theirs.get(table))) {
                tables.add(table);
            }
        });
        return tables;
    }

    private Map<String, List<String>> order() {
        return items(Kind.TABLE)
                .filter(item -> !isSetAside(item))
                .collect(Collectors.toMap(
                        Item::qualified,
                        item -> columns(item.address()).stream().map(Item::name).toList(),
                        (one, two) -> one,
                        LinkedHashMap::new));
    }
}
