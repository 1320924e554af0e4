package dev.sternway.database.mariadb.text;

import dev.sternway.base.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a script as MariaDB's client does, {@code DELIMITER} included; bodies without it are found by their blocks. */
public final class Script {
    private static final Pattern DELIMITER = Pattern.compile("(?i)delimiter[ \\t]+(\\S+)[^\\n]*(?:\\n|$)");
    private static final Token NONE = new Token(Token.Kind.SIGN, "", 0, 0);

    private final String text;
    private final String where;
    private final Lexer lexer;
    private final List<Statement> statements = new ArrayList<>();
    private String delimiter = ";";

    private Script(String text, String where) {
        this.text = text;
        this.where = where;
        this.lexer = new Lexer(text);
    }

    /**
     * @param where for messages
     * @throws ProblemException SW-0471 when a quote is never closed
     */
    public static List<Statement> split(String text, String where) {
        Script script = new Script(text, where);
        try {
            script.read();
        } catch (Lexer.UnclosedException unclosed) {
            throw ProblemException.of(
                    "SW-0471",
                    "The script cannot be split into statements: " + unclosed.getMessage(),
                    where + ":" + script.line(unclosed.at()),
                    "Close the quote");
        }
        return List.copyOf(script.statements);
    }

    private void read() {
        while (true) {
            int start = lexer.skipComments();
            if (start >= text.length()) {
                return;
            }
            Matcher command = DELIMITER.matcher(text).region(start, text.length());
            if (command.lookingAt()) {
                delimiter = command.group(1);
                lexer.moveTo(command.end(), delimiter);
            } else {
                one(start);
            }
        }
    }

    private void one(int start) {
        List<Token> tokens = new ArrayList<>();
        BlockDepth depth = new BlockDepth();
        int end = start;
        Optional<Token> waiting = Optional.empty();
        while (true) {
            int at = lexer.skipBlanks();
            boolean ends = at >= text.length() || text.startsWith(delimiter, at);
            Optional<Token> token = ends ? Optional.empty() : lexer.next();
            if (waiting.isPresent()) {
                depth.see(waiting.get(), token.orElse(NONE));
            }
            if (token.isEmpty()) {
                if (at >= text.length()) {
                    break;
                }
                if (!delimiter.equals(";") || !depth.inside()) {
                    lexer.moveTo(at + delimiter.length(), delimiter);
                    break;
                }
                token = lexer.next();
                depth.see(token.orElseThrow(), NONE);
                waiting = Optional.empty();
            } else {
                waiting = token;
            }
            end = lexer.position();
            tokens.add(token.orElseThrow());
        }
        if (!tokens.isEmpty()) {
            end = closed(end);
            String statement = text.substring(start, end);
            statements.add(new Statement(line(start), statement, Lexer.tokens(statement)));
        }
    }

    /** The end of an executable comment belongs to the statement. */
    private int closed(int end) {
        int next = end;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return text.startsWith("*/", next) ? next + 2 : end;
    }

    private int line(int offset) {
        return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    }
}
