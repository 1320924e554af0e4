package dev.sternway.planner.mariadb.rows;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.ForeignKey;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.util.ArrayList;
import java.util.List;

/**
 * One way on which deleting a row reaches rows of other tables, which fires none of their triggers.
 *
 * @param steps foreign keys, from the deleted row outwards; all but the last delete
 * @param tables the table of each step
 */
record Cascade(List<ForeignKey> steps, List<TableShape> tables) {
    private static final int MOST = 40;

    /** @throws EndlessException when the foreign keys go round, or on too many ways */
    static List<Cascade> from(TableShape table, Catalog catalog) {
        List<Cascade> found = new ArrayList<>();
        follow(new Cascade(List.of(), List.of()), table, catalog, found, List.of(table.name()));
        found.sort(java.util.Comparator.comparing(Cascade::deletes));
        return found;
    }

    TableShape reached() {
        return tables.get(tables.size() - 1);
    }

    ForeignKey last() {
        return steps.get(steps.size() - 1);
    }

    boolean deletes() {
        return last().onDelete().equals("CASCADE");
    }

    /** {@code FROM child s1 JOIN grandchild s2 ON …}; the reached rows have the alias of the last step. */
    String from() {
        StringBuilder text = new StringBuilder("FROM ")
                .append(Quote.name(tables.get(0).name()))
                .append(" s1");
        for (int i = 1; i < steps.size(); i++) {
            text.append(" JOIN ")
                    .append(Quote.name(tables.get(i).name()))
                    .append(" s")
                    .append(i + 1)
                    .append(" ON ");
            text.append(equal(steps.get(i), "s" + (i + 1), "s" + i));
        }
        return text.toString();
    }

    /** The condition that ties the first step to the row that goes. */
    String where() {
        return equal(steps.get(0), "s1", "OLD");
    }

    String alias() {
        return "s" + steps.size();
    }

    private static String equal(ForeignKey key, String child, String parent) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            parts.add(child + "." + Quote.name(key.columns().get(i)) + " = " + parent + "."
                    + Quote.name(key.parentColumns().get(i)));
        }
        return String.join(" AND ", parts);
    }

    private static void follow(
            Cascade so, TableShape table, Catalog catalog, List<Cascade> found, List<String> passed) {
        for (TableShape child : catalog.tables().values()) {
            for (ForeignKey key : child.foreignKeys().values()) {
                if (key.parent().equals(table.name()) && key.deletesOrEmpties()) {
                    if (passed.contains(child.name()) || found.size() >= MOST) {
                        throw new EndlessException(child.name());
                    }
                    Cascade next = so.with(key, child);
                    found.add(next);
                    if (next.deletes()) {
                        List<String> longer = new ArrayList<>(passed);
                        longer.add(child.name());
                        follow(next, child, catalog, found, longer);
                    }
                }
            }
        }
    }

    private Cascade with(ForeignKey key, TableShape table) {
        List<ForeignKey> longer = new ArrayList<>(steps);
        longer.add(key);
        List<TableShape> more = new ArrayList<>(tables);
        more.add(table);
        return new Cascade(List.copyOf(longer), List.copyOf(more));
    }

    /** Cascades that lead back to where they began. */
    static final class EndlessException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        EndlessException(String table) {
            super("deletes cascade in a circle through " + table);
        }
    }
}
