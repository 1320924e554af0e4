package dev.sternway.bench;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * What a run measures.
 *
 * @param concurrent how many rollbacks run at once, one size after the other
 * @param history rows of old history for a second round; 0 leaves that round out
 * @param runs how often one rollback is run alone, and the script and the playbook beside it
 */
record EngineOptions(List<String> stores, List<Integer> concurrent, int history, int runs, boolean json) {
    static final String USAGE = "Usage: sternway bench engine [--store h2|postgresql] [--concurrent 1,100,1000]"
            + " [--history 1000000|0] [--runs 5] [--json]";

    static EngineOptions of(List<String> words) {
        List<String> stores = List.of("h2", "postgresql");
        List<Integer> concurrent = List.of(1, 100, 1000);
        int history = 1_000_000;
        int runs = 5;
        boolean json = false;
        for (Iterator<String> each = words.iterator(); each.hasNext(); ) {
            String word = each.next();
            if (word.equals("--json")) {
                json = true;
                continue;
            }
            if (!each.hasNext()) {
                throw new IllegalArgumentException(word + " needs a value. " + USAGE);
            }
            String value = each.next();
            switch (word) {
                case "--store" -> stores = List.of(value);
                case "--concurrent" ->
                    concurrent = Arrays.stream(value.split(",", -1))
                            .map(number -> number(number, word))
                            .toList();
                case "--history" -> history = value.equals("0") ? 0 : number(value, word);
                case "--runs" -> runs = number(value, word);
                default -> throw new IllegalArgumentException("There is no option " + word + ". " + USAGE);
            }
        }
        if (!List.of("h2", "postgresql").containsAll(stores)) {
            throw new IllegalArgumentException("--store takes h2 or postgresql; it was " + stores.get(0) + ". " + USAGE);
        }
        return new EngineOptions(stores, concurrent, history, runs, json);
    }

    private static int number(String word, String option) {
        if (!word.matches("[1-9]\\d{0,7}")) {
            throw new IllegalArgumentException(option + " takes numbers; it was " + word + ". " + USAGE);
        }
        return Integer.parseInt(word);
    }
}
