package dev.sternway.executor.mariadb.rehearse;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.text.Lexer;
import dev.sternway.database.mariadb.text.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether the code that a schema holds stays inside it when a script wakes it in a copy: it runs with its definer's rights. */
final class Reach {
    private Reach() {}

    /** @throws ProblemException SW-0599 naming the object that names another schema */
    static void requireInside(MariaAccess schema) throws SQLException {
        try (Connection connection = schema.connect()) {
            Set<String> others =
                    new HashSet<>(Sql.column(connection, "SELECT schema_name FROM information_schema.schemata"));
            others.remove("information_schema");
            for (StoredObject object : CatalogReader.read(connection).stored()) {
                List<Token> tokens = Lexer.tokens(object.create());
                for (int i = 0; i + 1 < tokens.size(); i++) {
                    boolean names =
                            tokens.get(i).canBeName() && tokens.get(i + 1).is(".");
                    if (names && others.contains(tokens.get(i).text())) {
                        throw ProblemException.of(
                                "SW-0599",
                                "A rehearsal on a copy could write elsewhere: " + object.key() + " names the schema "
                                        + tokens.get(i).text(),
                                schema.name(),
                                "Rehearse on another server, and write rehearse: false in safeguards");
                    }
                }
            }
        }
    }

    /** @throws ProblemException SW-0599 when the script speaks to the server as a whole, which no copy keeps apart */
    static void requireOwnSchemaOnly(String script, String text) {
        List<Token> tokens;
        try {
            tokens = Lexer.tokens(text);
        } catch (Lexer.UnclosedException unclosed) {
            return;
        }
        for (Token token : tokens) {
            boolean variable = token.kind() == Token.Kind.VARIABLE
                    && token.text().toLowerCase(Locale.ROOT).startsWith("@@global");
            if (variable || token.is("GLOBAL", "KILL", "SHUTDOWN")) {
                throw ProblemException.of(
                        "SW-0599",
                        "A rehearsal would reach the whole server: " + script + " says " + token.text(),
                        script,
                        "Do that outside the migration, or write rehearse: false in safeguards");
            }
        }
    }
}
