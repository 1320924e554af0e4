package dev.sternway.scenario;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the database said yes to, row by row, kept by those who asked; it knows nothing of Sternway. */
final class Journal {
    private final Map<Key, Map<String, String>> rows = new HashMap<>();

    private final Set<Key> uncertain = new HashSet<>();
    private long answers;

    /** Whose row it is. */
    record Key(String table, long id) {}

    synchronized void wrote(String table, long id, String column, String value) {
        rows.computeIfAbsent(new Key(table, id), key -> new TreeMap<>()).put(column, value);
        answers++;
        notifyAll();
    }

    /** The answer never came. */
    synchronized void unanswered(String table, long id) {
        uncertain.add(new Key(table, id));
    }

    synchronized boolean certain(Key key) {
        return !uncertain.contains(key);
    }

    synchronized Map<Key, Map<String, String>> rows() {
        return new HashMap<>(rows);
    }

    synchronized long answers() {
        return answers;
    }

    synchronized void await(long number) throws InterruptedException {
        while (answers < number) {
            wait();
        }
    }
}
