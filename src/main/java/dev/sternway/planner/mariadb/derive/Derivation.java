package dev.sternway.planner.mariadb.derive;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Proof.StatementRun;
import dev.sternway.planner.mariadb.rows.WriteSet;
import dev.sternway.planner.mariadb.script.Label;
import dev.sternway.planner.mariadb.script.Label.Kind;
import dev.sternway.planner.mariadb.script.Labels;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a migration statement by statement in the form that journals and sets rows aside, and notes how each unit is taken back.
 * As soon as something cannot be exact, the rest runs as written.
 */
public final class Derivation {
    private final Migration migration;
    private final List<Statement> statements;
    private final Screening screening;
    private final Progress progress;
    private final Prepared prepared;
    private final DefinitionUnit definitions;
    private final RowsUnit rows;
    private final Set<String> temporary = new HashSet<>();

    /**
     * @param session runs the migration
     * @param largestImage rows up to which a table is copied
     */
    public Derivation(
            Migration migration,
            List<Statement> statements,
            Screening screening,
            Session session,
            Connection reader,
            long largestImage)
            throws SQLException {
        this.migration = migration;
        this.statements = statements;
        this.screening = screening;
        this.progress = new Progress(Salvage.of(migration), session, reader, CatalogReader.read(reader));
        this.prepared = new Prepared(session);
        this.definitions = new DefinitionUnit(progress, largestImage);
        this.rows = new RowsUnit(progress);
    }

    public Derived run() throws SQLException {
        statements.forEach(
                it -> screening.forbidden(it).or(() -> screening.unfit(it)).ifPresent(progress::refuse));
        String head =
                Derived.preamble("Runs " + migration.name() + " so that it can be taken back from wherever it stops.");
        if (!progress.isRefused()) {
            progress.session().script(head + progress.salvage().begin(), migration.file());
            progress.capture().verbatim(head);
            progress.capture().add(progress.salvage().begin());
        }
        int next = 0;
        while (next < statements.size() && progress.failure().isEmpty()) {
            next = progress.isRefused() ? asWritten(next) : one(next);
        }
        return new Derived(
                progress.salvage(),
                progress.isRefused() ? migration.up() : progress.capture().toString(),
                progress.units(),
                progress.runs(),
                progress.refusals(),
                progress.warnings(),
                progress.failure());
    }

    /** @return index of the statement to go on with */
    private int one(int index) throws SQLException {
        Statement statement = statements.get(index);
        Statement meant = meant(statement);
        Optional<String> forbidden = screening.forbidden(meant);
        if (forbidden.isPresent()) {
            progress.refuse(forbidden.get());
            return index;
        }
        Label label = Labels.of(meant);
        switch (label.kind()) {
            case TABLE, OBJECT -> definitions.run(statement, meant, label);
            case TRANSACTION -> progress.leaveOut(statement);
            case ROWS, OPAQUE -> {
                return writing(index, statement, meant, label);
            }
            default -> {
                if (statement.tokens().stream().anyMatch(it -> it.is("TEMPORARY"))) {
                    shadows(label);
                }
                progress.plain(statement, label);
            }
        }
        return index + 1;
    }

    /** What cannot be found out fails by itself when it runs. */
    private Statement meant(Statement statement) {
        try {
            return prepared.meant(statement);
        } catch (SQLException unknown) {
            return statement;
        }
    }

    private int writing(int index, Statement statement, Statement meant, Label label) throws SQLException {
        WriteSet set = progress.writes(List.of(meant), temporary);
        if (set.dynamic()) {
            progress.refuse("line " + statement.line() + " (" + statement.shortened()
                    + ") builds statements at run time; written out they can be undone");
            return index;
        }
        if (set.defines() && !set.tables().isEmpty()) {
            progress.refuse("line " + statement.line() + " (" + statement.shortened()
                    + ") changes definitions and rows at once; as statements of their own they can be undone");
            return index;
        }
        if (set.defines()) {
            definitions.run(statement, meant, label);
            return index + 1;
        }
        if (set.isNothing()) {
            progress.plain(statement, label);
            return index + 1;
        }
        int end = index + 1;
        while (meant == statement && end < statements.size() && goesWith(statements.get(end))) {
            end++;
        }
        rows.run(statements.subList(index, end), List.of(meant), temporary);
        return end;
    }

    /** Statements in a row that write rows share one unit. */
    private boolean goesWith(Statement statement) {
        Kind kind = Labels.of(statement).kind();
        if (kind != Kind.ROWS && kind != Kind.OPAQUE && kind != Kind.SESSION
                || statement.tokens().get(0).is("PREPARE", "EXECUTE")
                || statement.tokens().stream().anyMatch(it -> it.is("TEMPORARY"))) {
            return false;
        }
        WriteSet set = progress.writes(List.of(statement), temporary);
        return !set.dynamic() && !set.defines();
    }

    private void shadows(Label label) {
        temporary.addAll(label.names());
        Catalog now = progress.now();
        label.names().stream()
                .filter(it -> now.table(it).isPresent())
                .forEach(it -> progress.refuse("the temporary table " + it
                        + " hides a table of the same name; another name makes it possible"));
    }

    private int asWritten(int index) throws SQLException {
        Statement statement = statements.get(index);
        Optional<String> forbidden = screening.forbidden(statement).or(() -> screening.forbidden(meant(statement)));
        forbidden.ifPresent(progress::refuse);
        if (forbidden.isEmpty()) {
            long start = System.nanoTime();
            try {
                long touched = progress.session().run(statement.text());
                progress.ran(new StatementRun(
                        statement.line(),
                        Labels.of(statement).words(),
                        List.of(),
                        List.of(),
                        touched,
                        (System.nanoTime() - start) / 1_000_000));
            } catch (SQLException failed) {
                progress.fail(statement, failed);
            }
        }
        return index + 1;
    }
}
