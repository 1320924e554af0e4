package dev.sternway.bench;

import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run measures.
 *
 * @param bytes about how large the database is
 * @param rows of a single large table, to see how much memory is needed; 0 measures the ways to restore instead
 */
record DataOptions(long bytes, long rows, int runs, boolean json, boolean postgres, boolean mariaDb) {
    private static final long MEGA = 1_000_000;
    private static final Pattern SIZE = Pattern.compile("(\\d+)(MB|GB)");
    static final String USAGE =
            "Usage: sternway bench data [--size 100MB|1GB|3GB] [--runs 3]"
            + " [--database-type postgresql|mariadb] [--rows 10000000] [--json]";

    static DataOptions of(List<String> words) {
        long bytes = 100 * MEGA;
        long rows = 0;
        int runs = 3;
        boolean json = false;
        String type = "";
        for (Iterator<String> each = words.iterator(); each.hasNext(); ) {
            String word = each.next();
            switch (word) {
                case "--size" -> bytes = size(value(each, word));
                case "--rows" -> rows = number(value(each, word), word);
                case "--runs" -> runs = (int) number(value(each, word), word);
                case "--database-type" -> type = type(value(each, word));
                case "--json" -> json = true;
                default -> throw new IllegalArgumentException("There is no option " + word + ". " + USAGE);
            }
        }
        // a single large table takes long: one kind of server at a time
        boolean mariaDb = type.isEmpty() ? rows == 0 : type.equals("mariadb");
        return new DataOptions(bytes, rows, runs, json, !type.equals("mariadb"), mariaDb);
    }

    /** The same measures with another size. */
    DataOptions once(long size) {
        return new DataOptions(size, 0, 1, json, postgres, mariaDb);
    }

    private static String type(String word) {
        if (!word.equals("postgresql") && !word.equals("mariadb")) {
            throw new IllegalArgumentException(
                    "--database-type takes postgresql or mariadb; it was " + word + ". " + USAGE);
        }
        return word;
    }

    private static String value(Iterator<String> each, String option) {
        if (!each.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value. " + USAGE);
        }
        return each.next();
    }

    private static long number(String word, String option) {
        if (!word.matches("[1-9]\\d{0,9}")) {
            throw new IllegalArgumentException(option + " takes a number; it was " + word + ". " + USAGE);
        }
        return Long.parseLong(word);
    }

    private static long size(String word) {
        Matcher size = SIZE.matcher(word);
        if (!size.matches()) {
            throw new IllegalArgumentException("--size takes 300MB, 1GB and the like; it was " + word + ". " + USAGE);
        }
        return Long.parseLong(size.group(1)) * (size.group(2).equals("GB") ? 1000 * MEGA : MEGA);
    }
}
