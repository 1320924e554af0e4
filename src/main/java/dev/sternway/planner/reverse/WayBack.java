package dev.sternway.planner.reverse;

import dev.sternway.planner.Impossible;
import dev.sternway.planner.catalog.Address;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the way back in portions: each depends on what the database looks like after the one before. The caller runs every portion
 * and hands in the new catalog, until nothing is left to do.
 */
public final class WayBack {
    private final Catalog before;
    private final Rows rows;
    private final SetAside aside;
    private final Set<Address> remade = new HashSet<>();
    private List<String> last = List.of();
    private int round;
    private boolean rowsEarly;
    private boolean rowsLate;

    /** Puts kept rows back: while the migration's columns stand, and once all tables and columns are there again. */
    public interface Rows {
        List<String> early(Delta delta);

        List<String> late(Delta delta);

        /** Whether the column's old values are kept, so that its values are taken care of one by one. */
        boolean covers(Address column);
    }

    public WayBack(Catalog before, Rows rows, SetAside aside) {
        this.before = before;
        this.rows = rows;
        this.aside = aside;
    }

    /**
     * @return statements to run next; empty when the catalog is as before or nothing more can be done
     * @throws Impossible when no statement leads back
     */
    public List<String> next(Catalog now) {
        Delta delta = Delta.between(before, now, remade);
        round++;
        List<String> statements = portion(delta);
        if (statements.equals(last) || round > 20) {
            return List.of();
        }
        last = statements;
        return statements;
    }

    private List<String> portion(Delta delta) {
        List<String> statements = Renames.of(delta, round);
        if (statements.isEmpty()) {
            statements = Alters.detach(delta);
        }
        if (statements.isEmpty()) {
            statements = Drops.early(delta, aside);
        }
        if (statements.isEmpty()) {
            statements = Alters.loosen(delta);
        }
        if (statements.isEmpty() && !rowsEarly) {
            rowsEarly = true;
            statements = rows.early(delta);
        }
        if (statements.isEmpty()) {
            statements = foundations(delta);
        }
        if (statements.isEmpty()) {
            statements = Alters.retype(delta, rows);
        }
        if (statements.isEmpty()) {
            statements =
                    creates(delta, kind -> kind == Kind.TABLE || kind == Kind.FOREIGN_TABLE || kind == Kind.COLUMN);
        }
        if (statements.isEmpty() && !rowsLate) {
            rowsLate = true;
            statements = rows.late(delta);
        }
        if (statements.isEmpty()) {
            statements = creates(delta, kind -> true);
        }
        if (statements.isEmpty()) {
            statements = Finish.of(delta, remade);
        }
        return statements.isEmpty() ? Drops.late(delta) : statements;
    }

    private List<String> foundations(Delta delta) {
        List<String> statements = new ArrayList<>();
        for (Item item : delta.dropped()) {
            if (item.kind().isFoundation()) {
                delta.created().stream()
                        .filter(there -> there.kind().livesInSchema()
                                && there.qualified().equals(item.qualified()))
                        .findFirst()
                        .ifPresent(there -> statements.add(
                                "ALTER " + Phrase.of(there, delta.now()) + " RENAME TO sternway_passing_" + round));
            }
        }
        statements.addAll(creates(delta, Kind::isFoundation));
        return statements;
    }

    private List<String> creates(Delta delta, java.util.function.Predicate<Kind> wanted) {
        Creates creates = new Creates(before);
        List<Item> gone = delta.dropped().stream()
                .filter(item -> wanted.test(item.kind()) && !comesWithParent(item, delta))
                .filter(item -> !item.kind().isFoundation() || !waits(item, delta, new HashSet<>()))
                .toList();
        List<String> statements = new ArrayList<>();
        for (Item item : Order.foundationsFirst(gone, before)) {
            remade.add(item.address());
            statements.addAll(creates.of(item));
        }
        return statements;
    }

    /** A function over a view or table that is still to be made has to wait for it. */
    private boolean waits(Item item, Delta delta, Set<Address> seen) {
        return seen.add(item.address())
                && before.needs(item.address()).stream()
                        .flatMap(need -> before.get(need.on()).stream())
                        .filter(need -> delta.later(need).isEmpty())
                        .anyMatch(need -> need.kind().isRelation() && item.kind() != Kind.SEQUENCE
                                || need.kind() == Kind.VIEW_COLUMN
                                || waits(need, delta, seen));
    }

    /** Columns and attributes are made with their table or type, and domains come with their name only. */
    private boolean comesWithParent(Item item, Delta delta) {
        Optional<Item> parent = before.parent(item);
        boolean parentGone = parent.isPresent() && delta.later(parent.get()).isEmpty();
        return parentGone
                        && (item.kind() == Kind.COLUMN
                                || item.kind() == Kind.ATTRIBUTE
                                || item.kind() == Kind.VIEW_COLUMN)
                || item.kind() == Kind.VIEW_COLUMN;
    }
}
