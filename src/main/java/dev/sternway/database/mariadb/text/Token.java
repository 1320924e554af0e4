package dev.sternway.database.mariadb.text;

/**
 * One word, name, text, number or sign of a statement; comments are none.
 *
 * @param text without its quotes
 * @param start of the source text, quotes included
 * @param end after the source text
 */
public record Token(Kind kind, String text, int start, int end) {
    /** {@code NAME} is quoted; a {@code WORD} may be a name too. {@code VARIABLE} begins with an at sign. */
    public enum Kind {
        WORD,
        NAME,
        TEXT,
        NUMBER,
        VARIABLE,
        SIGN
    }

    /** Whether this is one of these keywords or signs. */
    public boolean is(String... words) {
        if (kind != Kind.WORD && kind != Kind.SIGN) {
            return false;
        }
        for (String word : words) {
            if (text.equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }

    public boolean canBeName() {
        return kind == Kind.WORD || kind == Kind.NAME;
    }
}
