package dev.sternway.scenario.shop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the clients were told is committed, kept apart from the database: what a rollback is measured by. Each row is
 * written by one client only, so its last word is known.
 */
final class Journal {
    private static final Set<Optional<String>> ABSENT = Set.of(Optional.empty());

    private final Map<String, Map<Long, Set<Optional<String>>>> last = new ConcurrentHashMap<>();
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong doubts = new AtomicLong();

    /** @param row its values as text, empty when it was deleted */
    record Write(String table, long id, Optional<String> row) {}

    /** A row that was there before the clients came. */
    void armed(String table, long id, String row) {
        rows(table).put(id, Set.of(Optional.of(row)));
    }

    void committed(List<Write> writes) {
        writes.forEach(write -> rows(write.table()).put(write.id(), Set.of(write.row())));
        transactions.incrementAndGet();
    }

    /** The connection broke in the commit: what was before is right, and so is what was written. */
    void doubtful(List<Write> writes) {
        for (Write write : writes) {
            Set<Optional<String>> before = rows(write.table()).getOrDefault(write.id(), ABSENT);
            rows(write.table()).put(write.id(), union(before, write.row()));
        }
        doubts.incrementAndGet();
    }

    long transactions() {
        return transactions.get();
    }

    long doubts() {
        return doubts.get();
    }

    /** What each row may be by now; more than one answer only where a commit is in doubt. */
    Map<Long, Set<Optional<String>>> rows(String table) {
        return last.computeIfAbsent(table, any -> new ConcurrentHashMap<>());
    }

    private static Set<Optional<String>> union(Set<Optional<String>> before, Optional<String> more) {
        Set<Optional<String>> all = new java.util.HashSet<>(before);
        all.add(more);
        return Set.copyOf(all);
    }
}
