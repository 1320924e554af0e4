package dev.sternway.planner.mariadb.script;

import dev.sternway.planner.mariadb.script.Label.Rename;
import java.util.List;
import java.util.Optional;

/**
 * The actions of one {@code ALTER TABLE}.
 *
 * @param understood whether every action is known; otherwise nothing may be concluded from what is missing here
 * @param columns that are renamed
 * @param dropped columns
 * @param newName of the table
 * @param values whether values may be lost or converted
 * @param emptied partitions whose rows go, {@code ALL} included
 * @param exchanged whether it swaps a partition with a table
 */
public record Alteration(
        boolean understood,
        List<Rename> columns,
        List<String> dropped,
        Optional<String> newName,
        boolean values,
        List<String> emptied,
        boolean exchanged) {
    public Alteration {
        columns = List.copyOf(columns);
        dropped = List.copyOf(dropped);
        emptied = List.copyOf(emptied);
    }
}
