package dev.sternway.planner.capture;

import dev.sternway.planner.catalog.Address;
import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import dev.sternway.planner.content.Sequences;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements around a migration that keep what it overwrites. They run in its transaction, with the tables locked against
 * writers, so that an image can never be older than what the migration found.
 */
public final class Capture {
    public static final Capture NOTHING =
            new Capture(List.of(), Map.of(), Optional.empty(), Set.of(), Optional.empty());

    private static final String WRITTEN = "n_tup_ins + n_tup_upd + n_tup_del";

    private final List<Image> images;
    /** By name of the set-aside table: the sequence, then and at the end; the latter null when it goes. */
    private final Map<String, Moved> sequences;

    /** Where it notes what the session wrote before, so that only what the migration writes counts. */
    private final Optional<String> guard;

    private final Set<Long> excused;
    private final Optional<Catalog> before;

    Capture(
            Collection<Image> images,
            Map<String, Moved> sequences,
            Optional<String> guard,
            Set<Long> excused,
            Catalog before) {
        this(images, sequences, guard, excused, Optional.of(before));
    }

    private Capture(
            Collection<Image> images,
            Map<String, Moved> sequences,
            Optional<String> guard,
            Set<Long> excused,
            Optional<Catalog> before) {
        this.images = List.copyOf(images);
        this.sequences = Map.copyOf(new TreeMap<>(sequences));
        this.guard = guard;
        this.excused = Set.copyOf(excused);
        this.before = before;
    }

    /** @param end name at the end of the migration; empty when the sequence is gone by then */
    record Moved(Sequences.State before, String end) {}

    public boolean isEmpty() {
        return images.isEmpty() && sequences.isEmpty() && guard.isEmpty();
    }

    /** Whether rows are kept, and not only where sequences stood. */
    public boolean keepsRows() {
        return !images.isEmpty();
    }

    List<Image> images() {
        return images;
    }

    Map<String, Moved> sequences() {
        return sequences;
    }

    /** Tables whose rows are kept, for people. */
    public List<String> tables() {
        return images.stream().map(image -> image.table().qualified()).sorted().toList();
    }

    /** Before the migration's first statement. */
    public List<String> prologue() {
        if (isEmpty()) {
            return List.of();
        }
        List<String> statements = new ArrayList<>();
        statements.add("CREATE SCHEMA IF NOT EXISTS " + Catalog.SALVAGE);
        for (Image image : images) {
            if (image.table().fact("partition key").isEmpty()) {
                statements.add("LOCK TABLE " + Image.from(image.table()) + " IN SHARE ROW EXCLUSIVE MODE");
            } else {
                statements.add("LOCK TABLE " + image.table().qualified() + " IN SHARE ROW EXCLUSIVE MODE");
            }
            statements.add(stepAside(image.name()));
            statements.add("CREATE TABLE " + image.name() + " AS SELECT " + selected(image) + " FROM "
                    + Image.from(image.table()) + " t");
            if (!image.key().isEmpty()) {
                statements.add("CREATE INDEX ON " + image.name() + " (" + keys(image, "") + ")");
                statements.add("ANALYZE " + image.name());
            }
        }
        guard.ifPresent(name -> {
            statements.add("DROP TABLE IF EXISTS " + name);
            statements.add("CREATE TABLE " + name + " AS SELECT relid, " + WRITTEN
                    + " AS n FROM pg_stat_xact_user_tables WHERE " + WRITTEN + " > 0");
        });
        sequences.forEach((name, moved) -> {
            statements.add(stepAside(name));
            statements.add("CREATE TABLE " + name
                    + " AS SELECT last_value AS o, is_called AS oc, NULL::bigint AS n, NULL::boolean AS nc FROM "
                    + moved.before().name());
        });
        return statements;
    }

    private static String selected(Image image) {
        Stream<String> keys = image.key().stream()
                .map(it -> Image.kept(it, "t." + it.name()) + " AS k"
                        + it.address().sub());
        Stream<String> old =
                image.columns().stream().map(it -> Image.kept(it, "t." + it.name()) + " AS " + image.old(it));
        String op = image.key().isEmpty() ? "'D'::text AS op" : "NULL::text AS op";
        return Stream.concat(Stream.concat(keys, old), Stream.of(op)).collect(Collectors.joining(", "));
    }

    static String keys(Image image, String prefix) {
        return image.key().stream().map(it -> prefix + "k" + it.address().sub()).collect(Collectors.joining(", "));
    }

    /** An image of an earlier attempt is kept under a dated name. */
    private static String stepAside(String name) {
        String plain = name.substring(name.indexOf('"') + 1, name.length() - 1);
        return "DO $sternway$ BEGIN IF to_regclass('" + name.replace("'", "''")
                + "') IS NOT NULL THEN EXECUTE format('ALTER TABLE " + Catalog.SALVAGE + ".%I RENAME TO %I', '"
                + plain.replace("'", "''")
                + "', left('" + plain.replace("'", "''")
                + "', 40) || to_char(clock_timestamp(), ' YYYYMMDDHH24MISSUS')); END IF; END $sternway$";
    }

    /** After the way back: the rows stay for people to look at, under a dated name. */
    public List<String> used() {
        return images.stream().map(image -> stepAside(image.name())).toList();
    }

    /** An SQL condition that holds from the migration to its way back; empty where no rows are kept. */
    public Optional<String> applied() {
        return images.stream()
                .map(image -> "(to_regclass('" + image.name().replace("'", "''") + "') IS NOT NULL)")
                .findFirst();
    }

    /** After the migration's last statement: what became of each row, and nothing that stayed as it was. */
    public List<String> epilogue(Catalog end) {
        if (isEmpty()) {
            return List.of();
        }
        List<String> statements = new ArrayList<>(List.of("RESET SESSION AUTHORIZATION", "RESET ALL"));
        for (Image image : images) {
            if (!image.key().isEmpty()) {
                end.get(image.address()).ifPresent(table -> statements.addAll(settle(image, table, end)));
            }
        }
        sequences.forEach((name, moved) -> {
            if (!moved.end().isEmpty()) {
                statements.add(
                        "UPDATE " + name + " SET (n, nc) = (SELECT last_value, is_called FROM " + moved.end() + ")");
            }
        });
        guard.ifPresent(name -> {
            statements.add(guard(expected(end), name));
            statements.add("DROP TABLE " + name);
        });
        return statements;
    }

    private static List<String> settle(Image image, Item table, Catalog end) {
        String from = Image.from(table) + " t";
        String match = image.match(end);
        List<String> statements = new ArrayList<>();
        List<Item> live =
                image.columns().stream().filter(it -> end.has(it.address())).toList();
        if (!live.isEmpty()) {
            statements.add("ALTER TABLE " + image.name() + " "
                    + live.stream()
                            .map(it -> end.get(it.address()).orElse(it))
                            .map(it -> "ADD " + image.end(it) + " "
                                    + (it.is("own type")
                                            ? "text"
                                            : it.fact("type").orElse("text")))
                            .collect(Collectors.joining(", ")));
        }
        statements.add("UPDATE " + image.name() + " i SET op = 'D' WHERE NOT EXISTS (SELECT FROM " + from + " WHERE "
                + match + ")");
        statements.add("INSERT INTO " + image.name() + " (" + keys(image, "") + ", op) SELECT "
                + image.key().stream()
                        .map(it -> end.get(it.address()).orElse(it))
                        .map(it -> Image.kept(it, "t." + it.name()))
                        .collect(Collectors.joining(", "))
                + ", 'I' FROM " + from + " WHERE NOT EXISTS (SELECT FROM " + image.name() + " i WHERE " + match + ")");
        String set = Stream.concat(
                        Stream.of("op = 'U'"),
                        live.stream()
                                .map(it -> end.get(it.address()).orElse(it))
                                .map(it -> image.end(it) + " = " + Image.kept(it, "t." + it.name())))
                .collect(Collectors.joining(", "));
        String changed =
                image.columns().stream().map(it -> changed(image, it, end)).collect(Collectors.joining(" OR "));
        statements.add("UPDATE " + image.name() + " i SET " + set + " FROM " + from + " WHERE " + match
                + " AND i.op IS NULL AND (" + (changed.isEmpty() ? "false" : changed) + ")");
        statements.add("DELETE FROM " + image.name() + " WHERE op IS NULL");
        return statements;
    }

    private static String changed(Image image, Item column, Catalog end) {
        String old = "i." + image.old(column);
        return end.get(column.address())
                .map(now -> now.fact("type").equals(column.fact("type"))
                        ? Image.differs(column, old, "t." + now.name())
                        : old + " IS NOT NULL OR t." + now.name() + " IS NOT NULL")
                .orElse(old + " IS NOT NULL");
    }

    /** Rows of a table that the rehearsal did not see written must not be written unnoticed. */
    private static String guard(Collection<String> expected, String earlier) {
        String known = expected.stream()
                .sorted()
                .map(it -> "'" + it.replace("'", "''") + "'")
                .collect(Collectors.joining(", "));
        return "DO $sternway$ DECLARE other text; BEGIN SELECT string_agg(format('%I.%I', schemaname, relname), ', ') INTO other FROM"
                + " pg_stat_xact_user_tables s LEFT JOIN " + earlier + " e USING (relid) WHERE " + WRITTEN
                + " > coalesce(e.n, 0) AND schemaname !~ '^(pg_temp_|pg_toast|" + Catalog.SALVAGE + ")'"
                + " AND format('%I.%I', schemaname, relname) <> ALL (ARRAY[" + known + "]::text[]);"
                + " IF other IS NOT NULL THEN RAISE EXCEPTION 'The migration wrote rows of %, which the rehearsal did not see; nothing was changed',"
                + " other; END IF; END $sternway$";
    }

    /** Names, at the end, of tables that are kept, excused or new, and of views that hold rows. */
    private List<String> expected(Catalog end) {
        Set<Address> kept = images.stream().map(Image::address).collect(Collectors.toSet());
        return end.items().stream()
                .filter(item -> !end.isSetAside(item))
                .filter(item -> item.kind() == Kind.MATERIALIZED_VIEW
                        || item.kind() == Kind.TABLE
                                && (excused.contains(item.address().oid())
                                        || before.filter(it -> it.has(item.address()))
                                                .isEmpty()
                                        || within(item, kept)))
                .map(Item::qualified)
                .toList();
    }

    /** It is kept, or a partition of what is. */
    private boolean within(Item table, Set<Address> kept) {
        Optional<Item> at = before.flatMap(it -> it.get(table.address()));
        while (at.isPresent()) {
            if (kept.contains(at.get().address())) {
                return true;
            }
            Item current = at.get();
            at = before.flatMap(it -> it.parent(current));
        }
        return false;
    }
}
