package dev.sternway.planner.mariadb.reverse;

import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.TableShape;
import dev.sternway.planner.mariadb.rows.TableImage;
import java.util.ArrayList;
import java.util.List;

/** Gives whole rows back that a statement on their table took away: DROP, TRUNCATE, partitions dropped or emptied. */
final class RowsBack {
    private final TableShape table;
    private final TableImage image;
    private final Images images;
    private final Undo undo;

    RowsBack(TableShape table, List<String> partitions, Images images, Undo undo) {
        this.table = table;
        this.image = new TableImage(
                table, table.rowKey().orElse(List.of()), table.written(), images.before(table.name()), "", partitions);
        this.images = images;
        this.undo = undo;
        undo.needsBefore(image);
    }

    /** @param counter the step that gives its next number back; empty for none */
    void recreate(List<String> counter) {
        String name = Quote.name(table.name());
        undo.add("SET SESSION foreign_key_checks = 0, check_constraint_checks = 0");
        undo.add(table.create(false).replaceFirst("^CREATE TABLE ", "CREATE TABLE IF NOT EXISTS "));
        undo.addAll(counter);
        undo.add("IF NOT EXISTS (SELECT 1 FROM " + name + ") THEN " + insert() + "; END IF");
        undo.add("SET SESSION foreign_key_checks = 1, check_constraint_checks = 1");
        table.foreignKeys().values().forEach(it -> undo.add("ALTER TABLE " + name + " " + TableUndo.addForeignKey(it)));
    }

    /** Later rows stay, but for those that have the key of an old one: they are set aside. */
    void fill(List<StoredObject> triggers, List<String> counter) {
        undo.addAll(ObjectText.dropTriggers(triggers));
        undo.add("SET SESSION foreign_key_checks = 0, check_constraint_checks = 0");
        undo.addAll(counter);
        if (image.key().isEmpty()) {
            undo.add(insert());
        } else {
            String name = Quote.name(table.name());
            String replaced = "EXISTS (SELECT 1 FROM " + image.name() + " i WHERE " + image.matches(name, "i") + ")";
            undo.add("CALL " + images.salvage() + ".set_aside_values(DATABASE(), " + Quote.text(table.name())
                    + ", 'replaced', '*', " + Quote.text(replaced) + ")");
            undo.add("START TRANSACTION");
            undo.add("DELETE t FROM " + name + " t JOIN " + image.name() + " i ON " + image.matches("t", "i"));
            undo.add(insert());
            undo.add("COMMIT");
        }
        undo.add("SET SESSION foreign_key_checks = 1, check_constraint_checks = 1");
        undo.addAll(ObjectText.createTriggers(triggers));
        undo.loses(
                "rows of " + table.name() + " whose key is taken again",
                image.key().isEmpty()
                        ? "SELECT 0"
                        : "SELECT COUNT(*) FROM " + Quote.name(table.name()) + " t JOIN " + image.name() + " i ON "
                                + image.matches("t", "i"));
    }

    private String insert() {
        List<String> names = new ArrayList<>();
        for (Column column : table.written()) {
            names.add(Quote.name(column.name()));
        }
        String all = String.join(", ", names);
        return "INSERT INTO " + Quote.name(table.name()) + " (" + all + ") SELECT " + all + " FROM " + image.name();
    }
}
