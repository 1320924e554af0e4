package dev.sternway.planner.mariadb.rows;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.ForeignKey;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Sets aside what a group of statements does to rows: triggers of our own copy the old and the new values in the transaction of
 * the statement. They do nothing in any other session.
 *
 * @param logs by table
 * @param refusals why it cannot be exact, each with what would make it possible
 * @param before statements that prepare it
 * @param after statements that end it
 */
public record RowCapture(Map<String, RowLog> logs, List<String> refusals, List<String> before, List<String> after) {
    public static final String SESSION_VARIABLE = "@sternway_capture";
    public static final String STATEMENT_VARIABLE = "@sternway_statement";

    public RowCapture {
        logs = Map.copyOf(logs);
        refusals = List.copyOf(refusals);
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * @param mark what the session variable holds while the statements run
     * @param naming quoted name of the log from a table's name
     */
    public static RowCapture of(
            Catalog catalog, List<String> tables, boolean mayDelete, String mark, UnaryOperator<String> naming) {
        Builder builder = new Builder(catalog, mark, naming);
        builder.add(tables, mayDelete);
        return new RowCapture(builder.logs, builder.refusals, builder.before(), builder.after);
    }

    private static final class Builder {
        private final Catalog catalog;
        private final UnaryOperator<String> naming;
        private final String guard;
        private final Map<String, RowLog> logs = new TreeMap<>();
        private final List<String> refusals = new ArrayList<>();
        private final List<String> triggers = new ArrayList<>();
        private final List<String> after = new ArrayList<>();

        Builder(Catalog catalog, String mark, UnaryOperator<String> naming) {
            this.catalog = catalog;
            this.naming = naming;
            this.guard = "WHERE " + SESSION_VARIABLE + " = " + Quote.text(mark);
        }

        void add(List<String> tables, boolean mayDelete) {
            for (String name : tables) {
                TableShape table = catalog.table(name).orElseThrow();
                Optional<RowLog> log = log(table);
                if (log.isPresent()) {
                    changes(log.get());
                    keepsReferencedValues(table);
                    if (mayDelete) {
                        cascades(table);
                    }
                }
            }
        }

        List<String> before() {
            List<String> all = new ArrayList<>();
            logs.values().forEach(it -> all.addAll(it.create()));
            all.addAll(triggers);
            return all;
        }

        private Optional<RowLog> log(TableShape table) {
            RowLog known = logs.get(table.name());
            if (known != null) {
                return Optional.of(known);
            }
            Optional<List<Column>> key = table.rowKey();
            if (!table.isTransactional()) {
                refusals.add(
                        "rows of " + table.name() + " cannot be set aside in one transaction, because its engine is "
                                + table.options().get("ENGINE") + "; ENGINE=InnoDB makes it possible");
            } else if (key.isEmpty()) {
                refusals.add("rows of " + table.name()
                        + " cannot be told apart; a primary key, or a unique key without NULL, makes it possible");
            } else if (table.unusual()) {
                refusals.add(table.name() + " keeps versions or periods of its rows, which cannot be given back");
            } else {
                RowLog log = new RowLog(table, key.get(), naming.apply(table.name()));
                logs.put(table.name(), log);
                return Optional.of(log);
            }
            return Optional.empty();
        }

        private void changes(RowLog log) {
            String table = log.table().name();
            List<String> same = new ArrayList<>();
            List<String> oldKey = new ArrayList<>();
            List<String> newKey = new ArrayList<>();
            for (Column column : log.key()) {
                same.add("OLD." + Quote.name(column.name()) + " = NEW." + Quote.name(column.name()));
                oldKey.add("OLD." + Quote.name(column.name()));
                newKey.add("NEW." + Quote.name(column.name()));
            }
            String sameKey = String.join(" AND ", same);
            String olds = log.list(it -> "OLD." + Quote.name(it.name()));
            String news = log.list(it -> "NEW." + Quote.name(it.name()));
            String nothing = log.list(it -> "NULL");
            String inserted = row("'I'", newKey, nothing, news);
            trigger("AFTER INSERT", table, log.insert() + " " + inserted + " FROM DUAL " + guard);
            trigger(
                    "AFTER UPDATE",
                    table,
                    log.insert() + " " + row("IF(" + sameKey + ", 'U', 'D')", oldKey, olds, news) + " FROM DUAL "
                            + guard + " UNION ALL " + inserted + " FROM DUAL " + guard + " AND NOT (" + sameKey + ")");
            trigger(
                    "AFTER DELETE",
                    table,
                    log.insert() + " " + row("'D'", oldKey, olds, nothing) + " FROM DUAL " + guard);
        }

        private static String row(String op, List<String> key, String olds, String news) {
            return "SELECT " + STATEMENT_VARIABLE + ", " + op + ", " + String.join(", ", key) + ", " + olds + ", "
                    + news;
        }

        private void cascades(TableShape table) {
            try {
                for (Cascade cascade : Cascade.from(table, catalog)) {
                    log(cascade.reached()).ifPresent(log -> cascade(table, cascade, log));
                }
            } catch (Cascade.EndlessException endless) {
                refusals.add(endless.getMessage() + "; foreign keys without CASCADE make it possible");
            }
        }

        private void cascade(TableShape table, Cascade cascade, RowLog log) {
            String alias = cascade.alias() + ".";
            List<String> key =
                    log.key().stream().map(it -> alias + Quote.name(it.name())).toList();
            List<String> emptied = cascade.last().columns();
            String news = log.list(
                    it -> cascade.deletes() || emptied.contains(it.name()) ? "NULL" : alias + Quote.name(it.name()));
            String row =
                    row(cascade.deletes() ? "'D'" : "'U'", key, log.list(it -> alias + Quote.name(it.name())), news);
            trigger(
                    "BEFORE DELETE",
                    table.name(),
                    log.insert() + " " + row + " " + cascade.from() + " " + guard + " AND " + cascade.where());
        }

        /** Children that follow a changed key are not set aside, so such a change ends the statement. */
        private void keepsReferencedValues(TableShape table) {
            for (TableShape child : catalog.tables().values()) {
                for (ForeignKey key : child.foreignKeys().values()) {
                    if (key.parent().equals(table.name()) && key.followsUpdates()) {
                        String changed = key.parentColumns().stream()
                                .map(it -> "NOT OLD." + Quote.name(it) + " <=> NEW." + Quote.name(it))
                                .reduce((a, b) -> a + " OR " + b)
                                .orElseThrow();
                        trigger(
                                "BEFORE UPDATE",
                                table.name(),
                                "IF (" + changed + ") AND " + guard.substring("WHERE ".length())
                                        + " THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Sternway: a key changes that rows of "
                                        + child.name().replace("'", "")
                                        + " follow, which cannot be undone exactly'; END IF");
                    }
                }
            }
        }

        private void trigger(String slot, String table, String body) {
            String name = Quote.name("sternway_" + (after.size() + 1));
            triggers.add("CREATE TRIGGER " + name + " " + slot + " ON " + Quote.name(table) + " FOR EACH ROW " + body);
            after.add("DROP TRIGGER IF EXISTS " + name);
        }
    }
}
