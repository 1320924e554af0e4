package dev.sternway.ledger;

import dev.sternway.base.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A chain of its own that notes where the chains of runs stood when something important was settled, so that a run that was
 * removed whole, or written anew from its first entry on, is found too.
 */
public final class Anchors {
    /** The run id of the chain of anchors. */
    public static final String CHAIN = "anchors";

    /** The run id of the chain of who may do what: people, roles, rights, tokens, log-ins. Each of its entries is anchored. */
    public static final String ACCESS = "access";

    private static final Set<Entry.Kind> SETTLES = Set.of(
            Entry.Kind.ARMED,
            Entry.Kind.GUARD_ENDED,
            Entry.Kind.ABORTED,
            Entry.Kind.CLOSED,
            Entry.Kind.DIAGRAMS_PROPOSED,
            Entry.Kind.DIAGRAMS_DEPLOYED,
            Entry.Kind.DIAGRAMS_REJECTED);
    private static final String RUN = "run";
    private static final String SEQUENCE = "sequence";
    private static final String HASH = "hash";

    private Anchors() {}

    /** Whether the entry is to be anchored in the transaction that writes it. */
    public static boolean isDue(Entry entry) {
        return SETTLES.contains(entry.kind()) || entry.runId().equals(ACCESS);
    }

    /** What the chain of anchors notes of an entry. */
    public static Map<String, String> note(Entry entry) {
        return Map.of(RUN, entry.runId(), SEQUENCE, String.valueOf(entry.sequence()), HASH, entry.hash());
    }

    /** @return anchored entries that are gone, or are others than those that were anchored */
    static List<Problem> verify(List<Entry> anchors, Map<String, List<Entry>> runs) {
        Map<String, Map<String, Entry>> known = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Entry anchor : anchors) {
            String run = anchor.detail().getOrDefault(RUN, "");
            String sequence = anchor.detail().getOrDefault(SEQUENCE, "");
            Optional<Entry> entry =
                    Optional.ofNullable(known.computeIfAbsent(run, it -> bySequence(runs.getOrDefault(it, List.of())))
                            .get(sequence));
            if (entry.isEmpty()) {
                problems.add(broken("the anchored entry was removed", run, sequence));
            } else if (!entry.get().hash().equals(anchor.detail().get(HASH))) {
                problems.add(broken("the entry is another than the one that was anchored", run, sequence));
            }
        }
        return problems;
    }

    /** Of two with one number the first counts; the chain itself tells of the other. */
    private static Map<String, Entry> bySequence(List<Entry> chain) {
        Map<String, Entry> entries = new HashMap<>();
        chain.forEach(entry -> entries.putIfAbsent(String.valueOf(entry.sequence()), entry));
        return entries;
    }

    private static Problem broken(String what, String run, String sequence) {
        return new Problem(
                "SW-0730", what, run + " entry " + sequence, "Compare with an export or a backup taken before");
    }
}
