package dev.sternway.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * What the clients were told is committed, kept apart from the database: what a rollback is measured by. Each row is
 * written by one client only, so its last word is known.
 */
final class Journal {
    private static final Set<Optional<String>> ABSENT = Set.of(Optional.empty());

    private final Map<String, Armed> armed = new ConcurrentHashMap<>();
    private final Map<String, Map<Long, Set<Optional<String>>>> last = new ConcurrentHashMap<>();
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong doubts = new AtomicLong();

    /** @param row its values as text, empty when it was deleted */
    record Write(String table, long id, Optional<String> row) {}

    private record Armed(long rows, LongFunction<String> text) {}

    /** Rows 1 to so many were there before the clients came. */
    void armed(String table, long rows, LongFunction<String> text) {
        armed.put(table, new Armed(rows, text));
    }

    long armed(String table) {
        return armed.get(table).rows();
    }

    void committed(List<Write> writes) {
        writes.forEach(write -> written(write.table()).put(write.id(), Set.of(write.row())));
        transactions.incrementAndGet();
    }

    /** The connection broke in the commit: what was before is right, and so is what was written. */
    void doubtful(List<Write> writes) {
        for (Write write : writes) {
            Set<Optional<String>> all = new HashSet<>(of(write.table(), write.id()));
            all.add(write.row());
            written(write.table()).put(write.id(), Set.copyOf(all));
        }
        doubts.incrementAndGet();
    }

    long transactions() {
        return transactions.get();
    }

    long doubts() {
        return doubts.get();
    }

    /** What a row may be by now; more than one answer only where a commit is in doubt. */
    Set<Optional<String>> of(String table, long id) {
        Set<Optional<String>> known = written(table).get(id);
        if (known != null) {
            return known;
        }
        Armed before = armed.get(table);
        return id <= before.rows() ? Set.of(Optional.of(before.text().apply(id))) : ABSENT;
    }

    /** Rows that clients wrote. */
    Set<Long> ids(String table) {
        return written(table).keySet();
    }

    private Map<Long, Set<Optional<String>>> written(String table) {
        return last.computeIfAbsent(table, any -> new ConcurrentHashMap<>());
    }
}
