package dev.sternway.planner.capture;

import dev.sternway.planner.Impossible;
import dev.sternway.planner.catalog.Address;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Delta;
import dev.sternway.planner.catalog.Delta.Pair;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Keys;
import dev.sternway.planner.catalog.Kind;
import dev.sternway.planner.content.Sequences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds out which rows and sequences have to be kept, from what a first run did. */
public final class CaptureNeeds {
    private final Delta delta;
    private final String slug;
    private final Map<Address, Set<Item>> columns = new LinkedHashMap<>();
    private final Set<Address> whole = new LinkedHashSet<>();

    private CaptureNeeds(Delta delta, String slug) {
        this.delta = delta;
        this.slug = slug;
    }

    /**
     * @param replaced oids of tables whose rows went without being counted
     * @param thorough keep every column that was changed in any way, even where the way back is usually exact
     * @throws Impossible when rows would be needed that nothing tells apart
     */
    public static Capture of(
            Delta delta,
            Writes writes,
            Set<Long> replaced,
            Sequences before,
            Sequences end,
            String slug,
            boolean thorough) {
        CaptureNeeds needs = new CaptureNeeds(delta, slug);
        for (long table : writes.tables(delta)) {
            needs.written(table, thorough ? Optional.empty() : writes.columns(table, delta));
        }
        replaced.forEach(table -> needs.written(table, Optional.empty()));
        delta.dropped().forEach(needs::dropped);
        delta.pairs().forEach(pair -> needs.retyped(pair, thorough));
        List<Image> images = new ArrayList<>();
        needs.whole.forEach(address -> delta.before().get(address).ifPresent(table -> images.add(needs.whole(table))));
        needs.columns.forEach((address, kept) -> {
            if (!needs.whole.contains(address)) {
                delta.before().get(address).ifPresent(table -> images.add(needs.keyed(table, kept)));
            }
        });
        return new Capture(
                images,
                needs.sequences(before, end),
                writes.isOpaque() || !images.isEmpty()
                        ? Optional.of(Catalog.SALVAGE + ".\"" + slug + " wrote before\"")
                        : Optional.empty(),
                writes.excused(delta),
                delta.before());
    }

    private Optional<Item> root(Address table) {
        return delta.before()
                .get(table)
                .filter(it -> !delta.before().isSetAside(it))
                .map(item -> {
                    Item at = item;
                    while (at.fact("bound").isPresent()
                            && delta.before().parent(at).isPresent()) {
                        at = delta.before().parent(at).orElse(at);
                    }
                    return at;
                });
    }

    private void written(long oid, Optional<Set<String>> only) {
        root(new Address("pg_class", oid, 0))
                .filter(table -> table.kind() == Kind.TABLE)
                .ifPresent(table -> {
                    List<Item> all = delta.before().columns(table.address());
                    Set<String> names = all.stream().map(Item::name).collect(Collectors.toSet());
                    boolean narrow = only.filter(names::containsAll).isPresent()
                            && table.address().oid() == oid
                            && Keys.all(table, delta.before()).stream()
                                    .noneMatch(key ->
                                            key.stream().map(Item::name).anyMatch(only.orElse(Set.of())::contains));
                    all.stream()
                            .filter(column -> !narrow || only.orElse(Set.of()).contains(column.name()))
                            .forEach(column -> keep(table, column));
                });
    }

    private void keep(Item table, Item column) {
        if (column.fact("generated").isEmpty()) {
            columns.computeIfAbsent(table.address(), key -> new LinkedHashSet<>())
                    .add(column);
        }
    }

    private void dropped(Item item) {
        if (item.kind() == Kind.TABLE && item.fact("partition key").isEmpty()) {
            whole.add(item.address());
        } else if (item.kind() == Kind.COLUMN) {
            delta.before()
                    .parent(item)
                    .filter(table ->
                            table.kind() == Kind.TABLE && delta.later(table).isPresent())
                    .flatMap(table -> root(table.address()))
                    .ifPresent(table -> columnOf(table, item).ifPresent(column -> keep(table, column)));
        }
    }

    private Optional<Item> columnOf(Item table, Item column) {
        return delta.before().columns(table.address()).stream()
                .filter(it -> it.name().equals(column.name()))
                .findFirst();
    }

    private void retyped(Pair pair, boolean thorough) {
        if (pair.now().kind() != Kind.COLUMN
                || !pair.differs("type")
                || pair.before().fact("generated").isPresent()) {
            return;
        }
        String from = pair.before().fact("type").orElse("");
        String to = pair.now().fact("type").orElse("");
        if (thorough || !Widening.isExact(from, to) && !sameEnum(pair)) {
            delta.before()
                    .parent(pair.before())
                    .filter(table -> table.kind() == Kind.TABLE)
                    .flatMap(table -> root(table.address()))
                    .ifPresent(table -> columnOf(table, pair.before()).ifPresent(column -> keep(table, column)));
        }
    }

    private static boolean sameEnum(Pair pair) {
        return pair.before().is("own type") && pair.now().is("own type");
    }

    private Image whole(Item table) {
        return new Image(
                name(table),
                table,
                List.of(),
                delta.before().columns(table.address()).stream()
                        .filter(it -> it.fact("generated").isEmpty())
                        .toList());
    }

    private Image keyed(Item table, Set<Item> kept) {
        List<List<Item>> keys = Keys.all(table, delta.before());
        List<Item> key = keys.stream()
                .filter(columns ->
                        columns.stream().allMatch(column -> delta.now().has(column.address())))
                .findFirst()
                .or(() -> keys.stream().findFirst())
                .orElseThrow(
                        () -> new Impossible(
                                "the rows of " + table.qualified()
                                        + " cannot be told apart: the table has no key. Give it a primary key in an earlier release, or plan a restore (level 3)"));
        if (!key.stream().allMatch(column -> delta.now().has(column.address()))) {
            throw new Impossible(
                    "the key of " + table.qualified()
                            + " goes with the migration, so its rows cannot be found again. Keep the old key until the next release, or plan a restore (level 3)");
        }
        return new Image(
                name(table), table, key.stream().map(this::comparedAsText).toList(), List.copyOf(kept));
    }

    /** A column of a key that gets another type is kept and compared as text, which both types can become. */
    private Item comparedAsText(Item column) {
        boolean same = delta.now()
                .get(column.address())
                .filter(it -> it.fact("type").equals(column.fact("type")))
                .isPresent();
        return same ? column : column.with("own type", "true");
    }

    private String name(Item table) {
        String name = slug + "." + table.qualified().replace("\"", "").replaceFirst("^public\\.", "");
        return Catalog.SALVAGE + ".\""
                + (name.length() > 60 ? name.substring(0, 52) + "~" + Math.floorMod(name.hashCode(), 1_000_000) : name)
                + "\"";
    }

    private Map<String, Capture.Moved> sequences(Sequences before, Sequences end) {
        Map<String, Capture.Moved> moved = new TreeMap<>();
        before.states().forEach((oid, state) -> {
            Sequences.State after = end.states().get(oid);
            boolean stays = after != null && after.last() == state.last() && after.called() == state.called();
            if (!stays) {
                String name =
                        slug + ".sequence " + state.name().replace("\"", "").replaceFirst("^public\\.", "");
                moved.put(
                        Catalog.SALVAGE + ".\""
                                + (name.length() > 60
                                        ? name.substring(0, 52) + "~" + Math.floorMod(name.hashCode(), 1_000_000)
                                        : name)
                                + "\"",
                        new Capture.Moved(state, after == null ? "" : after.name()));
            }
        });
        return moved;
    }
}
