package dev.sternway.planner.postgres;

import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.Item;
import dev.sternway.planner.catalog.Kind;
import dev.sternway.planner.script.SqlStatement;
import java.util.List;
import java.util.Optional;

/** Effects outside of the tables: other servers, large objects, files, notifications. */
final class Outside {
    private Outside() {}

    /** @return why the script cannot be undone; empty when nothing of the kind is seen */
    static Optional<String> of(List<SqlStatement> statements, Catalog catalog) {
        return statements.stream()
                .filter(it -> it.reachesOutside() || it.mayWriteRows() && calls(it, catalog))
                .map(
                        it -> "line " + it.line() + " (" + it.label()
                                + ") has effects outside of the tables, which nothing can undo; take it out of the migration, or plan what undoes it by hand")
                .findFirst();
    }

    /** Through a function that it names, or one that a trigger calls. */
    private static boolean calls(SqlStatement statement, Catalog catalog) {
        return catalog.items(Kind.FUNCTION)
                .filter(function ->
                        SqlStatement.reachesOutside(function.fact("definition").orElse("")))
                .anyMatch(function ->
                        statement.text().contains(function.fact("simple name").orElse(function.name()))
                                || isTriggered(function, catalog));
    }

    private static boolean isTriggered(Item function, Catalog catalog) {
        return catalog.dependents(function.address()).stream()
                .flatMap(it -> catalog.get(it.dependent()).stream())
                .anyMatch(it -> it.kind() == Kind.TRIGGER);
    }
}
