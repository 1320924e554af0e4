package dev.sternway.planner.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private String database = "";
    private Judge.@Nullable Sight before;

    @Test
    void seesEverySmallChange() {
        List<String> unseen = new ArrayList<>();
        for (String change : JudgeChanges.NOTICED) {
            if (differencesAfter(change).isEmpty()) {
                unseen.add(change);
            }
        }
        assertThat(unseen).isEmpty();
    }

    @Test
    void toleratesWhatDoesNotMatter() {
        for (String change : JudgeChanges.TOLERATED) {
            assertThat(differencesAfter(change)).as(change).isEmpty();
        }
    }

    @Test
    void findsTwoCopiesOfOneDatabaseEqual() {
        String one = GoldenDatabases.copyOf("shop");
        String other = GoldenDatabases.copyOf("shop");
        assertThat(Judge.differences(Judge.see(one), Judge.see(other))).isEmpty();
    }

    @Test
    void namesTheThingAndBothSides() {
        assertThat(differencesAfter("UPDATE shop.products SET name = 'else' WHERE sku = 'SKU-7'"))
                .containsExactly(
                        "rows of shop.products: lost [(7.99,\"Product 7\",\"[70,80)\",SKU-7,\"[2026-01-01,2026-01-09)\",7,55.93)],"
                                + " gained [(7.99,else,\"[70,80)\",SKU-7,\"[2026-01-01,2026-01-09)\",7,55.93)]");
    }

    @Test
    void judgesInLessThanHalfASecond() {
        String shop = GoldenDatabases.copyOf("shop");
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < 10; i++) {
            Instant start = Instant.now();
            Judge.see(shop);
            Duration took = Duration.between(start, Instant.now());
            best = took.compareTo(best) < 0 ? took : best;
        }
        assertThat(best).isLessThan(Duration.ofMillis(500));
    }

    /** Goes on with the database of the last change, or with a fresh one where that does not allow this change. */
    private List<String> differencesAfter(String change) {
        if (before == null || ClientTool.transaction(database, change).isPresent()) {
            database = GoldenDatabases.copyOf("shop");
            before = Judge.see(database);
            assertThat(ClientTool.script(database, change)).as(change).isEmpty();
        }
        Judge.Sight after = Judge.see(database);
        List<String> differences = Judge.differences(before, after);
        before = after;
        return differences;
    }
}
