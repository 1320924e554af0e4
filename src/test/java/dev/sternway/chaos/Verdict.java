package dev.sternway.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.base.Problem;
import dev.sternway.ledger.LedgerFile;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a rollback left behind, seen at its targets and in the ledger. */
record Verdict(Pair pair, String run, Victim victim) {
    private static final String COUNT = "select count(*) from sternway.";

    static Verdict of(Pair pair, String run, Victim victim) {
        return new Verdict(pair, run, victim);
    }

    void check() throws IOException, InterruptedException {
        assertThat(pair.state(run)).isEqualTo("ROLLED_BACK");
        assertThat(victim.effects())
                .as("each effect once")
                .isEqualTo(Stream.of(
                                "blind_command",
                                "asked_post",
                                "row_asked",
                                "row_blind",
                                "row_last",
                                "rows",
                                "asked_command",
                                "beside_command",
                                "behind_command",
                                "blind_post")
                        .collect(Collectors.toMap(step -> step, step -> 1)));
        assertThat(victim.maintenance()).as("open again").isFalse();
        assertThat(victim.columns()).containsExactly("id", "name");
        assertThat(pair.value(COUNT + "receipt where state = 'STARTED' and run_id = '" + run + "'"))
                .isEqualTo("0");
        assertThat(pair.value(COUNT + "ledger where kind = 'STEP_ENDED' and run_id = '" + run + "'"))
                .as("an entry for every receipt")
                .isEqualTo(pair.value(COUNT + "receipt where run_id = '" + run + "'"));
        assertThat(pair.value(COUNT + "ledger where kind = 'WINDOW_OVERRUN' and run_id = '" + run + "'"))
                .as("nobody was told of a window that is not over")
                .isEqualTo("0");
        assertThat(intact(pair, "?run=" + run)).isEmpty();
    }

    /** Every chain, and what anchors them to each other. */
    static void ofAll(Pair pair) throws InterruptedException {
        assertThat(intact(pair, "")).isEmpty();
    }

    private static List<Problem> intact(Pair pair, String which) throws InterruptedException {
        var answer = pair.one.server().get("maria", "/api/ledger" + which).orElseThrow();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return LedgerFile.read("ledger", answer.text().lines().toList()).verify();
    }
}
