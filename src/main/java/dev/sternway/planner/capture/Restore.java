package dev.sternway.planner.capture;

import dev.sternway.planner.catalog.Address;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import dev.sternway.planner.reverse.SetAside;
import dev.sternway.planner.reverse.WayBack;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts kept rows back: only values that are still the migration's, only rows that it deleted, and takes out only rows that it
 * inserted. What users changed afterwards stays.
 */
public final class Restore implements WayBack.Rows {
    private final Capture capture;
    private final Catalog before;
    private final Catalog end;
    private final SetAside aside;
    private final Set<Image> done = new LinkedHashSet<>();
    private List<LaterValues> later = List.of();

    /** @param end the catalog at the end of the migration */
    public Restore(Capture capture, Catalog before, Catalog end, SetAside aside) {
        this.capture = capture;
        this.before = before;
        this.end = end;
        this.aside = aside;
    }

    /** Every image that needs nothing made anew, while the columns still have the migration's types. */
    @Override
    public List<String> early(Delta delta) {
        List<String> statements = new ArrayList<>();
        List<Image> present = capture.images().stream()
                .filter(image ->
                        image.keepsAll(before) && delta.later(image.address()).isPresent())
                .toList();
        for (Image image : ForeignKeys.childrenFirst(present, before)) {
            statements.addAll(takeOut(image, delta));
        }
        later = LaterValues.of(capture.images(), end, delta, aside.schema());
        if (!later.isEmpty()) {
            statements.addAll(aside.open());
            later.forEach(values -> statements.addAll(values.before(delta)));
        }
        List<Image> ready =
                capture.images().stream().filter(image -> isReady(image, delta)).toList();
        done.addAll(ready);
        statements.addAll(putBack(ready, delta, false));
        return statements;
    }

    /** The others, once tables and columns are there again. */
    @Override
    public List<String> late(Delta delta) {
        List<String> statements = new ArrayList<>(putBack(
                capture.images().stream().filter(image -> !done.contains(image)).toList(), delta, true));
        later.forEach(values -> statements.addAll(quietly(values.image(), delta, List.of(values.after()))));
        return statements;
    }

    @Override
    public boolean covers(Address column) {
        return later.stream().anyMatch(values -> values.column().equals(column));
    }

    /** A sequence that nobody used since goes back to where it stood; one that was made anew in any case. */
    public List<String> sequences() {
        List<String> statements = new ArrayList<>();
        capture.sequences().forEach((name, moved) -> {
            String sequence = moved.before().name();
            String set = "SELECT setval('" + sequence.replace("'", "''") + "', s.o, s.oc) FROM " + name + " s";
            statements.add(
                    moved.end().isEmpty()
                            ? set
                            : set + ", " + sequence + " q WHERE q.last_value = s.n AND q.is_called = s.nc");
        });
        return statements;
    }

    private boolean isReady(Image image, Delta delta) {
        return !image.key().isEmpty()
                && delta.later(image.address()).isPresent()
                && image.columns().stream()
                        .allMatch(column -> delta.later(column.address())
                                .filter(now -> takes(now, column, delta))
                                .isPresent());
    }

    /** Whether the column as it is now can hold every old value. */
    private boolean takes(Item now, Item column, Delta delta) {
        boolean asText =
                column.is("own type") && now.fact("type").filter("text"::equals).isPresent();
        if (!now.fact("type").equals(column.fact("type"))
                && !asText
                && !(now.is("own type") && column.is("own type"))) {
            return false;
        }
        Set<String> old = before.labels(column);
        Set<String> current = delta.now().labels(now);
        return old.isEmpty() || current.isEmpty() || current.containsAll(old);
    }

    private List<String> takeOut(Image image, Delta delta) {
        Item table = delta.later(image.address()).orElseThrow();
        String match = image.match(delta.now());
        List<String> statements = new ArrayList<>(aside.rows(table, delta.now(), image.name(), match));
        statements.addAll(ForeignKeys.followers(image, capture.images(), delta));
        statements.addAll(quietly(
                image,
                delta,
                List.of("DELETE FROM " + Image.from(table) + " t USING " + image.name() + " i WHERE " + match
                        + " AND i.op = 'I'")));
        return statements;
    }

    private List<String> putBack(List<Image> images, Delta delta, boolean late) {
        List<Image> order = ForeignKeys.parentsFirst(images, before);
        List<Item> circle = ForeignKeys.againstTheOrder(order, before).stream()
                .filter(key -> delta.later(key).isPresent())
                .toList();
        List<String> statements = new ArrayList<>();
        circle.forEach(key -> statements.add(alterKey(key) + "DEFERRABLE INITIALLY DEFERRED"));
        if (!circle.isEmpty()) {
            statements.add("SET CONSTRAINTS ALL DEFERRED");
        }
        for (Image image : order) {
            List<String> back = new ArrayList<>(deleted(image, delta));
            back.addAll(changed(image, delta, late));
            statements.addAll(quietly(image, delta, back));
        }
        if (!circle.isEmpty()) {
            statements.add("SET CONSTRAINTS ALL IMMEDIATE");
            circle.forEach(key ->
                    statements.add(alterKey(key) + timing(key.fact("definition").orElse(""))));
        }
        return statements;
    }

    private String alterKey(Item key) {
        return "ALTER TABLE " + before.parentName(key) + " ALTER CONSTRAINT " + key.name() + " ";
    }

    private static String timing(String definition) {
        return !definition.contains(" DEFERRABLE")
                ? "NOT DEFERRABLE"
                : definition.contains("INITIALLY DEFERRED")
                        ? "DEFERRABLE INITIALLY DEFERRED"
                        : "DEFERRABLE INITIALLY IMMEDIATE";
    }

    private List<String> deleted(Image image, Delta delta) {
        if (!image.keepsAll(before)) {
            return List.of();
        }
        String target = delta.later(image.address())
                .map(Item::qualified)
                .orElse(image.table().qualified());
        String unless = image.key().isEmpty()
                ? ""
                : " AND NOT EXISTS (SELECT FROM " + Image.from(image.table()) + " t WHERE " + image.match(before) + ")";
        return List.of("INSERT INTO " + target + " (" + joined(image.columns(), Item::name, ", ")
                + ") OVERRIDING SYSTEM VALUE SELECT "
                + joined(image.columns(), it -> Image.typed(it, "i." + image.old(it)) + " AS " + it.name(), ", ")
                + " FROM " + image.name()
                + " i WHERE i.op = 'D'" + unless);
    }

    private List<String> changed(Image image, Delta delta, boolean late) {
        List<Item> columns = image.columns().stream()
                .filter(column -> !image.key().contains(column))
                .toList();
        if (image.key().isEmpty() || columns.isEmpty()) {
            return List.of();
        }
        return List.of("UPDATE " + Image.from(image.table()) + " t SET "
                + joined(columns, it -> it.name() + " = " + value(image, it, delta, late), ", ") + " FROM "
                + image.name() + " i WHERE " + image.match(before) + " AND i.op = 'U'");
    }

    /** The old value, unless users changed the migration's since. */
    private String value(Image image, Item column, Delta delta, boolean late) {
        String type = late
                ? column.fact("type").orElse("text")
                : delta.later(column.address()).flatMap(it -> it.fact("type")).orElse("text");
        String old = "i." + image.old(column) + (column.is("own type") ? "::" + type : "");
        Optional<Item> last = end.get(column.address());
        if (last.isEmpty()) {
            return old;
        }
        boolean retyped = late && !last.get().fact("type").equals(column.fact("type"));
        String value =
                "i." + image.end(column) + (retyped ? (column.is("own type") ? "::text" : "") + "::" + type : "");
        return "CASE WHEN " + Image.differs(column, "t." + column.name(), value) + " THEN t." + column.name() + " ELSE "
                + old + " END";
    }

    /** The table's own triggers do not fire for what only restores. */
    private static List<String> quietly(Image image, Delta delta, List<String> statements) {
        Optional<Item> table = delta.later(image.address());
        if (statements.isEmpty() || table.isEmpty()) {
            return statements;
        }
        List<Item> triggers = delta.now().children(table.get()).stream()
                .filter(it -> it.kind() == Kind.TRIGGER
                        && !it.is("clone")
                        && !it.fact("enabled").orElse("O").equals("D"))
                .toList();
        String alter = "ALTER TABLE " + table.get().qualified() + " ";
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

    private static String joined(List<Item> columns, Function<Item, String> text, String between) {
        return columns.stream().map(text).collect(Collectors.joining(between));
    }
}
