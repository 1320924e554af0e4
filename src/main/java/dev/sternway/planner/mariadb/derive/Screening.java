package dev.sternway.planner.mariadb.derive;

import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.database.mariadb.text.Token;
import dev.sternway.planner.mariadb.script.Label;
import dev.sternway.planner.mariadb.script.Label.Kind;
import dev.sternway.planner.mariadb.script.Labels;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can be said of a statement before anything runs: whether it may run at all, and whether it can be journaled.
 *
 * @param otherSchemas of the server, which no statement may name
 * @param copy whether the scratch is a copy of a target, whose events are disabled in it
 */
public record Screening(Set<String> otherSchemas, boolean copy) {
    /** Why it must not run on the scratch; empty when it may. */
    public Optional<String> forbidden(Statement statement) {
        Label label = Labels.of(statement);
        String where = "line " + statement.line() + " (" + statement.shortened() + ") ";
        if (label.kind() == Kind.OUTSIDE) {
            return Optional.of(where + "acts on the whole server or on another schema, and was not run;"
                    + " give it a step of its own with its own way back");
        }
        if (label.kind() == Kind.UNKNOWN) {
            return Optional.of(where + "is not known to Sternway, and was not run: " + label.words());
        }
        return foreignSchema(statement)
                .map(it -> where + "names the schema " + it + ", and was not run; leave schema names out");
    }

    /** Why it cannot be journaled as it stands; empty when it can. */
    Optional<String> unfit(Statement statement) {
        String where = "line " + statement.line() + " ";
        Label label = Labels.of(statement);
        if (label.kind() == Kind.TRANSACTION && statement.tokens().get(0).is("ROLLBACK", "SAVEPOINT", "RELEASE")) {
            return Optional.of(where + "rolls back by itself (" + statement.shortened()
                    + "); without it every statement can be journaled");
        }
        if (copy && label.kind() == Kind.OBJECT && label.words().contains(" EVENT ")) {
            return Optional.of(where + "changes an event; in a copy of the target events are disabled, so nothing is"
                    + " proven there; without --url it can be");
        }
        for (Token token : statement.tokens()) {
            if (token.is("ROW_COUNT", "FOUND_ROWS")) {
                return Optional.of(where + "asks for " + token.text() + ", which journaling changes;"
                        + " counting with SELECT COUNT(*) makes it possible");
            }
        }
        return Optional.empty();
    }

    private Optional<String> foreignSchema(Statement statement) {
        List<Token> tokens = statement.tokens();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.canBeName()
                    && tokens.get(i + 1).is(".")
                    && otherSchemas.contains(token.text())
                    && !(i > 0 && tokens.get(i - 1).is("."))) {
                return Optional.of(token.text());
            }
            boolean built = token.kind() == Token.Kind.TEXT
                    && otherSchemas.stream()
                            .anyMatch(it -> token.text().contains(it + ".")
                                    || token.text().contains(it + "`."));
            if (built) {
                return otherSchemas.stream()
                        .filter(it -> token.text().contains(it))
                        .findFirst();
            }
        }
        return Optional.empty();
    }
}
