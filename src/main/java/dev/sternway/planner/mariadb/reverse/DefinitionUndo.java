package dev.sternway.planner.mariadb.reverse;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.database.mariadb.compare.Difference;
import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.planner.mariadb.script.Alteration;
import dev.sternway.planner.mariadb.script.Label;
import dev.sternway.planner.mariadb.script.Label.AtStake;
import dev.sternway.planner.mariadb.script.Label.Rename;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes back what one statement did to definitions, and to rows on the way. */
public final class DefinitionUndo {
    private final Catalog before;
    private final Catalog after;
    private final Label label;
    private final Images images;
    private final CounterSteps counters;
    private final Set<String> born;
    private final Set<String> broken;
    private final Undo undo = new Undo();

    private DefinitionUndo(
            Catalog before, Catalog after, Label label, Images images, CounterSteps counters, Standing standing) {
        this.before = before;
        this.after = after;
        this.label = label;
        this.images = images;
        this.counters = counters;
        this.born = standing.born();
        this.broken = standing.broken();
    }

    /** Gives the step that sets the next number of a table or a sequence back. */
    public interface CounterSteps {
        String table(String name);

        String sequence(String name);
    }

    public static Undo of(
            Catalog before,
            Catalog after,
            Label label,
            Statement statement,
            Images images,
            CounterSteps counters,
            Standing standing) {
        DefinitionUndo definitions = new DefinitionUndo(before, after, label, images, counters, standing);
        definitions.write(statement);
        return definitions.undo;
    }

    private void write(Statement statement) {
        ObjectUndo objects = new ObjectUndo(before, after, broken, undo);
        objects.dropAdded();
        List<Rename> renames = new ArrayList<>(label.renames());
        java.util.Collections.reverse(renames);
        renames.forEach(this::renameBack);
        tables();
        exchangeBack(statement);
        objects.restore();
        if (!before.charset().equals(after.charset())) {
            undo.add("ALTER DATABASE " + before.charset());
        }
        counters();
    }

    private void renameBack(Rename rename) {
        String is = "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ";
        undo.add("IF EXISTS (" + is + Quote.text(rename.to()) + ") AND NOT EXISTS (" + is + Quote.text(rename.from())
                + ") THEN RENAME TABLE " + Quote.name(rename.to()) + " TO " + Quote.name(rename.from()) + "; END IF");
    }

    private void tables() {
        Map<String, String> oldNames = new HashMap<>();
        for (Rename rename : label.renames()) {
            String first = oldNames.containsKey(rename.from()) ? oldNames.remove(rename.from()) : rename.from();
            oldNames.put(rename.to(), first);
        }
        Set<String> met = new HashSet<>();
        List<TableShape> created = new ArrayList<>();
        for (TableShape now : after.tables().values()) {
            String oldName = oldNames.getOrDefault(now.name(), now.name());
            Optional<TableShape> old = before.table(oldName);
            met.add(oldName);
            if (old.isEmpty()) {
                created.add(now);
            } else if (born.contains(oldName)) {
                continue;
            } else if (label.atStake() == AtStake.ROWS && label.names().contains(oldName)) {
                created.add(now);
            } else {
                changed(old.get(), now);
            }
        }
        if (!label.words().startsWith("TRUNCATE")) {
            created.forEach(this::takeAway);
        }
        before.tables().values().stream()
                .filter(it -> !born.contains(it.name()))
                .filter(it -> !met.contains(it.name())
                        || created.stream().anyMatch(now -> now.name().equals(it.name())))
                .forEach(this::dropped);
    }

    private void takeAway(TableShape table) {
        undo.add("CALL " + images.salvage() + ".set_aside_table(DATABASE(), " + Quote.text(table.name()) + ")");
        undo.loses(table.name(), "SELECT COUNT(*) FROM " + Quote.name(table.name()));
    }

    private void dropped(TableShape table) {
        if (label.atStake() != AtStake.ROWS) {
            undo.refuse("table " + table.name() + " goes by way of a statement that cannot be read;"
                    + " written out as DROP TABLE or RENAME TABLE it can be undone");
            return;
        }
        RowsBack rows = new RowsBack(table, List.of(), images, undo);
        List<String> counter =
                before.counters().containsKey(table.name()) ? List.of(counters.table(table.name())) : List.of();
        if (label.words().startsWith("TRUNCATE")) {
            rows.fill(before.triggersOf(table.name()), counter);
        } else {
            rows.recreate(counter);
        }
    }

    private void changed(TableShape old, TableShape now) {
        boolean target = label.names().contains(old.name());
        Optional<Alteration> alteration = label.alteration().filter(it -> target);
        Altered altered = Altered.of(
                old,
                now,
                alteration.map(Alteration::columns).orElse(List.of()),
                label.renames(),
                parentColumns(),
                Set.copyOf(alteration.map(Alteration::dropped).orElse(List.of())));
        boolean same = altered.newNames().isEmpty()
                && Difference.ofTable(old, altered.after()).isEmpty();
        List<String> emptied = alteration.map(Alteration::emptied).orElse(List.of());
        boolean understood = alteration.map(Alteration::understood).orElse(label.kind() != Label.Kind.OPAQUE);
        if (!understood && isRisky(altered)) {
            undo.refuse(old.name() + " loses columns or values by way of a statement that cannot be read;"
                    + " written out as ALTER TABLE with known actions it can be undone");
        } else if (!same) {
            new TableUndo(altered, images, before.triggersOf(old.name()), undo).write();
        }
        if (!emptied.isEmpty()) {
            new RowsBack(old, emptied, images, undo).fill(before.triggersOf(old.name()), List.of());
        }
    }

    /** The one table whose columns the statement renames, under its new name; foreign keys elsewhere follow. */
    private Map<String, List<Rename>> parentColumns() {
        return label.alteration()
                .map(it -> Map.of(it.newName().orElse(label.names().get(0)), it.columns()))
                .orElse(Map.of());
    }

    private static boolean isRisky(Altered altered) {
        return !altered.gone().isEmpty()
                || altered.before().unusual() != altered.after().unusual()
                || altered.changed().stream().anyMatch(it -> !it.keepsValues());
    }

    private void exchangeBack(Statement statement) {
        if (label.alteration().filter(Alteration::exchanged).isPresent()) {
            undo.add(statement.text());
        }
    }

    private void counters() {
        before.counters().forEach((name, value) -> {
            boolean other = !value.equals(after.counters().get(name));
            if (other && before.object(Kind.SEQUENCE, name).isPresent()) {
                undo.add(counters.sequence(name));
            } else if (other && stays(name) && label.atStake() != AtStake.ROWS && !born.contains(name)) {
                undo.add(counters.table(name));
            }
        });
    }

    private boolean stays(String table) {
        return before.table(table).isPresent()
                && (after.table(table).isPresent()
                        || label.renames().stream().anyMatch(it -> it.from().equals(table)));
    }
}
