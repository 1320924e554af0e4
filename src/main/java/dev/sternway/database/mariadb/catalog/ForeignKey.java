package dev.sternway.database.mariadb.catalog;

import java.util.List;

/**
 * One foreign key.
 *
 * @param parent the table it refers to
 * @param onDelete for example {@code CASCADE}; empty for none
 * @param line as in CREATE TABLE
 */
public record ForeignKey(
        String name,
        List<String> columns,
        String parent,
        List<String> parentColumns,
        String onDelete,
        String onUpdate,
        String line) {
    public ForeignKey {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
    }

    /** Whether deleting a parent deletes or empties its children. */
    public boolean deletesOrEmpties() {
        return onDelete.equals("CASCADE") || onDelete.equals("SET NULL");
    }

    public boolean followsUpdates() {
        return onUpdate.equals("CASCADE") || onUpdate.equals("SET NULL");
    }
}
