package dev.sternway.planner.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which object of an earlier catalog is which object of a later one, and what has no counterpart. */
public final class Delta {
    private final Catalog before;
    private final Catalog now;
    private final Map<Address, Item> matched = new LinkedHashMap<>();
    private final Map<Address, Item> origin = new HashMap<>();

    private Delta(Catalog before, Catalog now) {
        this.before = before;
        this.now = now;
    }

    /**
     * Matches by address; an object that was made anew on the way back is matched by kind and name.
     *
     * @param remade addresses, in the earlier catalog, of objects that were made anew
     */
    public static Delta between(Catalog before, Catalog now, Set<Address> remade) {
        Delta delta = new Delta(before, now);
        for (Item item : before.items()) {
            if (!before.isSetAside(item)) {
                now.get(item.address())
                        .filter(there -> there.kind() == item.kind() && sameLabels(item, there))
                        .ifPresent(there -> delta.match(item, there));
            }
        }
        delta.matchRemade(remade);
        return delta;
    }

    private void matchRemade(Set<Address> remade) {
        Map<String, Item> byPath = new HashMap<>();
        now.items().stream()
                .filter(item -> !origin.containsKey(item.address()))
                .forEach(item -> byPath.put(item.kind() + " " + now.path(item), item));
        for (Item item : before.items().stream()
                .sorted(java.util.Comparator.comparing(Item::kind))
                .toList()) {
            if (!matched.containsKey(item.address()) && !before.isSetAside(item)) {
                Optional.ofNullable(byPath.get(item.kind() + " " + before.path(item)))
                        .filter(there -> wasRemade(item, remade) || isAnEqual(item, there))
                        .ifPresent(there -> match(item, there));
            }
        }
    }

    /** Dropped and made again by the migration, or by PostgreSQL while it changed a type. */
    private boolean isAnEqual(Item item, Item there) {
        boolean sameParent = item.parent().isEmpty()
                || there.parent().map(origin::get).map(Item::address).equals(item.parent());
        return switch (item.kind()) {
            case CONSTRAINT, FOREIGN_KEY, INDEX, VIEW, TRIGGER, RULE, POLICY, STATISTICS, PUBLICATION, EVENT_TRIGGER ->
                sameParent;
            case VIEW_COLUMN -> sameParent;
            case FUNCTION, PROCEDURE -> item.looksLike(there);
            default -> false;
        };
    }

    private boolean wasRemade(Item item, Set<Address> remade) {
        return remade.contains(item.address())
                || item.kind() != Kind.TABLE
                        && before.parent(item)
                                .filter(it -> wasRemade(it, remade))
                                .isPresent();
    }

    /** An enum whose labels were added or removed is another type: it can only be swapped. */
    private static boolean sameLabels(Item one, Item other) {
        return labels(one).equals(labels(other));
    }

    private static Set<String> labels(Item item) {
        Set<String> oids = new HashSet<>();
        item.fact("labels").ifPresent(labels -> labels.lines().forEach(line -> oids.add(line.split(" ", 2)[0])));
        return item.kind() == Kind.ENUM ? oids : Set.of();
    }

    private void match(Item item, Item there) {
        matched.put(item.address(), there);
        origin.put(there.address(), item);
    }

    public Catalog before() {
        return before;
    }

    public Catalog now() {
        return now;
    }

    /** The later form of an earlier object. */
    public Optional<Item> later(Item item) {
        return Optional.ofNullable(matched.get(item.address()));
    }

    public Optional<Item> later(Address address) {
        return Optional.ofNullable(matched.get(address));
    }

    /** The earlier form of a later object. */
    public Optional<Item> earlier(Item item) {
        return Optional.ofNullable(origin.get(item.address()));
    }

    public List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        matched.forEach((address, there) -> before.get(address).ifPresent(item -> pairs.add(new Pair(item, there))));
        return pairs;
    }

    /** One object, then and now. */
    public record Pair(Item before, Item now) {
        public boolean differs(String fact) {
            return !before.normal(fact).equals(now.normal(fact));
        }
    }

    public List<Item> created() {
        return now.items().stream()
                .filter(item -> !origin.containsKey(item.address()) && !now.isSetAside(item))
                .toList();
    }

    public List<Item> dropped() {
        return before.items().stream()
                .filter(item -> !matched.containsKey(item.address()) && !before.isSetAside(item))
                .toList();
    }

    public boolean isEmpty() {
        return before.lines().equals(now.lines());
    }

    /** What the later catalog has less, with a minus, and more, with a plus. */
    public static List<String> difference(Catalog before, Catalog now) {
        Set<String> old = before.lines();
        Set<String> current = now.lines();
        List<String> difference = new ArrayList<>();
        old.stream().filter(line -> !current.contains(line)).forEach(line -> difference.add("- " + line));
        current.stream().filter(line -> !old.contains(line)).forEach(line -> difference.add("+ " + line));
        return difference;
    }
}
