package dev.sternway.planner.capture;

import dev.sternway.planner.catalog.Address;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables whose rows a migration writes: what it wrote on the scratch database, and what it would write if there were rows. */
public final class Writes {
    private final List<Write> writes = new ArrayList<>();
    private boolean opaque;

    /**
     * One statement's.
     *
     * @param tables oids of tables that it wrote or held locked for writing
     * @param target oid of the table that an UPDATE names, and which columns it sets
     * @param onlyInserts nothing can follow along foreign keys
     */
    public record Write(Set<Long> tables, Optional<Long> target, List<String> columns, boolean onlyInserts) {}

    public void add(Write write) {
        writes.add(write);
    }

    /** A block or function call may write other tables in another database than it did here. */
    public void sawOpaque() {
        opaque = true;
    }

    boolean isOpaque() {
        return opaque;
    }

    /** Oids; an UPDATE that fills only new columns needs no old rows, unless triggers may do more. */
    Set<Long> tables(Delta delta) {
        Set<Long> tables = new HashSet<>();
        for (Write write : writes) {
            Set<Long> own = new HashSet<>(write.tables());
            write.target().filter(oid -> fillsOnlyNew(write, oid, delta)).ifPresent(own::remove);
            tables.addAll(own);
            if (!write.onlyInserts()) {
                tables.addAll(followers(own, delta.before()));
            }
        }
        return tables;
    }

    /** Names of the columns that plain updates set, where nothing else writes the table; empty when whole rows have to be kept. */
    Optional<Set<String>> columns(long table, Delta delta) {
        Set<String> columns = new HashSet<>();
        boolean triggered = isTriggered(new Address("pg_class", table, 0), delta);
        for (Write write : writes) {
            if (write.tables().contains(table)) {
                boolean plain = write.target().filter(oid -> oid == table).isPresent()
                        && !write.columns().isEmpty()
                        && !triggered;
                if (!plain) {
                    return Optional.empty();
                }
                columns.addAll(write.columns());
            }
        }
        return columns.isEmpty() || opaque ? Optional.empty() : Optional.of(columns);
    }

    private static boolean isTriggered(Address table, Delta delta) {
        return delta.before().get(table).map(delta.before()::children).orElse(List.of()).stream()
                .anyMatch(item -> item.kind() == Kind.TRIGGER || item.kind() == Kind.RULE);
    }

    /** Tables that may be written without being kept. */
    Set<Long> excused(Delta delta) {
        Set<Long> excused = new HashSet<>();
        writes.forEach(write ->
                write.target().filter(oid -> fillsOnlyNew(write, oid, delta)).ifPresent(excused::add));
        return excused;
    }

    private static boolean fillsOnlyNew(Write write, long oid, Delta delta) {
        Address table = new Address("pg_class", oid, 0);
        Set<String> old = new HashSet<>();
        delta.before().columns(table).forEach(column -> {
            old.add(column.name());
            delta.now().get(column.address()).map(Item::name).ifPresent(old::add);
        });
        boolean triggered = isTriggered(table, delta);
        return !write.columns().isEmpty()
                && !triggered
                && write.columns().stream().noneMatch(old::contains);
    }

    /** Along foreign keys that change or delete rows of their own accord. */
    private static Set<Long> followers(Set<Long> tables, Catalog before) {
        Set<Long> found = new HashSet<>();
        Deque<Long> open = new ArrayDeque<>(tables);
        while (!open.isEmpty()) {
            Optional<Item> table = before.get(new Address("pg_class", open.poll(), 0));
            if (table.isEmpty()) {
                continue;
            }
            String reference = " REFERENCES " + table.get().qualified() + "(";
            before.items(Kind.FOREIGN_KEY)
                    .filter(key -> key.fact("definition")
                            .filter(it ->
                                    it.contains(reference) && it.matches("(?s).* ON (DELETE|UPDATE) (CASCADE|SET).*"))
                            .isPresent())
                    .flatMap(key -> before.parent(key).stream())
                    .map(child -> child.address().oid())
                    .filter(found::add)
                    .forEach(open::add);
        }
        return found;
    }
}
