package dev.sternway.ledger;

import dev.sternway.base.Digest;
import dev.sternway.base.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Links entries by hash, and finds the one that was changed, removed, moved or slipped in. */
public final class Chain {
    private static final String START = "0".repeat(64);

    private Chain() {}

    /** The entry that follows; times are kept to the microsecond, which every store keeps. */
    public static Entry append(
            Optional<Entry> last,
            String runId,
            Instant at,
            String actor,
            Entry.Kind kind,
            String text,
            Map<String, String> detail) {
        long sequence = last.map(Entry::sequence).orElse(0L) + 1;
        String previous = last.map(Entry::hash).orElse(START);
        Instant kept = at.truncatedTo(ChronoUnit.MICROS);
        Entry open = new Entry(runId, sequence, kept, actor, kind, text, detail, previous, "");
        return new Entry(runId, sequence, kept, actor, kind, text, detail, previous, hash(open));
    }

    /** @return what is wrong with the chain, from its start; empty when it is intact */
    public static List<Problem> verify(List<Entry> entries) {
        List<Problem> problems = new ArrayList<>();
        String previous = START;
        long sequence = 1;
        for (Entry entry : entries) {
            String where = entry.runId() + " entry " + entry.sequence();
            if (entry.sequence() != sequence) {
                problems.add(broken("entry " + sequence + " is missing or out of order", where));
            }
            if (!entry.previousHash().equals(previous)) {
                problems.add(broken("the link to the entry before is broken", where));
            }
            if (!entry.hash().equals(hash(entry))) {
                problems.add(broken("the entry was changed", where));
            }
            previous = entry.hash();
            sequence = entry.sequence() + 1;
        }
        return problems;
    }

    private static String hash(Entry entry) {
        StringBuilder canonical = new StringBuilder();
        field(canonical, entry.previousHash());
        field(canonical, entry.runId());
        field(canonical, String.valueOf(entry.sequence()));
        field(canonical, entry.at().toString());
        field(canonical, entry.actor());
        field(canonical, entry.kind().name());
        field(canonical, entry.text());
        new TreeMap<>(entry.detail()).forEach((key, value) -> {
            field(canonical, key);
            field(canonical, value);
        });
        return Digest.of(canonical.toString());
    }

    /** Length before content, so that no two different entries read the same. */
    private static void field(StringBuilder canonical, String value) {
        canonical.append(value.length()).append(':').append(value).append('\n');
    }

    private static Problem broken(String what, String where) {
        return new Problem("SW-0730", what, where, "Compare with an export or a backup taken before");
    }
}
