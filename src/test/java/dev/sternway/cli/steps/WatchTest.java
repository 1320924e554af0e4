package dev.sternway.cli.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.ProblemException;
import dev.sternway.cli.terminal.Terminal;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final String RUNNING = """
            {"id": "r1", "state": "ROLLING_BACK", "phases": [{"phase": "DATA", "steps": [
              {"state": "%s", "name": "Freeze"%s}, {"state": "PLANNED", "name": "Undo"}]}]}
            """;
    private static final String GONE = "";
    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsEveryChangeOnceAndEndsWithTheCodeOfTheOutcome() throws Exception {
        String dumping = RUNNING.formatted("STARTED", ", \"progress\": \"5 of 9 bytes\"");
        assertThat(watch(false, dumping, dumping, GONE, RUNNING.formatted("CANCELLED", ""), ended("ABORTED")))
                .isEqualTo(4);

        assertThat(out.toString().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsSubsequence(
                        "STARTED Freeze",
                        "5 of 9 bytes",
                        "PLANNED Undo",
                        "CANCELLED Freeze",
                        "waits in Tasklist: again, skip with a reason, or abort")
                .doesNotHaveDuplicates();
        assertThat(err.toString()).contains("does not answer", "answers again");
    }

    @Test
    void saysOfAStepThatWasStartedThatNobodyKnowsWhetherItWasDone() throws Exception {
        watch(false, RUNNING.formatted("UNKNOWN", ""), ended("ABORTED"));

        assertThat(out.toString().replaceAll(" +", " "))
                .contains("UNKNOWN Freeze")
                .contains("started, and nobody knows whether it was done")
                .contains("answer in Tasklist: skip it, again, or abort");
    }

    @Test
    void printsOneObjectALineForMachines() throws Exception {
        assertThat(watch(true, RUNNING.formatted("STARTED", ""), ended("HELD"))).isEqualTo(3);

        assertThat(out.toString().lines())
                .hasSize(2)
                .allMatch(line -> parsed(line).has("state"));
    }

    @Test
    void aServerThatNeverAnsweredAndARunThatIsNotThereAreErrors() {
        assertThatThrownBy(() -> watch(false, GONE)).hasMessageContaining("SW-0902");
    }

    private int watch(boolean json, String... answers) throws InterruptedException {
        Deque<String> left = new ArrayDeque<>(List.of(answers));
        return new Watch(
                        () -> answer(left.remove()),
                        () -> NOW,
                        new PrintWriter(out),
                        new PrintWriter(err),
                        json,
                        Terminal.NONE)
                .untilEnded();
    }

    private static JsonNode answer(String text) {
        if (text.equals(GONE)) {
            throw ProblemException.of("SW-0902", "No server answers", "", "");
        }
        return parsed(text);
    }

    private static JsonNode parsed(String text) {
        try {
            return PlanMapper.json().readTree(text);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ended(String state) {
        return "{\"id\": \"r1\", \"state\": \"" + state + "\"}";
    }
}
