package dev.sternway.planner.capture;

import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** In which order kept rows go in and out, and what must not go along with them. */
final class ForeignKeys {
    private ForeignKeys() {}

    /** By the foreign keys of {@code catalog}; in a circle any order, see {@link #againstTheOrder}. */
    static List<Image> parentsFirst(List<Image> images, Catalog catalog) {
        List<Image> order = new ArrayList<>();
        Set<Image> open = new LinkedHashSet<>(images);
        while (!open.isEmpty()) {
            Image next = open.stream()
                    .filter(image ->
                            open.stream().noneMatch(other -> other != image && refersTo(image, other, catalog)))
                    .findFirst()
                    .orElse(open.iterator().next());
            open.remove(next);
            order.add(next);
        }
        return order;
    }

    static List<Image> childrenFirst(List<Image> images, Catalog catalog) {
        List<Image> order = new ArrayList<>(parentsFirst(images, catalog));
        Collections.reverse(order);
        return order;
    }

    /** Keys that point from an earlier table of the order to a later one: they have to wait until both are filled. */
    static List<Item> againstTheOrder(List<Image> order, Catalog catalog) {
        List<Item> keys = new ArrayList<>();
        for (int child = 0; child < order.size(); child++) {
            for (int parent = child + 1; parent < order.size(); parent++) {
                String reference = reference(order.get(parent).table());
                catalog.children(order.get(child).table()).stream()
                        .filter(it -> it.kind() == Kind.FOREIGN_KEY
                                && it.fact("definition").orElse("").contains(reference))
                        .forEach(keys::add);
            }
        }
        return keys;
    }

    private static boolean refersTo(Image child, Image parent, Catalog catalog) {
        String reference = reference(parent.table());
        return catalog.children(child.table()).stream()
                .anyMatch(it -> it.kind() == Kind.FOREIGN_KEY
                        && it.fact("definition").orElse("").contains(reference));
    }

    private static String reference(Item table) {
        return " REFERENCES " + table.qualified() + "(";
    }

    /** Refuses where rows that users tied to an inserted row since would be deleted or emptied with it. */
    static List<String> followers(Image image, List<Image> images, Delta delta) {
        Item table = delta.later(image.address()).orElseThrow();
        List<String> guards = new ArrayList<>();
        for (Item key : delta.now().items(Kind.FOREIGN_KEY).toList()) {
            String definition = key.fact("definition").orElse("");
            Optional<Item> child = delta.now().parent(key);
            boolean takesAlong = definition.matches("(?s).* ON DELETE (CASCADE|SET NULL|SET DEFAULT).*")
                    && definition.contains(reference(table));
            if (takesAlong
                    && child.filter(it -> delta.earlier(it).isPresent()
                                    && !delta.now().isSetAside(it))
                            .isPresent()) {
                guards.add(guard(image, images, delta, table, child.get(), definition));
            }
        }
        return guards;
    }

    private static String guard(
            Image image, List<Image> images, Delta delta, Item table, Item child, String definition) {
        String[] columns = between(definition, "FOREIGN KEY (").split(", ");
        String[] targets = between(definition, reference(table)).split(", ");
        StringBuilder on = new StringBuilder();
        for (int i = 0; i < Math.min(columns.length, targets.length); i++) {
            on.append(i == 0 ? "" : " AND ")
                    .append("c.")
                    .append(columns[i])
                    .append(" = t.")
                    .append(targets[i]);
        }
        String own = images.stream()
                .filter(it -> it.address().equals(child.address()) && !it.key().isEmpty())
                .map(it -> " AND NOT EXISTS (SELECT FROM " + it.name() + " j WHERE j.op = 'I' AND "
                        + it.match(delta.now(), "c", "j") + ")")
                .findFirst()
                .orElse("");
        return "DO $sternway$ BEGIN IF EXISTS (SELECT FROM " + Image.from(child) + " c JOIN " + Image.from(table)
                + " t ON " + on + " JOIN " + image.name()
                + " i ON " + image.match(delta.now()) + " WHERE i.op = 'I'" + own + ") THEN RAISE EXCEPTION 'Rows of "
                + quoted(child)
                + " that were written since belong to rows which the migration inserted into " + quoted(table)
                + "; move or remove them first, or restore the backup'; END IF; END $sternway$";
    }

    private static String quoted(Item table) {
        return table.qualified().replace("'", "''").replace("%", "%%");
    }

    private static String between(String text, String start) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(')', from));
    }
}
