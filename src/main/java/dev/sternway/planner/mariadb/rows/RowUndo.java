package dev.sternway.planner.mariadb.rows;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.ForeignKey;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Gives rows back from their logs: rows that the migration inserted go (what users changed in them is set aside), values that it
 * changed return where they are still its own, and rows that it deleted return unless their key is taken again.
 */
public final class RowUndo {
    private final Catalog catalog;
    private final Map<String, RowLog> logs;
    private final String salvage;

    public RowUndo(Catalog catalog, Map<String, RowLog> logs, String salvage) {
        this.catalog = catalog;
        this.logs = logs;
        this.salvage = salvage;
    }

    /** Statements of a body, in order, without semicolons; they need a session that checks no foreign keys. */
    public List<String> steps() {
        List<String> steps = new ArrayList<>();
        Collection<RowLog> all = logs.values().stream()
                .sorted(java.util.Comparator.comparing(it -> it.table().name()))
                .toList();
        all.forEach(log -> steps.add(setAside(log)));
        all.stream()
                .filter(RowUndo::holdsUnique)
                .forEach(log -> steps.addAll(restored(log).create()));
        steps.add("START TRANSACTION");
        all.forEach(log -> {
            steps.add(deleteInserted(log));
            if (holdsUnique(log)) {
                steps.addAll(exchange(log));
            } else {
                steps.add(restoreValues(log));
            }
            steps.add(insertDeleted(log));
        });
        all.forEach(log -> steps.addAll(checks(log)));
        steps.add("COMMIT");
        return steps;
    }

    /** First and last entry of each key: {@code a} holds what was there before, {@code b} what the migration left. */
    private static String net(RowLog log) {
        return "(SELECT MIN(seq) AS first_one, MAX(seq) AS last_one FROM " + log.name() + " GROUP BY " + log.keys("k")
                + ") net JOIN " + log.name() + " a ON a.seq = net.first_one JOIN " + log.name()
                + " b ON b.seq = net.last_one";
    }

    private String setAside(RowLog log) {
        String table = Quote.name(log.table().name());
        List<String> equal = new ArrayList<>();
        log.columns().forEach(it -> equal.add(same(table, it, "b." + log.place("n", it))));
        String condition = "EXISTS (SELECT 1 FROM " + net(log) + " WHERE a.op = 'I' AND b.op <> 'D' AND "
                + log.matches(table, "b") + " AND NOT (" + String.join(" AND ", equal) + "))";
        return "CALL " + salvage + ".set_aside_values(DATABASE(), "
                + Quote.text(log.table().name()) + ", 'changed', '*', " + Quote.text(condition) + ")";
    }

    private static String deleteInserted(RowLog log) {
        return "DELETE t FROM " + Quote.name(log.table().name()) + " t JOIN (SELECT " + columns("b", log.keys("k"))
                + " FROM " + net(log) + " WHERE a.op = 'I' AND b.op <> 'D') gone ON " + log.matches("t", "gone");
    }

    private static String restoreValues(RowLog log) {
        List<String> sets = new ArrayList<>();
        for (Column column : log.columns()) {
            String now = "t." + Quote.name(column.name());
            sets.add(now + " = IF(" + same("t", column, "b." + log.place("n", column)) + ", a." + log.place("o", column)
                    + ", " + now + ")");
        }
        return "UPDATE " + net(log) + " JOIN " + Quote.name(log.table().name()) + " t ON " + log.matches("t", "b")
                + " SET " + String.join(", ", sets) + " WHERE a.op <> 'I' AND b.op <> 'D'";
    }

    /** Values that must be unique cannot return row by row: rows would meet half-way. */
    private static boolean holdsUnique(RowLog log) {
        return log.table().keys().entrySet().stream()
                .anyMatch(it -> !it.getKey().equals("PRIMARY") && it.getValue().startsWith("UNIQUE"));
    }

    private static TableImage restored(RowLog log) {
        String name = log.name().replaceFirst("`$", "~`");
        return new TableImage(log.table(), log.key(), log.columns(), name, "", List.of());
    }

    /** Takes all changed rows out and puts them in again with their old values. */
    private static List<String> exchange(RowLog log) {
        String table = Quote.name(log.table().name());
        String names = log.list(it -> Quote.name(it.name()));
        TableImage restored = restored(log);
        String values = log.list(it -> "IF(" + same("t", it, "b." + log.place("n", it)) + ", a." + log.place("o", it)
                + ", t." + Quote.name(it.name()) + ")");
        return List.of(
                "INSERT INTO " + restored.name() + " (" + names + ") SELECT " + values + " FROM " + net(log) + " JOIN "
                        + table + " t ON " + log.matches("t", "b") + " WHERE a.op <> 'I' AND b.op <> 'D'",
                "DELETE t FROM " + table + " t JOIN " + restored.name() + " r ON " + restored.matches("t", "r"),
                "INSERT INTO " + table + " (" + names + ") SELECT " + names + " FROM " + restored.name());
    }

    private static String insertDeleted(RowLog log) {
        String table = Quote.name(log.table().name());
        return "INSERT INTO " + table + " (" + log.list(it -> Quote.name(it.name())) + ") SELECT "
                + log.list(it -> "a." + log.place("o", it)) + " FROM " + net(log)
                + " WHERE a.op <> 'I' AND b.op = 'D' AND NOT EXISTS (SELECT 1 FROM " + table + " t WHERE "
                + log.matches("t", "a") + ")";
    }

    /** Nothing that was given back or taken away may leave a row without its parent. */
    private List<String> checks(RowLog log) {
        List<String> steps = new ArrayList<>();
        TableShape table = log.table();
        for (ForeignKey key : table.foreignKeys().values()) {
            if (catalog.table(key.parent()).isPresent()) {
                String parent =
                        "NOT EXISTS (SELECT 1 FROM " + Quote.name(key.parent()) + " p WHERE " + refers(key, "t") + ")";
                steps.add(orphans(
                        "SELECT 1 FROM " + Quote.name(table.name()) + " t JOIN " + log.name() + " l ON "
                                + log.matches("t", "l") + " WHERE " + filled(key, "t") + " AND " + parent,
                        table.name() + " would refer to rows of " + key.parent() + " that are gone"));
            }
        }
        for (TableShape child : catalog.tables().values()) {
            for (ForeignKey key : child.foreignKeys().values()) {
                if (key.parent().equals(table.name())) {
                    List<String> inserted = new ArrayList<>();
                    for (int i = 0; i < key.columns().size(); i++) {
                        Column parent = table.column(key.parentColumns().get(i));
                        if (!parent.generated()) {
                            inserted.add("c." + Quote.name(key.columns().get(i)) + " = l." + log.place("n", parent));
                        }
                    }
                    inserted.add("l.op <> 'D'");
                    steps.add(orphans(
                            "SELECT 1 FROM " + Quote.name(child.name()) + " c JOIN " + log.name() + " l ON "
                                    + String.join(" AND ", inserted) + " WHERE NOT EXISTS (SELECT 1 FROM "
                                    + Quote.name(table.name()) + " p WHERE " + refers(key, "c") + ")",
                            child.name() + " refers to rows of " + table.name() + " that the migration inserted"));
                }
            }
        }
        return steps;
    }

    private static String refers(ForeignKey key, String child) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            parts.add("p." + Quote.name(key.parentColumns().get(i)) + " = " + child + "."
                    + Quote.name(key.columns().get(i)));
        }
        return String.join(" AND ", parts);
    }

    private static String filled(ForeignKey key, String alias) {
        return String.join(
                " AND ",
                key.columns().stream()
                        .map(it -> alias + "." + Quote.name(it) + " IS NOT NULL")
                        .toList());
    }

    private static String orphans(String query, String message) {
        return "IF EXISTS (" + query + ") THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = "
                + Quote.text("Sternway: " + message) + "; END IF";
    }

    /** Equal to the byte: collations call more things equal. */
    private static String same(String alias, Column column, String kept) {
        String now = alias + "." + Quote.name(column.name());
        boolean bytes = column.isText() || column.baseType().matches("point|geometry|linestring|polygon|multi.*");
        return bytes ? "CAST(" + now + " AS BINARY) <=> CAST(" + kept + " AS BINARY)" : now + " <=> " + kept;
    }

    private static String columns(String alias, String names) {
        return alias + "." + names.replace(", ", ", " + alias + ".");
    }
}
