package dev.sternway.plan.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where things that may hide a semicolon end: comments, texts, quoted names, dollar quotes. */
final class Lexeme {
    private static final Pattern DOLLAR = Pattern.compile("\\$(?:[A-Za-z_\\x80-\\uffff][\\w\\x80-\\uffff]*)?\\$");

    private Lexeme() {}

    static boolean comment(String text, int at) {
        return text.startsWith("--", at) || text.startsWith("/*", at);
    }

    /** End of what begins at the place: past the whole of it, or the next character. */
    static int end(String text, int at) {
        char c = text.charAt(at);
        if (text.startsWith("--", at)) {
            int newline = text.indexOf('\n', at);
            return newline < 0 ? text.length() : newline;
        }
        if (text.startsWith("/*", at)) {
            return blockComment(text, at);
        }
        if (c == '\'' || c == '"') {
            boolean escapes =
                    c == '\'' && at > 0 && "eE".indexOf(text.charAt(at - 1)) >= 0 && !wordBefore(text, at - 1);
            return quoted(text, at, c, escapes);
        }
        if (c == '$' && !wordBefore(text, at)) {
            Matcher tag = DOLLAR.matcher(text).region(at, text.length());
            if (tag.lookingAt()) {
                int close = text.indexOf(tag.group(), tag.end());
                return close < 0 ? text.length() : close + tag.group().length();
            }
        }
        return at + 1;
    }

    private static boolean wordBefore(String text, int at) {
        return at > 0 && (Character.isLetterOrDigit(text.charAt(at - 1)) || text.charAt(at - 1) == '_');
    }

    private static int quoted(String text, int at, char quote, boolean escapes) {
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escapes && c == '\\') {
                i++;
            } else if (c == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        return text.length();
    }

    /** PostgreSQL's comments nest. */
    private static int blockComment(String text, int at) {
        int depth = 0;
        int i = at;
        while (i < text.length()) {
            if (text.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) {
                    return i;
                }
            } else {
                i++;
            }
        }
        return text.length();
    }
}
