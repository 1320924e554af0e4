package dev.sternway.plan.sql;

import java.util.List;
import java.util.Locale;

/**
 * Something that a script destroys.
 *
 * @param line of the script, from 1
 * @param table what is concerned, without quotes and without the schema public; empty when nobody knows
 * @param columns lower-case; empty when whole rows go
 * @param statement as it stands in the script
 */
public record Destruction(int line, Kind kind, String table, List<String> columns, String statement) {
    private static final int SHOWN = 80;

    /** How data go. */
    public enum Kind {
        DROPS_COLUMN("drops column %s of %s"),
        DROPS_TABLE("drops table %2$s"),
        DROPS_SCHEMA("drops %2$s with all that it holds"),
        DELETES("deletes rows of %2$s"),
        TRUNCATES("empties %2$s"),
        /** It cannot be read, so it may do anything. */
        UNKNOWN("holds a statement that cannot be read");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    public Destruction {
        columns = columns.stream().map(Destruction::plain).toList();
        table = plain(table);
    }

    /** What the script destroys, in order. A label, no proof: what a function does that is called is not looked at. */
    public static List<Destruction> of(String script) {
        return SqlStatement.of(script).stream()
                .flatMap(statement -> Labels.of(statement).stream())
                .toList();
    }

    /** A few words that go on from the script's name: {@code drops column email of users}. */
    public String text() {
        return kind == Kind.UNKNOWN
                ? String.format(kind.words) + ": " + shortened()
                : String.format(kind.words, String.join(", ", columns), table);
    }

    private String shortened() {
        String line = statement.replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + " …";
    }

    /** A name as it is compared: without quotes and the schema public; lower-case unless it was quoted. */
    public static String plain(String name) {
        String known = name.startsWith("public.") ? name.substring("public.".length()) : name;
        return known.startsWith("\"") ? known.replace("\"", "") : known.toLowerCase(Locale.ROOT);
    }
}
