package dev.sternway.database.mariadb.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads tokens as the server does by default: backslash escapes, double quotes for texts, executable comments as code. */
public final class Lexer {
    /** MariaDB leaves out what is marked for MySQL 5.7 and newer. */
    private static final Pattern EXECUTABLE =
            Pattern.compile("/\\*(?:M!(?:\\d{5,6})?|!(?:[0-4]\\d{4}|50[0-6]\\d\\d|1\\d{5})?(?!\\d))");

    private final String text;
    private int position;
    private boolean executable;
    private String delimiter = ";";

    public Lexer(String text) {
        this.text = text;
    }

    public static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        List<Token> tokens = new ArrayList<>();
        for (Optional<Token> token = lexer.next(); token.isPresent(); token = lexer.next()) {
            tokens.add(token.get());
        }
        return List.copyOf(tokens);
    }

    public int position() {
        return position;
    }

    /** Goes on elsewhere, with another delimiter at which words end. */
    public void moveTo(int position, String delimiter) {
        this.position = position;
        this.delimiter = delimiter;
    }

    /** Start of the next statement, after blanks and comments; an executable comment is part of it. */
    public int skipComments() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (Character.isWhitespace(c) || c == '\uFEFF') {
                position++;
            } else if (c == '#' || lineComment()) {
                position = endOfLine(position);
            } else if (text.startsWith("/*", position) && !opening().lookingAt()) {
                int end = text.indexOf("*/", position + 2);
                position = end < 0 ? text.length() : end + 2;
            } else {
                break;
            }
        }
        return position;
    }

    /** Start of the next token. */
    public int skipBlanks() {
        while (skipComments() < text.length()) {
            Matcher opening = opening();
            if (opening.lookingAt()) {
                position = opening.end();
                executable = true;
            } else if (executable && text.startsWith("*/", position)) {
                position += 2;
                executable = false;
            } else {
                break;
            }
        }
        return position;
    }

    public Optional<Token> next() {
        skipBlanks();
        if (position >= text.length()) {
            return Optional.empty();
        }
        int start = position;
        char c = text.charAt(position);
        if (c == '\'' || c == '"' || c == '`') {
            return Optional.of(quoted(start, c));
        }
        if (c == '@') {
            return Optional.of(variable(start));
        }
        if (inWord(c)) {
            int end = endOfWord(position);
            position = end;
            String word = text.substring(start, end);
            boolean number = Character.isDigit(c) && word.matches("(?i)\\d+|0x[0-9a-f]+|0b[01]+|\\d+e\\d+");
            return Optional.of(new Token(number ? Token.Kind.NUMBER : Token.Kind.WORD, word, start, end));
        }
        position++;
        return Optional.of(new Token(Token.Kind.SIGN, String.valueOf(c), start, position));
    }

    private Token quoted(int start, char quote) {
        StringBuilder content = new StringBuilder();
        int i = start + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' && quote != '`' && i + 1 < text.length()) {
                content.append(unescaped(text.charAt(i + 1)));
                i += 2;
            } else if (c == quote && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                content.append(quote);
                i += 2;
            } else if (c == quote) {
                position = i + 1;
                Token.Kind kind = quote == '`' ? Token.Kind.NAME : Token.Kind.TEXT;
                return new Token(kind, content.toString(), start, position);
            } else {
                content.append(c);
                i++;
            }
        }
        throw new UnclosedException(start, quote);
    }

    private Token variable(int start) {
        int i = start;
        while (i < text.length() && text.charAt(i) == '@') {
            i++;
        }
        if (i < text.length() && "'\"`".indexOf(text.charAt(i)) >= 0) {
            quoted(i, text.charAt(i));
        } else {
            while (i < text.length() && (inWord(text.charAt(i)) || text.charAt(i) == '.')) {
                i++;
            }
            position = i;
        }
        return new Token(Token.Kind.VARIABLE, text.substring(start, position), start, position);
    }

    private int endOfWord(int from) {
        int i = from;
        while (i < text.length() && inWord(text.charAt(i)) && (i == from || !text.startsWith(delimiter, i))) {
            i++;
        }
        return i;
    }

    private boolean lineComment() {
        return text.startsWith("--", position) && (position + 2 == text.length() || text.charAt(position + 2) <= ' ');
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    private Matcher opening() {
        return EXECUTABLE.matcher(text).region(position, text.length());
    }

    private static boolean inWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 0x7F && !Character.isWhitespace(c);
    }

    private static String unescaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '0' -> "\0";
            case 'b' -> "\b";
            case 'Z' -> "\u001A";
            case '%', '_' -> "\\" + c;
            default -> String.valueOf(c);
        };
    }

    /** A quote that is opened and never closed. */
    public static final class UnclosedException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
        private final int at;

        UnclosedException(int at, char quote) {
            super("the quote " + quote + " is never closed");
            this.at = at;
        }

        public int at() {
            return at;
        }
    }
}
