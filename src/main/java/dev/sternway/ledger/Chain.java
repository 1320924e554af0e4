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

    /** @return every entry that was changed, removed, moved or slipped in; empty when the chain is intact */
    public static List<Problem> verify(List<Entry> entries) {
        List<Problem> problems = new ArrayList<>();
        TreeMap<Long, Entry> known = new TreeMap<>();
        for (Entry entry : entries) {
            if (!entry.runId().equals(entries.get(0).runId())) {
                problems.add(broken("the entry is of another run", entry));
            } else if (known.containsKey(entry.sequence())) {
                problems.add(broken("the entry was slipped in: there are two of its number", entry));
            } else {
                if (!known.isEmpty() && entry.sequence() < known.lastKey()) {
                    problems.add(broken("the entry was moved", entry));
                }
                known.put(entry.sequence(), entry);
            }
            if (!entry.hash().equals(hash(entry))) {
                problems.add(broken("the entry was changed", entry));
            }
        }
        problems.addAll(links(known));
        return problems;
    }

    /** @param lastHash the last entry's hash as a report shows it: finds what was cut off the end or written anew */
    public static List<Problem> verify(List<Entry> entries, String lastHash) {
        List<Problem> problems = verify(entries);
        if (entries.stream().map(Entry::hash).noneMatch(lastHash::equals)) {
            String run = entries.isEmpty() ? "" : entries.get(0).runId();
            problems.add(broken("the entry with the hash " + lastHash + " was removed or written anew", run));
        }
        return problems;
    }

    private static List<Problem> links(TreeMap<Long, Entry> known) {
        List<Problem> problems = new ArrayList<>();
        long expected = 1;
        String previous = START;
        for (Entry entry : known.values()) {
            if (entry.sequence() != expected) {
                String gone = entry.sequence() - 1 == expected
                        ? "entry " + expected + " was removed"
                        : "entries " + expected + " to " + (entry.sequence() - 1) + " were removed";
                problems.add(broken(gone, entry.runId()));
            } else if (!entry.previousHash().equals(previous)) {
                problems.add(broken("the link to the entry before is broken: one of the two is forged", entry));
            }
            expected = entry.sequence() + 1;
            previous = entry.hash();
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

    private static Problem broken(String what, Entry entry) {
        return broken(what, entry.runId() + " entry " + entry.sequence());
    }

    private static Problem broken(String what, String where) {
        return new Problem("SW-0730", what, where, "Compare with an export or a backup taken before");
    }
}
