package dev.sternway.bench;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * What a run measures.
 *
 * @param every how often each guard's polled trigger is evaluated
 * @param pace one alert every so often
 */
record WatchOptions(List<String> stores, int guards, int alerts, int warmUp, Duration every, Duration pace) {
    static final String USAGE = "Usage: sternway bench watch [--store h2|postgresql] [--guards 1000] [--alerts 200]"
            + " [--every 5] [--pace 500]   (seconds between evaluations, milliseconds between alerts)";

    static WatchOptions of(List<String> words) {
        List<String> stores = List.of("h2", "postgresql");
        int guards = 1000;
        int alerts = 200;
        int every = 5;
        int pace = 500;
        for (Iterator<String> each = words.iterator(); each.hasNext(); ) {
            String word = each.next();
            if (!each.hasNext()) {
                throw new IllegalArgumentException(word + " needs a value. " + USAGE);
            }
            String value = each.next();
            switch (word) {
                case "--store" -> stores = List.of(value);
                case "--guards" -> guards = number(value, word);
                case "--alerts" -> alerts = number(value, word);
                case "--every" -> every = number(value, word);
                case "--pace" -> pace = number(value, word);
                default -> throw new IllegalArgumentException("There is no option " + word + ". " + USAGE);
            }
        }
        int warmUp = Math.min(20, alerts);
        if (!List.of("h2", "postgresql").containsAll(stores) || guards < alerts + warmUp) {
            throw new IllegalArgumentException("Every alert needs a guard of its own, and " + warmUp + " warm up. " + USAGE);
        }
        return new WatchOptions(stores, guards, alerts, warmUp, Duration.ofSeconds(every), Duration.ofMillis(pace));
    }

    private static int number(String word, String option) {
        if (!word.matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException(option + " takes a number; it was " + word + ". " + USAGE);
        }
        return Integer.parseInt(word);
    }
}
