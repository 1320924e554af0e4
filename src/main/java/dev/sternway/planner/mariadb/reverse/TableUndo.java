package dev.sternway.planner.mariadb.reverse;

import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.ForeignKey;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes the change of one table back, in an order that holds for any mixture of actions: foreign keys and checks away, names
 * back, columns back, values back, then keys, checks and foreign keys.
 */
final class TableUndo {
    private static final Map<String, String> RESET = Map.ofEntries(
            Map.entry("COMMENT", "''"),
            Map.entry("ROW_FORMAT", "DEFAULT"),
            Map.entry("KEY_BLOCK_SIZE", "0"),
            Map.entry("STATS_PERSISTENT", "DEFAULT"),
            Map.entry("STATS_AUTO_RECALC", "DEFAULT"),
            Map.entry("STATS_SAMPLE_PAGES", "DEFAULT"),
            Map.entry("MAX_ROWS", "0"),
            Map.entry("MIN_ROWS", "0"),
            Map.entry("AVG_ROW_LENGTH", "0"),
            Map.entry("CHECKSUM", "0"),
            Map.entry("DELAY_KEY_WRITE", "0"),
            Map.entry("PACK_KEYS", "DEFAULT"),
            Map.entry("TRANSACTIONAL", "DEFAULT"));

    private static final String IGNORED = " IGNORED";

    private final Altered altered;
    private final TableShape before;
    private final TableShape after;
    private final ValueUndo values;
    private final Undo undo;

    /** @param triggers of the table, which must not fire while values return */
    TableUndo(Altered altered, Images images, List<StoredObject> triggers, Undo undo) {
        this.altered = altered;
        this.before = altered.before();
        this.after = altered.after();
        this.values = new ValueUndo(altered, images, triggers, undo);
        this.undo = undo;
    }

    void write() {
        if (before.unusual() || after.unusual()) {
            undo.refuse(
                    before.name() + " keeps versions or periods of its rows, whose changes cannot be undone exactly");
            return;
        }
        boolean restores = values.isNeeded();
        dropConstraints();
        renameColumns();
        if (!after.partitions().isEmpty() && before.partitions().isEmpty()) {
            alter(List.of("REMOVE PARTITIONING"));
        }
        values.beforeColumns();
        List<String> parts = new ArrayList<>(keysAway());
        parts.addAll(columns(restores));
        parts.addAll(options());
        if (!restores) {
            parts.addAll(keysBack());
        }
        columnsBack(parts);
        if (restores) {
            values.restore();
            alter(keysBack());
        }
        if (!before.partitions().isEmpty() && !before.partitions().equals(after.partitions())) {
            undo.add("ALTER TABLE " + Quote.name(before.name()) + " " + before.partitions());
        }
        constraintsBack();
    }

    private void dropConstraints() {
        List<String> parts = new ArrayList<>();
        after.foreignKeys().values().stream()
                .filter(it -> !has(before, it))
                .forEach(it -> parts.add("DROP FOREIGN KEY IF EXISTS " + Quote.name(it.name())));
        after.checks().forEach((name, line) -> {
            if (!line.equals(before.checks().get(name))) {
                parts.add("DROP CONSTRAINT IF EXISTS " + Quote.name(name));
            }
        });
        alter(parts);
    }

    private void constraintsBack() {
        List<String> parts = new ArrayList<>();
        before.checks().forEach((name, line) -> {
            if (!line.equals(after.checks().get(name))) {
                parts.add("ADD " + line.replaceFirst("^CONSTRAINT ", "CONSTRAINT IF NOT EXISTS "));
            }
        });
        alter(parts);
        before.foreignKeys().values().stream()
                .filter(it -> !has(after, it))
                .forEach(it -> alter(List.of(addForeignKey(it))));
    }

    static String addForeignKey(ForeignKey key) {
        return "ADD " + key.line().replaceFirst(" FOREIGN KEY ", " FOREIGN KEY IF NOT EXISTS ");
    }

    private static boolean has(TableShape table, ForeignKey key) {
        return table.foreignKeys().values().stream().anyMatch(it -> it.line().equals(key.line()));
    }

    private void renameColumns() {
        List<String> parts = new ArrayList<>();
        altered.newNames()
                .forEach((old, now) -> parts.add("RENAME COLUMN " + Quote.name(now) + " TO " + Quote.name(old)));
        if (!parts.isEmpty()) {
            String now = altered.newNames().values().iterator().next();
            String old = altered.newNames().keySet().iterator().next();
            undo.add(
                    "IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = "
                            + Quote.text(before.name()) + " AND column_name = " + Quote.text(now) + ")"
                            + (altered.newNames().containsKey(now)
                                    ? ""
                                    : " AND NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE()"
                                            + " AND table_name = " + Quote.text(before.name()) + " AND column_name = "
                                            + Quote.text(old) + ")")
                            + " THEN " + text(parts) + "; END IF");
        }
    }

    private List<String> keysAway() {
        List<String> parts = new ArrayList<>();
        after.keys().forEach((name, line) -> {
            if (isHiddenOrShown(name)) {
                parts.add("ALTER INDEX " + Quote.name(name) + (line.endsWith(IGNORED) ? " NOT" : "") + IGNORED);
            } else if (!line.equals(before.keys().get(name))) {
                String was = renamedKey(name);
                if (!was.isEmpty()) {
                    parts.add("RENAME KEY " + Quote.name(name) + " TO " + Quote.name(was));
                } else {
                    parts.add(name.equals("PRIMARY") ? "DROP PRIMARY KEY" : "DROP KEY IF EXISTS " + Quote.name(name));
                }
            }
        });
        return parts;
    }

    private List<String> keysBack() {
        List<String> parts = new ArrayList<>();
        before.keys().forEach((name, line) -> {
            boolean renamed =
                    after.keys().keySet().stream().anyMatch(it -> renamedKey(it).equals(name));
            if (!line.equals(after.keys().get(name)) && !renamed && !isHiddenOrShown(name)) {
                boolean again = after.keys().containsKey(name);
                parts.add("ADD " + (again ? line : line.replaceFirst("(?<!PRIMARY )KEY ", "KEY IF NOT EXISTS ")));
            }
        });
        values.counting().forEach(it -> parts.add("MODIFY COLUMN " + it.line()));
        return parts;
    }

    /** The server would keep the mark if such a key were dropped and added in one. */
    private boolean isHiddenOrShown(String name) {
        String now = after.keys().getOrDefault(name, "");
        String was = before.keys().getOrDefault(name, "");
        return !was.equals(now) && (now.equals(was + IGNORED) || was.equals(now + IGNORED));
    }

    /** The old name of a key that differs in nothing else; empty where there is none. */
    private String renamedKey(String name) {
        String line = Objects.requireNonNull(after.keys().get(name));
        if (name.equals("PRIMARY") || before.keys().containsKey(name)) {
            return "";
        }
        return before.keys().keySet().stream()
                .filter(old -> !after.keys().containsKey(old))
                .filter(old -> line.replace("KEY " + Quote.name(name), "KEY " + Quote.name(old))
                        .equals(before.keys().get(old)))
                .findFirst()
                .orElse("");
    }

    private List<String> columns(boolean restores) {
        List<String> parts = new ArrayList<>();
        List<Column> gone = altered.gone();
        for (Column column : altered.added()) {
            boolean again = before.columns().containsKey(column.name());
            parts.add("DROP COLUMN " + (again ? "" : "IF EXISTS ") + Quote.name(column.name()));
        }
        List<String> changed =
                altered.changed().stream().map(it -> it.before().name()).toList();
        String place = " FIRST";
        for (Column column : before.columns().values()) {
            String line = Quote.name(column.name()) + " "
                    + (restores && values.counting().contains(column)
                            ? column.definition().replace(" AUTO_INCREMENT", "")
                            : column.definition());
            if (gone.contains(column)) {
                boolean again = after.columns().containsKey(column.name());
                parts.add("ADD COLUMN " + (again ? "" : "IF NOT EXISTS ") + line + place);
            } else if (changed.contains(column.name()) || altered.isMoved()) {
                parts.add("MODIFY COLUMN " + line + (altered.isMoved() ? place : ""));
            }
            place = " AFTER " + Quote.name(column.name());
        }
        return parts;
    }

    private List<String> options() {
        List<String> parts = new ArrayList<>();
        boolean charset = false;
        for (Map.Entry<String, String> option : before.options().entrySet()) {
            if (!option.getValue().equals(after.options().get(option.getKey()))) {
                charset |= option.getKey().matches("DEFAULT CHARSET|COLLATE");
                if (!option.getKey().matches("DEFAULT CHARSET|COLLATE")) {
                    parts.add(option.getKey() + "=" + option.getValue());
                }
            }
        }
        if (charset) {
            parts.add("DEFAULT CHARACTER SET " + before.options().get("DEFAULT CHARSET") + " COLLATE "
                    + before.options().getOrDefault("COLLATE", "DEFAULT"));
        }
        for (String option : after.options().keySet()) {
            if (!before.options().containsKey(option)) {
                parts.add(option + "=" + RESET.getOrDefault(option, "DEFAULT"));
            }
        }
        return parts;
    }

    /** The server refuses to convert a column of a foreign key while it checks them. */
    private void columnsBack(List<String> parts) {
        if (parts.isEmpty()) {
            return;
        }
        boolean unchecked = !altered.changed().isEmpty() || values.isNeeded();
        if (unchecked) {
            undo.add("SET SESSION foreign_key_checks = 0, check_constraint_checks = " + (values.isNeeded() ? 0 : 1));
        }
        alter(parts);
        if (unchecked) {
            undo.add("SET SESSION foreign_key_checks = 1, check_constraint_checks = 1");
        }
    }

    private void alter(List<String> parts) {
        if (!parts.isEmpty()) {
            undo.add(text(parts));
        }
    }

    private String text(List<String> parts) {
        return "ALTER TABLE " + Quote.name(before.name()) + " " + String.join(", ", parts);
    }
}
