package dev.sternway.database.decode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what PostgreSQL's own plug-in test_decoding writes: {@code table public.users: UPDATE: id[integer]:1 name[text]:'x'}. */
final class TestDecoding {
    private static final String START = "table ";

    private final String text;
    private int at;

    private TestDecoding(String text) {
        this.text = text;
    }

    /** Empty for the lines that open and close transactions. */
    static Optional<Change> read(String text) {
        return text.startsWith(START) ? Optional.of(new TestDecoding(text).change()) : Optional.empty();
    }

    private Change change() {
        at = START.length();
        String table = identifier();
        while (text.charAt(at) == '.') {
            at++;
            table = table + "." + identifier();
        }
        expect(": ");
        int colon = text.indexOf(':', at);
        Change.Kind kind = Change.Kind.valueOf(text.substring(at, colon));
        at = colon + 1;
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, Optional<String>> key = new LinkedHashMap<>();
        Map<String, Optional<String>> row = new LinkedHashMap<>();
        if (kind != Change.Kind.TRUNCATE && !text.startsWith(" (no-tuple-data)", at)) {
            if (text.startsWith(" old-key:", at)) {
                at += " old-key:".length();
                values(types, key);
            }
            if (text.startsWith(" new-tuple:", at)) {
                at += " new-tuple:".length();
            }
            values(types, kind == Change.Kind.DELETE ? key : row);
        }
        return new Change(kind, table, types, key, row);
    }

    private void values(Map<String, String> types, Map<String, Optional<String>> into) {
        while (at < text.length() && text.charAt(at) == ' ' && !text.startsWith(" new-tuple:", at)) {
            at++;
            String column = identifier();
            types.put(column, type());
            expect(":");
            if (text.startsWith("unchanged-toast-datum", at)) {
                at += "unchanged-toast-datum".length();
            } else {
                into.put(column, value());
            }
        }
    }

    private String identifier() {
        if (text.charAt(at) != '"') {
            int start = at;
            while (".:[".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }
        return quoted('"');
    }

    /** In square brackets, which array types hold themselves. */
    private String type() {
        expect("[");
        int start = at;
        for (int depth = 1; depth > 0; at++) {
            depth += text.charAt(at) == '[' ? 1 : text.charAt(at) == ']' ? -1 : 0;
        }
        return text.substring(start, at - 1);
    }

    private Optional<String> value() {
        boolean bits = text.startsWith("B'", at);
        at += bits ? 1 : 0;
        if (text.charAt(at) == '\'') {
            return Optional.of(quoted('\''));
        }
        int end = text.indexOf(' ', at);
        String bare = text.substring(at, end < 0 ? text.length() : end);
        at += bare.length();
        return bare.equals("null") ? Optional.empty() : Optional.of(bare);
    }

    private String quoted(char quote) {
        StringBuilder value = new StringBuilder();
        for (at++; ; at++) {
            char next = text.charAt(at);
            if (next != quote) {
                value.append(next);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                value.append(quote);
                at++;
            } else {
                at++;
                return value.toString();
            }
        }
    }

    private void expect(String word) {
        if (!text.startsWith(word, at)) {
            throw new IllegalStateException(
                    "'" + word + "' is missing at " + at + " of: " + text.substring(0, Math.min(200, text.length())));
        }
        at += word.length();
    }
}
