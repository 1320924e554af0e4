package dev.sternway.plan.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * One statement of a script, without comments before it and without its semicolon.
 *
 * @param line where it begins, from 1
 */
public record SqlStatement(int line, String text) {
    /** Semicolons in texts, names, comments and function bodies end nothing. */
    public static List<SqlStatement> of(String script) {
        List<SqlStatement> statements = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at < script.length()) {
            int next = Lexeme.end(script, at);
            boolean blank = script.substring(start, at).isBlank();
            if (blank && Lexeme.comment(script, at)) {
                start = next;
            } else if (script.charAt(at) == ';' && next == at + 1) {
                add(script, start, at, statements);
                start = next;
            }
            at = next;
        }
        add(script, start, script.length(), statements);
        return statements;
    }

    /** The text with every comment, text and quoted function body replaced by a space. */
    public String bare() {
        StringBuilder bare = new StringBuilder();
        for (int at = 0, next; at < text.length(); at = next) {
            next = Lexeme.end(text, at);
            bare.append(next == at + 1 || text.charAt(at) == '"' ? text.substring(at, next) : " ");
        }
        return bare.toString();
    }

    private static void add(String script, int from, int to, List<SqlStatement> statements) {
        String text = script.substring(from, to);
        if (!text.isBlank()) {
            int begin = from + text.length() - text.stripLeading().length();
            int line =
                    1 + (int) script.chars().limit(begin).filter(c -> c == '\n').count();
            statements.add(new SqlStatement(line, text.strip()));
        }
    }
}
