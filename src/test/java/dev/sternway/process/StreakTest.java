package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.ledger.Receipt;
import dev.sternway.run.step.Receipts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.HistoryService;
import org.operaton.bpm.engine.history.HistoricProcessInstance;

/** Quick steps that follow each other: run at once, each with its receipts, while the engine is told of several together. */
class StreakTest {
    @TempDir
    private static Path folder;

    private static ArmedPlans plans;

    @BeforeAll
    static void start() {
        plans = new ArmedPlans(folder);
    }

    @AfterAll
    static void stop() {
        plans.close();
    }

    @Test
    void theEngineIsToldOfQuickStepsTogetherAndAllHaveTheirReceipts() throws IOException {
        String rollback = fire(IntStream.range(0, 12)
                .mapToObj(at -> step("Quick " + at, "echo " + at + " >> DIARY"))
                .collect(Collectors.joining()));

        plans.task(rollback, "confirm-rollback");
        assertThat(diary(rollback)).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        assertThat(states(rollback, "Quick")).hasSize(12).containsOnly(Receipt.State.DONE);
        assertThat(toldAt(rollback)).as("once for the first, once or a few times for the others").hasSizeLessThan(8);
    }

    private static List<Date> toldAt(String rollback) {
        return plans
                .bean(HistoryService.class)
                .createHistoricProcessInstanceQuery()
                .processDefinitionKey("step")
                .variableValueEquals("runId", rollback)
                .variableValueEquals("activity", "restore-service")
                .list()
                .stream()
                .map(HistoricProcessInstance::getEndTime)
                .distinct()
                .toList();
    }

    private static List<Receipt.State> states(String rollback, String step) {
        return plans.bean(Receipts.class).of(rollback).stream()
                .filter(receipt -> receipt.step().startsWith(step))
                .map(Receipt::state)
                .toList();
    }

    private static String fire(String steps) throws IOException {
        String guard = plans.arm(
                Optional.of("olga"),
                "{within: 60m, steps: []}",
                "\n    within: 60m\n    steps:\n" + steps);
        return plans.fire(guard, "by-itself");
    }

    private static String step(String name, String command) {
        return "      - {name: " + name
                + ", uses: command/run, retry: {attempts: 1}, with: {host: PLAN-host, shell: true, argv: [\""
                + command.replace("DIARY", folder + "/PLAN.diary") + "\"], probe: [\"false\"]}}\n";
    }

    private static List<String> diary(String rollback) throws IOException {
        return Files.readAllLines(folder.resolve(plans.rollback(rollback).planId() + ".diary"));
    }
}
