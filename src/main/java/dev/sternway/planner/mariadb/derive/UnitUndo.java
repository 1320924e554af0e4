package dev.sternway.planner.mariadb.derive;

import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.planner.mariadb.reverse.ObjectText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How one journaled unit of a migration is taken back: a definition, or some statements in a row that write rows.
 *
 * @param steps statements of a body, without semicolons
 * @param views that this unit broke and a later one changed or dropped; they are made again after the steps
 * @param losses what goes, with the query that counts it just before
 * @param needsRows whether rows must have been set aside for it
 */
public record UnitUndo(
        int number,
        int line,
        String label,
        List<String> steps,
        List<StoredObject> views,
        Map<String, String> losses,
        boolean needsRows) {
    public UnitUndo {
        steps = List.copyOf(steps);
        views = List.copyOf(views);
        losses = Map.copyOf(losses);
    }

    UnitUndo with(StoredObject view) {
        List<StoredObject> more = new ArrayList<>(views);
        more.add(view);
        return new UnitUndo(number, line, label, steps, more, losses, needsRows);
    }

    /** One statement, which does nothing unless the journal says that the unit happened. */
    public String block(Salvage salvage) {
        StringBuilder text = new StringBuilder("BEGIN NOT ATOMIC\n  IF " + salvage.mustUndo(number) + " THEN\n");
        steps.forEach(it -> text.append("    ").append(it).append(";\n"));
        ObjectText.createViews(views)
                .forEach(it -> text.append("    ").append(it).append(";\n"));
        return text.append("    ")
                .append(salvage.undone(number))
                .append(";\n  END IF;\nEND")
                .toString();
    }
}
