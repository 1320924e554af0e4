package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.ledger.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.impl.util.ClockUtil;
import org.operaton.bpm.engine.task.Task;

/** The server is ended in the middle of a rollback and started again with newer diagrams, while a timer became due. */
class NewerVersionTest {
    static final String[] BY_HAND = {
        "uses: command/run, with: {host: PLAN-host, argv: [\"true\"], probe: [\"false\"]}",
        "uses: manual/instruction, with: {role: ops, instruction: Close it}",
        "restoration: {within: 60m, steps: []}",
        "restoration: {within: 60m, steps: [{name: Open it, uses: manual/instruction,"
                + " with: {role: ops, instruction: Open it}}]}"
    };

    @TempDir
    private Path folder;

    @AfterEach
    void now() {
        ClockUtil.reset();
    }

    @Test
    void aRollbackThatRunsKeepsItsDiagramsAnArmedPlanTakesTheNewOnesAndATimerThatWasDueFiresOnce() throws IOException {
        String armed;
        String rollback;
        try (ArmedPlans before = new ArmedPlans(folder)) {
            armed = before.arm(Optional.of("olga"), BY_HAND);
            rollback = before.fire(before.arm(Optional.of("olga"), BY_HAND), "by-itself");
            before.task(rollback, "do-it-by-hand");
        }
        ClockUtil.offset(Duration.ofMinutes(20).toMillis());

        try (ArmedPlans after = new ArmedPlans(folder, Map.of("sternway.processes", newerDiagrams()))) {
            await().atMost(ArmedPlans.PATIENCE)
                    .until(() ->
                            !after.ledger(rollback, Entry.Kind.WINDOW_OVERRUN).isEmpty());
            byHand(after, after.task(rollback, "do-it-by-hand"), "Do it by hand");
            byHand(after, after.task(rollback, "do-it-by-hand"), "Do it by hand");
            after.task(rollback, "confirm-rollback");
            assertThat(after.passed(rollback)).contains("restore-code").doesNotContain("restore-code-newer");
            assertThat(after.ledger(rollback, Entry.Kind.WINDOW_OVERRUN)).hasSize(1);

            String next = after.fire(armed, "by-itself");
            byHand(after, after.task(next, "do-it-by-hand"), "Do it by hand, newer");
            byHand(after, after.task(next, "do-it-by-hand"), "Do it by hand, newer");
            after.task(next, "confirm-rollback");
            assertThat(after.passed(next)).contains("restore-code-newer");
        }
    }

    private static void byHand(ArmedPlans plans, Task task, String name) {
        assertThat(task.getName()).isEqualTo(name);
        plans.complete(task, "olga", Map.of("manualOutcome", "DONE"));
    }

    private String newerDiagrams() throws IOException {
        Path newer = Files.createDirectory(folder.resolve("newer"));
        Files.writeString(
                newer.resolve("step.bpmn"),
                Files.readString(Path.of("processes/step.bpmn"))
                        .replace("name=\"Do it by hand\"", "name=\"Do it by hand, newer\""));
        Files.writeString(
                newer.resolve("restoration.bpmn"),
                Files.readString(Path.of("processes/restoration.bpmn"))
                        .replace("\"restore-code\"", "\"restore-code-newer\"")
                        .replace("sourceExpression=\"restore-code-newer\"", "sourceExpression=\"restore-code\""));
        return newer.toString();
    }
}
