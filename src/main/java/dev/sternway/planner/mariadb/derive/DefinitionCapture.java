package dev.sternway.planner.mariadb.derive;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import dev.sternway.planner.mariadb.reverse.Undo;
import dev.sternway.planner.mariadb.rows.TableImage;
import dev.sternway.planner.mariadb.script.Label;
import dev.sternway.planner.mariadb.script.Label.AtStake;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What stands before and after a statement that changes definitions: its journal entry, and copies of rows at stake. */
record DefinitionCapture(Salvage salvage, int unit, Label label, Catalog before) {
    private static final String RELAX = "SET @sternway_mode = @@SESSION.sql_mode, SESSION sql_mode ="
            + " 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION'";
    static final String STRICT_AGAIN = "SET SESSION sql_mode = COALESCE(@sternway_mode, @@SESSION.sql_mode)";

    /** Copies under no mode that would refuse what the table holds. */
    static List<String> fill(List<TableImage> images) {
        List<String> steps = new ArrayList<>();
        if (!images.isEmpty()) {
            steps.add(RELAX);
            images.forEach(it -> steps.add(it.fill()));
            steps.add(STRICT_AGAIN);
        }
        return steps;
    }

    /** @param locked whether nobody may write between copy and statement */
    List<String> opening(List<TableImage> old, List<TableImage> now, boolean locked, String objects) {
        List<String> steps = new ArrayList<>();
        old.forEach(it -> steps.addAll(it.create()));
        now.forEach(it -> steps.addAll(it.create()));
        for (String name : counted()) {
            steps.add(salvage.counter(isSequence(name) ? "sequence_before" : "count_before", unit, name));
        }
        steps.add(salvage.starts(unit, objects));
        if (locked) {
            steps.add("LOCK TABLES " + locks(old, now));
        }
        steps.addAll(fill(old));
        return steps;
    }

    List<String> closing(List<TableImage> now, boolean locked) {
        List<String> steps = new ArrayList<>(fill(now));
        if (locked) {
            steps.add("UNLOCK TABLES");
        }
        steps.add(salvage.done(unit));
        if (!label.words().startsWith("DROP")) {
            counted().stream()
                    .filter(this::isSequence)
                    .forEach(it -> steps.add(salvage.counter("sequence_after", unit, it)));
        }
        return steps;
    }

    /** Names whose shape tells whether the statement happened, with commas between; empty where they cannot be listed. */
    String objects() {
        Set<String> names = new LinkedHashSet<>(label.names());
        label.renames().forEach(it -> {
            names.add(it.from());
            names.add(it.to());
        });
        if (label.words().equals("ALTER DATABASE")) {
            names.add(".");
        }
        return names.stream().anyMatch(it -> it.contains(",")) ? "" : String.join(",", names);
    }

    /** Whether a number that is noted is also given back. */
    static boolean isUsed(String step, Undo undo) {
        String call = "CALL " + Salvage.SCHEMA + ".count_before";
        return !step.startsWith(call)
                || undo.steps().contains("CALL " + Salvage.SCHEMA + ".restore_counter" + step.substring(call.length()));
    }

    private boolean isSequence(String name) {
        return before.object(Kind.SEQUENCE, name).isPresent();
    }

    private List<String> counted() {
        return label.names().stream()
                .filter(it -> before.counters().containsKey(it))
                .filter(it -> isSequence(it)
                        || label.atStake() != AtStake.NOTHING
                        || label.words().startsWith("ALTER TABLE"))
                .distinct()
                .toList();
    }

    private static String locks(List<TableImage> old, List<TableImage> now) {
        Set<String> locks = new LinkedHashSet<>();
        old.forEach(it -> {
            locks.add(Quote.name(it.table().name()) + " WRITE");
            locks.add(it.name() + " WRITE");
            if (!now.isEmpty()) {
                locks.add(it.name() + " AS i READ");
            }
        });
        now.forEach(it -> locks.add(it.name() + " WRITE"));
        return String.join(", ", locks);
    }
}
