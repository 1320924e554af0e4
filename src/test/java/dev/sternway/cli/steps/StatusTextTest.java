package dev.sternway.cli.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.cli.terminal.Terminal;
import dev.sternway.plan.yaml.PlanMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTextTest {
    private static final Optional<Instant> NOW = Optional.of(Instant.parse("2026-11-22T04:00:00Z"));
    private static final String ROLLBACK = """
            {"id": "rollback-1", "state": "ROLLING_BACK", "environment": "production", "planId": "add-email",
             "reason": "sign-up is broken", "requestedBy": "maria", "requestedAt": "2026-11-22T03:58:50Z",
             "level": "L2", "decidedBy": "olga",
             "tasks": [{"id": "t1", "name": "Choose how to go on", "due": "2026-11-22T04:03:00.000+0000",
                        "assignee": "", "groups": ["dba", "ops"], "facts": {"stepName": "Undo"}}],
             "phases": [
               {"phase": "PRESERVATION", "windowMillis": 900000, "actualMillis": 901000, "estimateMillis": 12000, "steps": [
                 {"state": "DONE", "name": "Show the page", "estimateMillis": 10000, "actualMillis": 12000}]},
               {"phase": "DATA", "steps": [
                 {"state": "STARTED", "name": "Freeze", "startedAt": "2026-11-22T03:59:30Z", "estimateMillis": 60000},
                 {"state": "PLANNED", "name": "Undo", "estimateMillis": 60000}]}]}
            """;

    @Test
    void showsWhatHappensWhatIsAskedOfWhomAndTimesAgainstEstimateAndWindow() throws Exception {
        List<String> lines = squeezed(new StatusText(Terminal.NONE, NOW).lines(parsed()));

        assertThat(lines)
                .anyMatch(line -> line.startsWith("rollback-1 ROLLING_BACK production add-email"))
                .anyMatch(line -> line.startsWith("sign-up is broken; asked for by maria at "))
                .contains("decided: L2 by olga")
                .anyMatch(line ->
                        line.matches("WAITS for dba or ops: Choose how to go on: Undo until \\S+, in 3m task t1"))
                .contains("PRESERVATION 15m1s of 12s window 15m OVERRUN")
                .contains("DONE 12s of 10s Show the page")
                .contains("STARTED 30s of 1m Freeze")
                .contains("PLANNED about 1m Undo")
                .noneMatch(line -> line.contains("\u001b") || line.contains("["));
    }

    @Test
    void withoutTheTimeTheSameStateIsTheSameTextSoThatALogGrowsByChangesOnly() throws Exception {
        assertThat(squeezed(new StatusText(Terminal.NONE, Optional.empty()).lines(parsed())))
                .contains("STARTED about 1m Freeze")
                .noneMatch(line -> line.contains("in 3m"));
    }

    @Test
    void onATerminalThereAreColoursAndABarButTheWordsStay() throws Exception {
        String text = String.join("\n", new StatusText(new Terminal(true, true), NOW).lines(parsed()));

        assertThat(text).contains("\u001b[", "[######..............] 1 of 3", "STARTED");
    }

    @Test
    void twoHundredStepsFitOnAScreenAroundTheOneThatRuns() throws Exception {
        ObjectNode rollback = (ObjectNode) parsed();
        ArrayNode steps = (ArrayNode) rollback.path("phases").get(1).path("steps");
        steps.removeAll();
        for (int i = 0; i < 200; i++) {
            steps.addObject()
                    .put("state", i < 120 ? "DONE" : i == 120 ? "STARTED" : "PLANNED")
                    .put("name", "Step " + i);
        }

        List<String> lines = squeezed(new StatusText(Terminal.NONE, NOW).lines(rollback, 24));

        assertThat(lines)
                .hasSizeLessThanOrEqualTo(24)
                .contains("STARTED Step 120")
                .anyMatch(line -> line.contains("more lines; sternway status rollback-1 shows all"));
        assertThat(new StatusText(Terminal.NONE, NOW).lines(rollback)).hasSizeGreaterThan(200);
    }

    private static List<String> squeezed(List<String> lines) {
        return lines.stream().map(line -> line.strip().replaceAll(" +", " ")).toList();
    }

    private static JsonNode parsed() throws Exception {
        return PlanMapper.json().readTree(ROLLBACK);
    }
}
