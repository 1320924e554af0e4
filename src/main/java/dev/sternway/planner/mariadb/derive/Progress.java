package dev.sternway.planner.mariadb.derive;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.planner.Proof.StatementRun;
import dev.sternway.planner.mariadb.rows.WriteSet;
import dev.sternway.planner.mariadb.script.Label;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How far the derivation of one migration has come, and what it found out. */
final class Progress {
    private static final int INVALID_VIEW = 1356;

    private final Salvage salvage;
    private final Session session;
    private final Connection reader;
    private final ScriptWriter capture = new ScriptWriter();
    private final List<UnitUndo> units = new ArrayList<>();
    private final List<StatementRun> runs = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> born = new HashSet<>();
    private final Map<String, Integer> brokenViews = new HashMap<>();
    private Optional<String> failure = Optional.empty();
    private Catalog now;

    Progress(Salvage salvage, Session session, Connection reader, Catalog now) throws SQLException {
        this.salvage = salvage;
        this.session = session;
        this.reader = reader;
        this.now = now;
        lookAtViews(0, now);
    }

    Salvage salvage() {
        return salvage;
    }

    Session session() {
        return session;
    }

    ScriptWriter capture() {
        return capture;
    }

    /** Definitions as they are after the last statement. */
    Catalog now() {
        return now;
    }

    /** Tables that this migration made; they go as a whole when it is taken back. */
    Set<String> born() {
        return born;
    }

    int nextUnit() {
        return units.size() + 1;
    }

    /** Takes the journal entry of a unit out again that came to nothing. */
    void forget(int unit) throws SQLException {
        for (String table : List.of("journal", "counters")) {
            session.run("DELETE FROM " + Salvage.SCHEMA + "." + table + " WHERE migration = "
                    + Quote.text(salvage.migration()) + " AND statement = " + unit);
        }
    }

    Catalog look() throws SQLException {
        return CatalogReader.read(reader);
    }

    void goOn(Catalog after) {
        now = after;
    }

    void add(UnitUndo unit) {
        units.add(unit);
    }

    void ran(StatementRun run) {
        runs.add(run);
    }

    void refuse(String reason) {
        if (!refusals.contains(reason)) {
            refusals.add(reason);
        }
    }

    void warn(String warning) {
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    void fail(Statement statement, SQLException failed) {
        failure =
                Optional.of("line " + statement.line() + " (" + statement.shortened() + "): " + Session.words(failed));
    }

    boolean isRefused() {
        return !refusals.isEmpty();
    }

    List<UnitUndo> units() {
        return units;
    }

    List<StatementRun> runs() {
        return runs;
    }

    List<String> refusals() {
        return refusals;
    }

    List<String> warnings() {
        return warnings;
    }

    Optional<String> failure() {
        return failure;
    }

    /** Views that do not work, because what they read is gone or named otherwise. */
    Set<String> brokenViews() {
        return Set.copyOf(brokenViews.keySet());
    }

    /** @param unit that may have broken views or mended them; 0 for what was broken from the start */
    void lookAtViews(int unit, Catalog after) throws SQLException {
        for (StoredObject object : after.stored()) {
            if (object.kind() == StoredObject.Kind.VIEW) {
                if (works(object.name())) {
                    brokenViews.remove(object.name());
                } else {
                    brokenViews.putIfAbsent(object.name(), unit);
                }
            }
        }
        brokenViews
                .keySet()
                .removeIf(it -> after.object(StoredObject.Kind.VIEW, it).isEmpty());
    }

    private boolean works(String view) throws SQLException {
        try (java.sql.Statement statement = reader.createStatement()) {
            statement.execute("SELECT 1 FROM " + Quote.name(view) + " LIMIT 0");
            return true;
        } catch (SQLException broken) {
            if (broken.getErrorCode() != INVALID_VIEW) {
                throw broken;
            }
            return false;
        }
    }

    /** Makes a view again as soon as that unit is undone which broke it. */
    void makeLate(StoredObject view) {
        int unit = brokenViews.getOrDefault(view.name(), 0);
        if (unit == 0) {
            refuse("view " + view.name() + " did not work before the migration, and could not be made again;"
                    + " dropping it before makes it possible");
        } else {
            units.set(unit - 1, units.get(unit - 1).with(view));
        }
    }

    /** What statements write, without tables that are temporary or made by this migration. */
    WriteSet writes(List<Statement> statements, Set<String> temporary) {
        WriteSet all = WriteSet.of(statements, now);
        Set<String> tables = new HashSet<>(all.tables());
        tables.removeAll(temporary);
        tables.removeAll(born);
        return new WriteSet(tables, all.sequences(), all.mayDelete(), all.dynamic(), all.defines());
    }

    /** Runs a statement that needs no way back. */
    void plain(Statement statement, Label label) throws SQLException {
        long start = System.nanoTime();
        try {
            long touched = session.run(statement.text());
            capture.add(statement.text());
            ran(new StatementRun(statement.line(), label.words(), List.of(), List.of(), touched, millisSince(start)));
        } catch (SQLException failed) {
            fail(statement, failed);
        }
    }

    void leaveOut(Statement statement) {
        capture.comment("left out, because every statement is journaled by itself: " + statement.shortened());
        warn(
                "the script's own transactions and table locks are left out of the form that journals: statements commit one by one");
    }

    /** Numbers of the storage engine for each table; a table with another number was written anew. */
    Map<String, String> files() {
        Map<String, String> found = new HashMap<>();
        try {
            dev.sternway.database.catalog.Sql.column(
                            reader,
                            "SELECT CONCAT(SUBSTRING_INDEX(name, '/', -1), '/', table_id) FROM"
                                    + " information_schema.innodb_sys_tables WHERE name LIKE CONCAT(DATABASE(), '/%')")
                    .forEach(it -> found.put(it.substring(0, it.indexOf('/')), it));
        } catch (SQLException notAllowed) {
            return Map.of();
        }
        return found;
    }

    static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
