package dev.sternway.planner.script;

import dev.sternway.base.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.core.Parser;

/** Cuts a PostgreSQL script into statements: quotes, dollar quotes, nested comments, atomic bodies and COPY data. */
public final class SqlScript {
    private static final Pattern COPY_IN = Pattern.compile("COPY\\b.*\\bFROM STDIN\\b.*");
    private static final Pattern ATOMIC_HOLDER = Pattern.compile("CREATE( OR REPLACE)? (FUNCTION|PROCEDURE)\\b.*");

    private final char[] text;
    private final List<SqlStatement> statements = new ArrayList<>();
    private final StringBuilder bare = new StringBuilder();
    private int start = -1;
    private int parentheses;
    private int atomic;

    private SqlScript(String text) {
        this.text = text.toCharArray();
    }

    /** @throws ProblemException SW-0440 for psql's own commands, which no server understands */
    public static List<SqlStatement> split(String script) {
        SqlScript cut = new SqlScript(script.startsWith("\uFEFF") ? script.substring(1) : script);
        cut.run();
        return List.copyOf(cut.statements);
    }

    private void run() {
        int i = 0;
        while (i < text.length) {
            char c = text[i];
            switch (c) {
                case '\'' -> i = quoted(Parser.parseSingleQuotes(text, i, !escapes(i)), i);
                case '"' -> i = quoted(Parser.parseDoubleQuotes(text, i), i);
                case '-' -> i = comment(Parser.parseLineComment(text, i), i);
                case '/' -> i = comment(Parser.parseBlockComment(text, i), i);
                case '$' -> i = dollar(i);
                case '\\' -> {
                    if (start < 0) {
                        throw ProblemException.of(
                                "SW-0440",
                                "Line " + line(i) + " holds a command of psql, which a server does not understand: "
                                        + lineText(i),
                                "line " + line(i),
                                "Write it as SQL, or leave it out of the migration");
                    }
                    bare.append(c);
                }
                case ';' -> {
                    if (parentheses == 0 && atomic == 0) {
                        i = end(i);
                        continue;
                    }
                    bare.append(' ');
                }
                default -> i = plain(i);
            }
            i++;
        }
        end(text.length);
    }

    private int quoted(int last, int first) {
        begin(first);
        bare.append(" 'X' ");
        return Math.min(last, text.length - 1);
    }

    private int comment(int last, int first) {
        if (last == first) {
            begin(first);
            bare.append(text[first]);
        } else {
            bare.append(' ');
        }
        return last;
    }

    private int dollar(int first) {
        int last = Parser.parseDollarQuotes(text, first);
        begin(first);
        bare.append(last == first ? "$" : " 'X' ");
        return last;
    }

    private int plain(int first) {
        char c = text[first];
        if (Character.isWhitespace(c)) {
            bare.append(' ');
            return first;
        }
        begin(first);
        if (c == '(') {
            parentheses++;
        } else if (c == ')') {
            parentheses--;
        }
        if (!Character.isLetter(c) && c != '_') {
            bare.append(c);
            return first;
        }
        int last = first;
        while (last + 1 < text.length && Parser.isIdentifierContChar(text[last + 1])) {
            last++;
        }
        word(new String(text, first, last - first + 1).toUpperCase(java.util.Locale.ROOT));
        return last;
    }

    private void word(String word) {
        boolean holder =
                ATOMIC_HOLDER.matcher(SqlStatement.capitals(bare.toString())).matches();
        if (holder && word.equals("ATOMIC")) {
            atomic = 1;
        } else if (atomic > 0 && word.equals("CASE")) {
            atomic++;
        } else if (atomic > 0 && word.equals("END")) {
            atomic--;
        }
        bare.append(word);
    }

    private void begin(int at) {
        if (start < 0) {
            start = at;
        }
    }

    private boolean escapes(int quote) {
        return quote > 0
                && (text[quote - 1] == 'E' || text[quote - 1] == 'e')
                && (quote == 1 || !Parser.isIdentifierContChar(text[quote - 2]));
    }

    /** Ends the statement at a semicolon or at the end of the text; gives where to go on. */
    private int end(int semicolon) {
        int next = semicolon + 1;
        if (start >= 0) {
            String written = new String(text, start, semicolon - start).strip();
            String plain = SqlStatement.capitals(bare.toString());
            Optional<String> data = Optional.empty();
            if (COPY_IN.matcher(plain).matches()) {
                int from = lineEnd(semicolon) + 1;
                int to = Math.max(from, dataEnd(from));
                data = Optional.of(new String(
                        text, Math.min(from, text.length), Math.min(to, text.length) - Math.min(from, text.length)));
                next = Math.min(text.length, lineEnd(to) + 1);
            }
            if (!plain.isEmpty()) {
                statements.add(new SqlStatement(line(start), written, plain, data));
            }
        }
        start = -1;
        parentheses = 0;
        atomic = 0;
        bare.setLength(0);
        return next;
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < text.length && text[i] != '\n') {
            i++;
        }
        return i;
    }

    private int dataEnd(int from) {
        int i = from;
        while (i < text.length) {
            if (text[i] == '\\' && i + 1 < text.length && text[i + 1] == '.' && (i == 0 || text[i - 1] == '\n')) {
                return i;
            }
            i = lineEnd(i) + 1;
        }
        return text.length;
    }

    private int line(int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += text[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private String lineText(int at) {
        return new String(text, at, Math.min(60, lineEnd(at) - at)).strip();
    }
}
