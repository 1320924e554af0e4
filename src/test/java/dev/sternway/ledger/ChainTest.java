package dev.sternway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainTest {
    private final List<Entry> entries = chain();

    @Test
    void anUntouchedChainIsIntact() {
        assertThat(Chain.verify(entries)).isEmpty();
    }

    @Test
    void aChangedWordIsFound() {
        Entry second = entries.get(1);
        entries.set(
                1,
                new Entry(
                        second.runId(),
                        second.sequence(),
                        second.at(),
                        "mallory",
                        second.kind(),
                        second.text(),
                        second.detail(),
                        second.previousHash(),
                        second.hash()));
        assertThat(Chain.verify(entries)).extracting(problem -> problem.what()).contains("the entry was changed");
    }

    @Test
    void aRemovedEntryIsFound() {
        entries.remove(1);
        assertThat(Chain.verify(entries)).isNotEmpty();
    }

    @Test
    void swappedEntriesAreFound() {
        entries.add(0, entries.remove(1));
        assertThat(Chain.verify(entries)).isNotEmpty();
    }

    private static List<Entry> chain() {
        List<Entry> entries = new ArrayList<>();
        Optional<Entry> last = Optional.empty();
        for (String text : List.of("asked", "decided", "closed")) {
            Entry next =
                    Chain.append(last, "run", Instant.EPOCH, "maria", Entry.Kind.DECIDED, text, Map.of("level", "L2"));
            entries.add(next);
            last = Optional.of(next);
        }
        return entries;
    }
}
