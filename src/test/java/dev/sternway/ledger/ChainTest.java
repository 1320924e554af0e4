package dev.sternway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChainTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456789Z");
    private final List<Entry> entries = chain("run", 6);

    @Test
    void anUntouchedChainIsIntact() {
        assertThat(Chain.verify(entries)).isEmpty();
        assertThat(Chain.verify(List.of())).isEmpty();
    }

    @Test
    void aChangedEntryIsNamed() {
        Entry third = entries.get(2);
        entries.set(2, with(third, third.sequence(), "somebody else", third.previousHash(), third.hash()));

        assertThat(found(entries)).containsExactly("the entry was changed [run entry 3]");
    }

    @Test
    void aChangedDetailIsNamed() {
        Entry third = entries.get(2);
        entries.set(
                2,
                new Entry(
                        third.runId(),
                        third.sequence(),
                        third.at(),
                        third.actor(),
                        third.kind(),
                        third.text(),
                        Map.of("level", "L1"),
                        third.previousHash(),
                        third.hash()));

        assertThat(found(entries)).containsExactly("the entry was changed [run entry 3]");
    }

    @Test
    void anEntryWrittenAnewWithAFittingHashBreaksTheNextLink() {
        Entry forged = Chain.append(
                Optional.of(entries.get(1)), "run", NOON, "mallory", Entry.Kind.DECIDED, "nothing", Map.of());
        entries.set(2, forged);

        assertThat(found(entries))
                .containsExactly("the link to the entry before is broken: one of the two is forged [run entry 4]");
    }

    @Test
    void removedEntriesAreNamed() {
        entries.remove(1);
        assertThat(found(entries)).containsExactly("entry 2 was removed [run]");
        entries.remove(1);
        assertThat(found(entries)).containsExactly("entries 2 to 3 were removed [run]");
    }

    @Test
    void theFirstEntryIsMissed() {
        entries.remove(0);
        assertThat(found(entries)).containsExactly("entry 1 was removed [run]");
    }

    @Test
    void aMovedEntryIsNamed() {
        entries.add(4, entries.remove(1));
        assertThat(found(entries)).containsExactly("the entry was moved [run entry 2]");
    }

    @Test
    void anEntrySlippedInIsNamed() {
        Entry slipped = Chain.append(
                Optional.of(entries.get(2)), "run", NOON, "mallory", Entry.Kind.DECIDED, "nothing", Map.of());
        entries.add(4, slipped);

        assertThat(found(entries))
                .containsExactly("the entry was slipped in: there are two of its number [run entry 4]");
    }

    @Test
    void anEntryOfAnotherRunIsNamed() {
        entries.add(3, chain("other", 1).get(0));

        assertThat(found(entries)).containsExactly("the entry is of another run [other entry 1]");
    }

    @Test
    void whatWasCutOffTheEndIsFoundByTheHashInTheReport() {
        String last = entries.remove(5).hash();

        assertThat(Chain.verify(entries)).isEmpty();
        assertThat(Chain.verify(entries, last))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains(last));
        assertThat(Chain.verify(entries, entries.get(4).hash())).isEmpty();
    }

    @Test
    void differentEntriesNeverReadTheSame() {
        assertThat(first("a", Map.of("b", "c")).hash())
                .isNotEqualTo(first("a1:b", Map.of("", "c")).hash());
        assertThat(first("a", Map.of("b", "c:d")).hash())
                .isNotEqualTo(first("a", Map.of("b:c", "d")).hash());
    }

    @Test
    void timesAreKeptAsEveryStoreKeepsThem() {
        assertThat(entries.get(0).at()).isEqualTo("2026-11-24T12:00:00.123456Z");
    }

    @Test
    void anEntryCannotBeChangedInPlace() {
        Map<String, String> detail = entries.get(0).detail();

        assertThatThrownBy(() -> detail.put("level", "L3")).isInstanceOf(UnsupportedOperationException.class);
    }

    private static List<String> found(List<Entry> entries) {
        return Chain.verify(entries).stream().map(ChainTest::words).toList();
    }

    private static String words(Problem problem) {
        return problem.what() + " [" + problem.where() + "]";
    }

    private static Entry first(String text, Map<String, String> detail) {
        return Chain.append(Optional.empty(), "run", NOON, "maria", Entry.Kind.DECIDED, text, detail);
    }

    private static Entry with(Entry entry, long sequence, String actor, String previous, String hash) {
        return new Entry(
                entry.runId(), sequence, entry.at(), actor, entry.kind(), entry.text(), entry.detail(), previous, hash);
    }

    private static List<Entry> chain(String run, int length) {
        List<Entry> entries = new ArrayList<>();
        IntStream.rangeClosed(1, length)
                .forEach(number -> entries.add(Chain.append(
                        entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1)),
                        run,
                        NOON,
                        "maria",
                        Entry.Kind.DECIDED,
                        "said " + number,
                        Map.of("level", "L2"))));
        return entries;
    }
}
