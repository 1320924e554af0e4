package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.run.step.Receipts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that works at the second try, one that a person mends, and an instruction, on a running server. */
class StepsOfEveryKindTest {
    private static final String LAST_OF_THE_PLAN =
            "      - {name: Close the door, uses: command/run, with: {host: PLAN-host, argv: [\"true\"], probe: [\"false\"]}}\n";

    @TempDir
    private Path folder;

    @Test
    void aCommandIsTriedAgainByItselfThenByAPersonAndAnInstructionWaitsForOne() throws Exception {
        try (ArmedPlans plans = new ArmedPlans(folder)) {
            String guard = plans.arm(Optional.of("olga"), LAST_OF_THE_PLAN, steps());
            String rollback = plans.fire(guard, "by-itself");

            var choice = plans.task(rollback, "choose-how-to-go-on");
            assertThat(attempts(plans, rollback, "Flaky")).containsExactly("1 FAILED", "2 DONE");
            assertThat(attempts(plans, rollback, "Broken")).containsExactly("1 FAILED", "2 FAILED");
            assertThat(plans.shown(choice, "stepName")).isEqualTo("Broken");
            Files.createFile(folder.resolve("mended"));
            plans.complete(choice, "olga", Map.of("stepChoice", "AGAIN"));

            var instruction = plans.task(rollback, "do-it-by-hand");
            assertThat(attempts(plans, rollback, "Broken")).contains("3 DONE");
            plans.complete(instruction, "olga", Map.of("manualOutcome", "DONE", "manualNote", "It rang"));
            await().atMost(ArmedPlans.PATIENCE)
                    .until(() -> attempts(plans, rollback, "Ring the bell").contains("1 BY_HAND"));
        }
    }

    private static List<String> attempts(ArmedPlans plans, String rollback, String step) {
        return plans.bean(Receipts.class).of(rollback).stream()
                .filter(receipt -> receipt.step().equals(step))
                .map(receipt -> receipt.attempt() + " " + receipt.state())
                .toList();
    }

    private String steps() {
        String once = folder.resolve("once").toString();
        return command("Flaky", 3, "[ -e " + once + " ] || { touch " + once + "; exit 1; }")
                + command("Broken", 2, "[ -e " + folder.resolve("mended") + " ]")
                + "      - {name: Ring the bell, uses: manual/instruction, with: {role: ops, instruction: Ring it}}\n";
    }

    private static String command(String name, int attempts, String shell) {
        return "      - {name: " + name + ", uses: command/run, retry: {attempts: " + attempts
                + ", back-off: 1s}, with: {host: PLAN-host, shell: true, argv: [\"" + shell
                + "\"], probe: [\"false\"]}}\n";
    }
}
