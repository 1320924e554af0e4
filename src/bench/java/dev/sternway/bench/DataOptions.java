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
record DataOptions(long bytes, long rows, int runs, boolean json) {
    private static final long MEGA = 1_000_000;
    private static final Pattern SIZE = Pattern.compile("(\\d+)(MB|GB)");
    private static final String USAGE =
            "Usage: sternway bench data [--size 300MB|1GB|3GB] [--runs 3] [--rows 10000000] [--json]";

    static DataOptions of(List<String> words) {
        long bytes = 300 * MEGA;
        long rows = 0;
        int runs = 3;
        boolean json = false;
        for (Iterator<String> each = words.iterator(); each.hasNext(); ) {
            String word = each.next();
            switch (word) {
                case "--size" -> bytes = size(value(each, word));
                case "--rows" -> rows = number(value(each, word), word);
                case "--runs" -> runs = (int) number(value(each, word), word);
                case "--json" -> json = true;
                default -> throw new IllegalArgumentException("There is no option " + word + ". " + USAGE);
            }
        }
        return new DataOptions(bytes, rows, runs, json);
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
