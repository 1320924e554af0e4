package dev.sternway.executor.migrate.liquibase;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.StepContext;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.exception.LiquibaseException;
import liquibase.exception.RollbackFailedException;
import liquibase.exception.RollbackImpossibleException;
import liquibase.exception.ValidationFailedException;
import liquibase.ui.LoggerUIService;
import org.jspecify.annotations.Nullable;

/** The changelog that was sealed with the plan. */
record ChangeLog(StepContext context, String path) {
    /**
     * Inside the connection's transaction, which stays open.
     *
     * @param count how many changesets, the last ones first
     * @throws ProblemException SW-0552 when others were applied, SW-0553 without a way back, SW-0557 when Liquibase fails
     * @throws SQLException when the database refuses a statement
     */
    void takeBack(Connection connection, int count) throws SQLException {
        with(connection, liquibase -> liquibase.rollback(count, new Contexts(), new LabelExpression()));
    }

    /** What {@link #takeBack} would say to the database; nothing is changed. */
    String wayBack(Connection connection, int count) throws SQLException {
        StringWriter sql = new StringWriter();
        with(connection, liquibase -> liquibase.rollback(count, new Contexts(), new LabelExpression(), sql));
        return sql.toString();
    }

    /**
     * Applies the first changeset that the history lacks.
     *
     * @param tag given before, where the history has no such tag yet
     * @return its path, id and author; empty when all ran
     */
    Optional<String> applyNext(Connection connection, Optional<String> tag) throws SQLException {
        List<String> next = new ArrayList<>();
        with(connection, liquibase -> {
            if (tag.isPresent() && !liquibase.tagExists(tag.get())) {
                liquibase.tag(tag.get());
            }
            liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()).stream()
                    .limit(1)
                    .forEach(changeset -> next.add(changeset.toString(false)));
            if (!next.isEmpty()) {
                liquibase.update(1, new Contexts(), new LabelExpression());
            }
        });
        return next.stream().findFirst();
    }

    private interface Command {
        void run(Liquibase liquibase) throws LiquibaseException;
    }

    private void with(Connection connection, Command command) throws SQLException {
        HeldConnection held = new HeldConnection(connection);
        try {
            Scope.child(
                    Map.of(Scope.Attr.ui.name(), new LoggerUIService()),
                    () -> command.run(new Liquibase(path, new SealedFiles(context), held)));
        } catch (Exception failure) {
            throw told(failure);
        }
    }

    private SQLException told(Exception failure) {
        String said = lines(failure);
        boolean noWayBack = false;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                return refused;
            }
            if (cause instanceof ValidationFailedException) {
                throw problem("SW-0552", "Liquibase finds that others were applied: ", said, failure);
            }
            noWayBack |= cause instanceof RollbackImpossibleException || cause instanceof RollbackFailedException;
        }
        throw noWayBack
                ? problem("SW-0553", "Liquibase has no way back: ", said, failure)
                : problem("SW-0557", "Liquibase fails: ", said, failure);
    }

    private ProblemException problem(String code, String what, String said, Exception failure) {
        return new ProblemException(
                new Problem(
                        code,
                        what + said,
                        path,
                        "Seal the changelog that was deployed, under the same path, with a rollback for every changeset;"
                                + " nothing was changed"),
                failure);
    }

    private static String lines(Exception failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
