package dev.sternway.database.mariadb.text;

import java.util.List;

/**
 * One statement of a script, without its delimiter.
 *
 * @param line in the script, from 1
 */
public record Statement(int line, String text, List<Token> tokens) {
    public Statement {
        tokens = List.copyOf(tokens);
    }

    public static Statement of(int line, String text) {
        return new Statement(line, text, Lexer.tokens(text));
    }

    /** Whether a body of {@code BEGIN … END} or the like is in it, so that it needs a delimiter of its own. */
    public boolean holdsSemicolons() {
        return tokens.stream().anyMatch(token -> token.is(";"));
    }

    /** For messages: the first words on one line. */
    public String shortened() {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 80 ? line : line.substring(0, 77) + "...";
    }
}
