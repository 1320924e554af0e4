package dev.sternway.planner.capture;

import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import dev.sternway.planner.reverse.SetAside;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts kept rows back: only values that are still the migration's, only rows that it deleted, and takes out only rows that it
 * inserted. What users changed afterwards stays.
 */
public final class Restore {
    private final Capture capture;
    private final Catalog before;
    private final SetAside aside;
    private final Set<Image> early = new LinkedHashSet<>();

    public Restore(Capture capture, Catalog before, SetAside aside) {
        this.capture = capture;
        this.before = before;
        this.aside = aside;
    }

    /** While the columns still have the migration's types: every image that needs nothing made anew. */
    public List<String> early(Delta delta) {
        List<String> statements = new ArrayList<>();
        List<Image> ready = parentsFirst(
                capture.images().stream().filter(image -> isReady(image, delta)).toList());
        ready.forEach(early::add);
        for (Image image : childrenFirst(keyed(delta))) {
            statements.addAll(inserted(image, delta));
        }
        for (Image image : ready) {
            statements.addAll(quietly(
                    image,
                    delta,
                    Stream.concat(deleted(image, delta).stream(), changed(image, delta, false).stream())
                            .toList()));
        }
        return statements;
    }

    /** Once tables and columns are there again. */
    public List<String> late(Delta delta) {
        List<String> statements = new ArrayList<>();
        List<Image> left = capture.images().stream()
                .filter(image -> !early.contains(image))
                .toList();
        for (Image image : parentsFirst(left)) {
            statements.addAll(quietly(
                    image,
                    delta,
                    Stream.concat(deleted(image, delta).stream(), changed(image, delta, true).stream())
                            .toList()));
        }
        return statements;
    }

    /** A sequence that nobody used since goes back to where it stood; one that was made anew in any case. */
    public List<String> sequences() {
        List<String> statements = new ArrayList<>();
        capture.sequences().forEach((name, moved) -> {
            String sequence = moved.before().name();
            String literal = "'" + sequence.replace("'", "''") + "'";
            statements.add(
                    moved.end().isEmpty()
                            ? "SELECT setval(" + literal + ", s.o, s.oc) FROM " + name + " s"
                            : "SELECT setval(" + literal + ", s.o, s.oc) FROM " + name + " s, " + sequence
                                    + " q WHERE q.last_value = s.n AND q.is_called = s.nc");
        });
        return statements;
    }

    private List<Image> keyed(Delta delta) {
        return capture.images().stream()
                .filter(image ->
                        !image.key().isEmpty() && delta.later(image.address()).isPresent())
                .toList();
    }

    private static boolean isReady(Image image, Delta delta) {
        return !image.key().isEmpty()
                && delta.later(image.address()).isPresent()
                && image.columns().stream()
                        .allMatch(column -> delta.later(column.address())
                                .filter(now -> now.fact("type").equals(column.fact("type"))
                                        || now.is("own type") && column.is("own type"))
                                .isPresent());
    }

    private List<String> inserted(Image image, Delta delta) {
        Item table = delta.later(image.address()).orElseThrow();
        String match = image.match(delta.now());
        List<String> statements = new ArrayList<>();
        if (capture.images().stream().noneMatch(it -> it == image)
                || image.columns().size() < live(image)) {
            return statements;
        }
        statements.addAll(aside.rows(table, delta.now(), image.name(), match));
        statements.addAll(followers(image, table, delta));
        statements.addAll(quietly(
                image,
                delta,
                List.of("DELETE FROM " + Image.from(table) + " t USING " + image.name() + " i WHERE " + match
                        + " AND i.op = 'I'")));
        return statements;
    }

    /** Only a table whose rows were written keeps all its columns; there alone rows can be new. */
    private long live(Image image) {
        return before.columns(image.address()).stream()
                .filter(it -> it.fact("generated").isEmpty())
                .count();
    }

    /** Rows that users tied to an inserted row since must not go with it. */
    private List<String> followers(Image image, Item table, Delta delta) {
        List<String> statements = new ArrayList<>();
        for (Item key : delta.now().items(Kind.FOREIGN_KEY).toList()) {
            String definition = key.fact("definition").orElse("");
            Item child = delta.now().parent(key).orElse(table);
            boolean takesAlong = definition.matches("(?s).* ON DELETE (CASCADE|SET NULL|SET DEFAULT).*")
                    && definition.contains(" REFERENCES " + table.qualified() + "(");
            if (!takesAlong || delta.earlier(child).isEmpty() || delta.now().isSetAside(child)) {
                continue;
            }
            String[] columns = between(definition, "FOREIGN KEY (").split(", ");
            String[] targets = between(definition, " REFERENCES " + table.qualified() + "(")
                    .split(", ");
            StringBuilder on = new StringBuilder();
            for (int i = 0; i < Math.min(columns.length, targets.length); i++) {
                on.append(i == 0 ? "" : " AND ")
                        .append("c.")
                        .append(columns[i])
                        .append(" = t.")
                        .append(targets[i]);
            }
            String own = capture.images().stream()
                    .filter(it ->
                            it.address().equals(child.address()) && !it.key().isEmpty())
                    .map(it -> " AND NOT EXISTS (SELECT FROM " + it.name() + " i WHERE i.op = 'I' AND "
                            + it.match(delta.now()).replace("t.", "c.") + ")")
                    .findFirst()
                    .orElse("");
            statements.add("DO $sternway$ BEGIN IF EXISTS (SELECT FROM " + Image.from(child) + " c JOIN "
                    + Image.from(table) + " t ON " + on
                    + " JOIN " + image.name() + " i ON " + image.match(delta.now()) + " WHERE i.op = 'I'" + own
                    + ") THEN RAISE EXCEPTION 'Rows of " + child.qualified().replace("'", "''")
                    + " that were written since belong to rows which the migration inserted into "
                    + table.qualified().replace("'", "''")
                    + "; move or remove them first, or restore the backup'; END IF; END $sternway$");
        }
        return statements;
    }

    private static String between(String text, String start) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(')', from));
    }

    private List<String> deleted(Image image, Delta delta) {
        Item table = before.get(image.address()).orElseThrow();
        Set<String> there =
                delta
                        .now()
                        .columns(delta.later(image.address()).map(Item::address).orElse(image.address()))
                        .stream()
                        .map(Item::name)
                        .collect(Collectors.toSet());
        List<Item> columns = image.columns();
        if (!image.key().isEmpty() && columns.size() < live(image)) {
            return List.of();
        }
        String names = columns.stream().map(Item::name).collect(Collectors.joining(", "));
        String values = columns.stream()
                .map(it -> Image.typed(it, "i." + image.old(it)) + " AS " + it.name())
                .collect(Collectors.joining(", "));
        String target = delta.later(image.address()).map(Item::qualified).orElse(table.qualified());
        if (!there.isEmpty() && columns.isEmpty()) {
            return List.of();
        }
        String unless = image.key().isEmpty()
                ? ""
                : " AND NOT EXISTS (SELECT FROM " + Image.from(table) + " t WHERE " + image.match(before) + ")";
        return List.of("INSERT INTO " + target + " (" + names + ") OVERRIDING SYSTEM VALUE SELECT " + values + " FROM "
                + image.name() + " i WHERE i.op = 'D'" + unless);
    }

    private List<String> changed(Image image, Delta delta, boolean late) {
        if (image.key().isEmpty()) {
            return List.of();
        }
        List<String> sets = new ArrayList<>();
        for (Item column : image.columns()) {
            if (image.key().contains(column)) {
                continue;
            }
            String old = Image.typed(column, "i." + image.old(column));
            boolean lost = !capturedEnd(image, column, delta);
            if (lost) {
                sets.add(column.name() + " = " + old);
            } else {
                String end = "i." + image.end(column) + (late ? castBack(column, delta) : "");
                sets.add(column.name() + " = CASE WHEN " + Image.differs(column, "t." + column.name(), end) + " THEN t."
                        + column.name() + " ELSE " + old + " END");
            }
        }
        if (sets.isEmpty()) {
            return List.of();
        }
        return List.of(
                "UPDATE " + Image.from(before.get(image.address()).orElseThrow()) + " t SET " + String.join(", ", sets)
                        + " FROM " + image.name() + " i WHERE " + image.match(before) + " AND i.op = 'U'");
    }

    private final Set<Item> gone = new LinkedHashSet<>();

    /** Notes which columns the migration took away: for those no value at its end was kept. */
    public void noteEnd(Catalog end) {
        capture.images()
                .forEach(image -> image.columns().stream()
                        .filter(it -> !end.has(it.address()))
                        .forEach(gone::add));
        capture.images()
                .forEach(image -> image.columns()
                        .forEach(it -> end.get(it.address())
                                .filter(now -> !now.fact("type").equals(it.fact("type")))
                                .ifPresent(now -> retyped.add(it))));
    }

    private final Set<Item> retyped = new LinkedHashSet<>();

    private boolean capturedEnd(Image image, Item column, Delta delta) {
        return !gone.contains(column) && image.columns().contains(column) && delta.before() == before;
    }

    private String castBack(Item column, Delta delta) {
        boolean same = !retyped.contains(column) || delta.before() != before;
        return same
                ? ""
                : (column.is("own type") ? "::text" : "") + "::"
                        + column.fact("type").orElse("text");
    }

    /** The table's own triggers do not fire for what only restores. */
    private List<String> quietly(Image image, Delta delta, List<String> statements) {
        if (statements.isEmpty()) {
            return statements;
        }
        List<Item> triggers = delta.later(image.address()).map(delta.now()::children).orElse(List.of()).stream()
                .filter(it -> it.kind() == Kind.TRIGGER
                        && !it.fact("enabled").orElse("O").equals("D"))
                .toList();
        String alter = "ALTER TABLE "
                + delta.later(image.address()).map(Item::qualified).orElse("") + " ";
        List<String> all = new ArrayList<>();
        triggers.forEach(it -> all.add(alter + "DISABLE TRIGGER " + it.name()));
        all.addAll(statements);
        triggers.forEach(it -> all.add(alter
                + switch (it.fact("enabled").orElse("O")) {
                    case "A" -> "ENABLE ALWAYS TRIGGER ";
                    case "R" -> "ENABLE REPLICA TRIGGER ";
                    default -> "ENABLE TRIGGER ";
                }
                + it.name()));
        return all;
    }

    private List<Image> childrenFirst(List<Image> images) {
        List<Image> order = new ArrayList<>(parentsFirst(images));
        java.util.Collections.reverse(order);
        return order;
    }

    /** By foreign keys as they were before. */
    private List<Image> parentsFirst(List<Image> images) {
        List<Image> order = new ArrayList<>();
        Set<Image> open = new LinkedHashSet<>(images);
        while (!open.isEmpty()) {
            Image next = open.stream()
                    .filter(image -> open.stream().noneMatch(other -> other != image && refersTo(image, other)))
                    .findFirst()
                    .orElse(open.iterator().next());
            open.remove(next);
            order.add(next);
        }
        return order;
    }

    private boolean refersTo(Image child, Image parent) {
        return before.children(child.table()).stream()
                .filter(it -> it.kind() == Kind.FOREIGN_KEY)
                .anyMatch(it -> it.fact("definition")
                        .orElse("")
                        .contains(" REFERENCES " + parent.table().qualified() + "("));
    }
}
