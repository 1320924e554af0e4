package dev.sternway.planner.mariadb.derive;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.compare.Difference;
import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.planner.Proof.StatementRun;
import dev.sternway.planner.mariadb.reverse.ObjectText;
import dev.sternway.planner.mariadb.rows.RowCapture;
import dev.sternway.planner.mariadb.rows.RowUndo;
import dev.sternway.planner.mariadb.rows.WriteSet;
import dev.sternway.planner.mariadb.script.Labels;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Statements in a row that write rows: each runs in a transaction of its own, which holds its images and its entry too. */
final class RowsUnit {
    private static final String RELAX = "SET @sternway_mode = @@SESSION.sql_mode, SESSION sql_mode ="
            + " 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION'";
    private static final String STRICT_AGAIN = "SET SESSION sql_mode = COALESCE(@sternway_mode, @@SESSION.sql_mode)";

    private final Progress progress;

    RowsUnit(Progress progress) {
        this.progress = progress;
    }

    /** @param meant what the first statements stand for, if they are executed by another name */
    void run(List<Statement> statements, List<Statement> meant, Set<String> temporary) throws SQLException {
        List<Statement> all = new ArrayList<>(statements);
        all.addAll(meant);
        WriteSet set = progress.writes(all, temporary);
        int unit = progress.nextUnit();
        Salvage salvage = progress.salvage();
        Catalog before = progress.now();
        RowCapture rows = RowCapture.of(
                before,
                List.copyOf(new TreeSet<>(set.tables())),
                set.mayDelete(),
                salvage.mark(unit),
                it -> salvage.table(unit, "r", it));
        rows.refusals().forEach(progress::refuse);
        if (progress.isRefused()) {
            statements.forEach(this::asWritten);
            return;
        }
        List<String> head = head(unit, rows, set, before);
        try {
            progress.session().runAll(head);
        } catch (SQLException notAside) {
            cleanUp(rows);
            progress.refuse("rows cannot be set aside: " + Session.words(notAside));
            statements.forEach(this::asWritten);
            return;
        }
        ScriptWriter capture = progress.capture();
        capture.blank();
        capture.comment("statement " + unit + ", line " + statements.get(0).line() + ": rows of "
                + String.join(", ", new TreeSet<>(rows.logs().keySet())));
        capture.addAll(head);
        for (int i = 0; i < statements.size() && progress.failure().isEmpty(); i++) {
            if (progress.isRefused()) {
                asWritten(statements.get(i));
            } else {
                one(unit, statements.get(i), rows, set);
            }
        }
        progress.session().runAll(rows.after());
        capture.addAll(rows.after());
        finish(unit, statements, rows, set, before);
    }

    private List<String> head(int unit, RowCapture rows, WriteSet set, Catalog before) {
        List<String> head = new ArrayList<>();
        head.add(RELAX);
        head.addAll(rows.before());
        head.add(STRICT_AGAIN);
        rows.logs().keySet().stream()
                .sorted()
                .filter(it -> before.counters().containsKey(it))
                .forEach(it -> head.add(progress.salvage().counter("count_before", unit, it)));
        set.sequences().stream()
                .sorted()
                .forEach(it -> head.add(progress.salvage().counter("sequence_before", unit, it)));
        head.add(progress.salvage().starts(unit, ""));
        return head;
    }

    private void one(int unit, Statement statement, RowCapture rows, WriteSet set) throws SQLException {
        List<String> open = List.of(
                "START TRANSACTION",
                "SET " + RowCapture.SESSION_VARIABLE + " = '"
                        + progress.salvage().mark(unit) + "', " + RowCapture.STATEMENT_VARIABLE + " = "
                        + (progress.runs().size() + 1));
        List<String> close = new ArrayList<>(List.of(
                "SET " + RowCapture.SESSION_VARIABLE + " = NULL",
                progress.salvage().done(unit)));
        set.sequences().stream()
                .sorted()
                .forEach(it -> close.add(progress.salvage().counter("sequence_after", unit, it)));
        close.add("COMMIT");
        long start = System.nanoTime();
        try {
            progress.session().runAll(open);
            progress.session().run(statement.text());
            progress.session().runAll(close);
        } catch (SQLException failed) {
            progress.session().run("ROLLBACK");
            progress.session().run("SET " + RowCapture.SESSION_VARIABLE + " = NULL");
            cleanUp(rows);
            asWritten(statement);
            if (progress.failure().isEmpty()) {
                progress.refuse("line " + statement.line() + " (" + statement.shortened()
                        + ") runs, but its rows cannot be set aside: " + Session.words(failed));
            }
            return;
        }
        progress.capture().addAll(open);
        progress.capture().add(statement.text());
        progress.capture().addAll(close);
        progress.ran(new StatementRun(
                statement.line(),
                Labels.of(statement).words(),
                rows.logs().keySet().stream()
                        .sorted()
                        .map(it -> it + " SHARED_WRITE")
                        .toList(),
                List.of(),
                touched(rows, progress.runs().size() + 1),
                Progress.millisSince(start)));
    }

    private long touched(RowCapture rows, int statement) throws SQLException {
        long touched = 0;
        for (var log : rows.logs().values()) {
            touched += Long.parseLong(progress.session()
                    .ask("SELECT COUNT(*) FROM " + log.name() + " WHERE statement = " + statement)
                    .orElse("0"));
        }
        return touched;
    }

    private void finish(int unit, List<Statement> statements, RowCapture rows, WriteSet set, Catalog before)
            throws SQLException {
        Catalog after = progress.look();
        Difference difference = Difference.between(before, after);
        if (!difference.isNone()) {
            progress.refuse(
                    "statements from line " + statements.get(0).line() + " on change definitions as well as rows: "
                            + difference.definitions().get(0));
        }
        List<String> steps = new ArrayList<>();
        List<StoredObject> triggers = rows.logs().keySet().stream()
                .sorted()
                .flatMap(it -> before.triggersOf(it).stream())
                .toList();
        triggers.forEach(it -> steps.add(ObjectText.drop(it)));
        steps.add("SET SESSION foreign_key_checks = 0, check_constraint_checks = 0");
        steps.addAll(new RowUndo(before, rows.logs(), Salvage.SCHEMA).steps());
        steps.add("SET SESSION foreign_key_checks = 1, check_constraint_checks = 1");
        triggers.forEach(it -> steps.addAll(ObjectText.create(it)));
        rows.logs().keySet().stream()
                .sorted()
                .filter(it -> before.counters().containsKey(it))
                .forEach(it -> steps.add(progress.salvage().counter("restore_counter", unit, it)));
        set.sequences().stream()
                .sorted()
                .forEach(it -> steps.add(progress.salvage().counter("restore_sequence", unit, it)));
        progress.add(new UnitUndo(
                unit,
                statements.get(0).line(),
                "rows of " + String.join(", ", new TreeSet<>(rows.logs().keySet())),
                steps,
                List.of(),
                Map.of(),
                true));
        progress.goOn(after);
    }

    private void cleanUp(RowCapture rows) throws SQLException {
        progress.session().runAll(rows.after());
        progress.session().run(STRICT_AGAIN);
    }

    private void asWritten(Statement statement) {
        if (progress.failure().isPresent()) {
            return;
        }
        long start = System.nanoTime();
        try {
            long touched = progress.session().run(statement.text());
            progress.ran(new StatementRun(
                    statement.line(),
                    Labels.of(statement).words(),
                    List.of(),
                    List.of(),
                    touched,
                    Progress.millisSince(start)));
        } catch (SQLException failed) {
            progress.fail(statement, failed);
        }
    }
}
