package dev.sternway.planner.mariadb.reverse;

import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.planner.mariadb.rows.TableImage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The values of an altered table: those of added columns are set aside, those of dropped and converted ones come back. */
final class ValueUndo {
    private final Altered altered;
    private final TableShape before;
    private final Images images;
    private final List<StoredObject> triggers;
    private final Undo undo;
    private final List<Column> key;
    private final List<Column> lost;
    private final List<Conversion> converted;
    private final String table;

    ValueUndo(Altered altered, Images images, List<StoredObject> triggers, Undo undo) {
        this.altered = altered;
        this.before = altered.before();
        this.images = images;
        this.triggers = triggers;
        this.undo = undo;
        this.key = altered.lastingKey();
        this.table = Quote.name(before.name());
        this.lost = altered.gone().stream().filter(it -> !it.generated()).toList();
        this.converted = altered.changed().stream()
                .filter(it -> !it.before().generated() && !it.keepsValues())
                .toList();
        if (isNeeded()
                && key.isEmpty()
                && lost.isEmpty()
                && converted.stream().allMatch(Conversion::keepsAllButNulls)) {
            undo.guard(guard());
        } else if (isNeeded() && key.isEmpty()) {
            undo.refuse("values of " + before.name()
                    + " cannot be given back, because nothing tells its rows apart before and after;"
                    + " a primary key that the statement leaves alone makes it possible");
        }
    }

    /** Without a key an empty value that is made a zero could not be found again. */
    private String guard() {
        return "IF EXISTS (SELECT 1 FROM " + table + " WHERE " + nulls()
                + ") THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = "
                + Quote.text("Sternway: NULLs in " + before.name() + " would be converted for good") + "; END IF";
    }

    private String nulls() {
        return String.join(
                " OR ",
                converted.stream()
                        .map(it -> Quote.name(it.before().name()) + " IS NULL")
                        .toList());
    }

    boolean isNeeded() {
        return !lost.isEmpty() || !converted.isEmpty();
    }

    /** Columns that count by themselves, which must wait for their values and their key. */
    List<Column> counting() {
        return lost.stream().filter(Column::counts).toList();
    }

    /** Runs while the columns still are as the migration left them, but under their old names. */
    void beforeColumns() {
        for (Column column : altered.added()) {
            if (!column.generated()) {
                String condition = Quote.name(column.name()) + " IS NOT NULL";
                setAside(column.name(), condition);
                undo.loses(
                        before.name() + "." + column.name(),
                        "SELECT COUNT(*) FROM " + now() + " WHERE " + Quote.name(altered.newName(column.name()))
                                + " IS NOT NULL");
            }
        }
        for (Conversion conversion : altered.changed()) {
            String cut = conversion.keepsValues() ? conversion.silentlyCut() : "";
            if (!cut.isEmpty()) {
                setAside(conversion.after().name(), cut);
                undo.loses(
                        before.name() + "." + conversion.after().name(),
                        "SELECT COUNT(*) FROM " + now() + " WHERE "
                                + new Conversion(
                                                conversion.before(),
                                                conversion
                                                        .after()
                                                        .named(altered.newName(conversion
                                                                .after()
                                                                .name())))
                                        .silentlyCut());
            }
        }
        if (isNeeded() && !key.isEmpty()) {
            undo.needsBefore(old());
            if (!values().isNone()) {
                undo.needsAfter(values().image());
                undo.addAll(values().mark());
                converted.stream()
                        .filter(Conversion::narrows)
                        .forEach(it -> setAside(it.before().name(), values().notOurs(it)));
            }
        }
    }

    void restore() {
        if (key.isEmpty()) {
            return;
        }
        TableImage old = old();
        undo.addAll(ObjectText.dropTriggers(triggers));
        undo.add("SET SESSION foreign_key_checks = 0, check_constraint_checks = 0");
        if (!lost.isEmpty()) {
            List<String> sets = new ArrayList<>();
            lost.forEach(it -> sets.add("t." + Quote.name(it.name()) + " = i." + Quote.name(it.name())));
            sets.addAll(unmoved(lost));
            undo.add(update(old, sets) + " WHERE TRUE");
            lost.stream().filter(it -> !it.hasDefault()).forEach(this::invent);
        }
        if (!converted.isEmpty()) {
            List<String> sets = new ArrayList<>(values().restoring());
            sets.addAll(unmoved(converted.stream().map(Conversion::before).toList()));
            undo.add(update(old, sets) + " WHERE TRUE");
        }
        undo.add("SET SESSION foreign_key_checks = 1, check_constraint_checks = 1");
        undo.addAll(ObjectText.createTriggers(triggers));
    }

    /** Rows that came after the migration have no value for a column that demands one. */
    private void invent(Column column) {
        String name = Quote.name(column.name());
        boolean json = column.definition().contains("json_valid(");
        if (json) {
            undo.add("UPDATE " + table + " SET " + name + " = 'null' WHERE NOT JSON_VALID(" + name + ")");
        }
        undo.warn("after the way back, rows of " + before.name() + " inserted since the migration hold "
                + (json ? "the JSON null" : "an empty or zero value") + " in " + column.name()
                + ", which is NOT NULL without a default");
    }

    private String update(TableImage old, List<String> sets) {
        return "UPDATE " + table + " t JOIN " + old.name() + " i ON " + old.matches("t", "i") + " SET "
                + String.join(", ", sets);
    }

    /** Columns that the server would set by itself whenever their row changes. */
    private List<String> unmoved(List<Column> set) {
        return before.written().stream()
                .filter(it -> it.definition().contains(" ON UPDATE ") && !set.contains(it))
                .map(it -> "t." + Quote.name(it.name()) + " = t." + Quote.name(it.name()))
                .toList();
    }

    private ConvertedValues values() {
        return new ConvertedValues(altered, key, converted, images, old());
    }

    private TableImage old() {
        Set<Column> columns = new LinkedHashSet<>(key);
        columns.addAll(lost);
        converted.forEach(it -> columns.add(it.before()));
        boolean nullsOnly = lost.isEmpty() && converted.stream().allMatch(Conversion::keepsAllButNulls);
        String condition = nullsOnly ? nulls() : "";
        return new TableImage(before, key, List.copyOf(columns), images.before(before.name()), condition, List.of());
    }

    private void setAside(String column, String condition) {
        Set<String> names = new LinkedHashSet<>();
        before.rowKey().orElse(before.written()).stream()
                .filter(it -> altered.after().columns().containsKey(it.name()))
                .forEach(it -> names.add(it.name()));
        names.add(column);
        undo.add("CALL " + images.salvage() + ".set_aside_values(DATABASE(), " + Quote.text(before.name()) + ", "
                + Quote.text(column) + ", " + Quote.text(Quote.names(names)) + ", " + Quote.text(condition) + ")");
    }

    private String now() {
        return Quote.name(altered.afterName());
    }
}
