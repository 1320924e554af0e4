package dev.sternway.planner.mariadb.derive;

import dev.sternway.database.mariadb.text.Lexer;
import dev.sternway.database.mariadb.text.Statement;
import dev.sternway.database.mariadb.text.Token;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Statements that a script builds at run time: what they say is known once the script has come that far. */
public final class Prepared {
    private final Session session;
    private final Map<String, String> texts = new HashMap<>();

    public Prepared(Session session) {
        this.session = session;
    }

    /** Notes the text of a PREPARE before it runs. */
    private void note(Statement statement) throws SQLException {
        List<Token> tokens = statement.tokens();
        if (tokens.size() >= 4 && tokens.get(0).is("PREPARE") && tokens.get(2).is("FROM")) {
            Optional<String> text =
                    value(statement.text().substring(tokens.get(3).start()));
            text.ifPresent(it -> texts.put(name(tokens.get(1)), it));
        }
    }

    /** The statement that an EXECUTE stands for; the statement itself if it is none. */
    public Statement meant(Statement statement) throws SQLException {
        note(statement);
        List<Token> tokens = statement.tokens();
        if (tokens.size() < 2 || !tokens.get(0).is("EXECUTE")) {
            return statement;
        }
        Optional<String> text = tokens.get(1).is("IMMEDIATE")
                ? value(statement.text().substring(tokens.get(2).start()))
                : Optional.ofNullable(texts.get(name(tokens.get(1))));
        return text.map(it -> Statement.of(statement.line(), it)).orElse(statement);
    }

    private Optional<String> value(String expression) throws SQLException {
        for (Token token : Lexer.tokens(expression)) {
            if (token.is("USING")) {
                return session.ask("SELECT " + expression.substring(0, token.start()));
            }
        }
        return session.ask("SELECT " + expression);
    }

    private static String name(Token token) {
        return token.text().toLowerCase(Locale.ROOT);
    }
}
