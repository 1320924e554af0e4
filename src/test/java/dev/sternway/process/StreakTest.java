package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.cli.ServerInProcess;
import dev.sternway.ledger.Receipt;
import dev.sternway.run.step.Receipts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.HistoryService;
import org.operaton.bpm.engine.RepositoryService;
import org.operaton.bpm.engine.RuntimeService;
import org.operaton.bpm.engine.TaskService;
import org.operaton.bpm.engine.history.HistoricProcessInstance;
import org.operaton.bpm.engine.repository.DeploymentBuilder;
import org.operaton.bpm.engine.runtime.ProcessInstance;
import org.operaton.bpm.engine.runtime.VariableInstance;
import org.operaton.bpm.engine.task.Task;

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
        assertThat(toldAt(rollback))
                .as("once for the first, once or a few times for the others")
                .hasSizeLessThan(8);
    }

    @Test
    void theEngineShowsTheStepThatRunsSoonAfterItBeganAndGoesOnFromThere() throws IOException {
        String rollback = fire(step("Quick 0", "echo 0 >> DIARY")
                + step("Quick 1", "echo 1 >> DIARY")
                + step("Quick 2", "echo 2 >> DIARY")
                + step("Slow", "echo slow >> DIARY; until [ -e GO ]; do sleep 0.1; done")
                + step("Last", "echo last >> DIARY"));

        await().atMost(ArmedPlans.PATIENCE).until(() -> shown(rollback).equals(Optional.of(3)));
        assertThat(diary(rollback)).containsExactly("0", "1", "2", "slow");
        letGo(rollback);
        plans.task(rollback, "confirm-rollback");
        assertThat(diary(rollback)).containsExactly("0", "1", "2", "slow", "last");
        assertThat(states(rollback, "")).containsOnly(Receipt.State.DONE);
    }

    @Test
    void oneThatFailsInTheMiddleAsksItsPersonAndNothingRunsTwice() throws IOException {
        String rollback = fire(step("Quick 0", "echo 0 >> DIARY")
                + step("Quick 1", "echo 1 >> DIARY")
                + step("Quick 2", "echo 2 >> DIARY")
                + step("Broken", "echo broken >> DIARY; false")
                + step("Last", "echo last >> DIARY"));

        Task choice = plans.task(rollback, "choose-how-to-go-on");
        assertThat(plans.bean(TaskService.class).getVariable(choice.getId(), "stepName"))
                .isEqualTo("Broken");
        assertThat(diary(rollback)).containsExactly("0", "1", "2", "broken");
        plans.complete(choice, "olga", Map.of("stepChoice", "SKIP", "skipReason", "not needed"));
        plans.task(rollback, "confirm-rollback");
        assertThat(diary(rollback)).containsExactly("0", "1", "2", "broken", "last");
    }

    @Test
    void nothingBeginsWhileTheStepBeforeIsSuspended() throws IOException {
        String rollback = fire(step("Quick 0", "echo 0 >> DIARY")
                + step("Slow", "echo slow >> DIARY; until [ -e GO ]; do sleep 0.1; done")
                + step("Last", "echo last >> DIARY"));
        await().atMost(ArmedPlans.PATIENCE).until(() -> shown(rollback).equals(Optional.of(1)));
        String instance = open(rollback).orElseThrow().getProcessInstanceId();
        plans.bean(RuntimeService.class).suspendProcessInstanceById(instance);

        letGo(rollback);
        await().atMost(ArmedPlans.PATIENCE)
                .untilAsserted(() -> assertThat(states(rollback, "Slow")).containsExactly(Receipt.State.DONE));
        assertThat(states(rollback, "Last")).isEmpty();
        plans.bean(RuntimeService.class).activateProcessInstanceById(instance);
        plans.task(rollback, "confirm-rollback");
        assertThat(diary(rollback)).containsExactly("0", "slow", "last");
    }

    @Test
    void whatADesignerPutsBetweenTwoStepsIsNotRunOver() throws IOException {
        RepositoryService repository = plans.bean(RepositoryService.class);
        String shipped = latest(repository, "step");
        String changed = deploy(
                repository,
                shipped,
                text -> text.replace(
                                "<bpmn:endEvent id=\"step-done\"",
                                "<bpmn:userTask id=\"look-at-it\" name=\"Look at it\"/>"
                                        + "<bpmn:sequenceFlow id=\"then\" sourceRef=\"look-at-it\" targetRef=\"step-done\"/>"
                                        + "<bpmn:endEvent id=\"step-done\"")
                        .replace(
                                "sourceRef=\"run-step\" targetRef=\"step-done\"",
                                "sourceRef=\"run-step\" targetRef=\"look-at-it\""));
        try {
            String rollback = fire(IntStream.range(0, 3)
                    .mapToObj(at -> step("Quick " + at, "echo " + at + " >> DIARY"))
                    .collect(Collectors.joining()));
            List<String> done = new ArrayList<>();
            for (int at = -1; at < 3; at++) {
                Task look = plans.task(rollback, "look-at-it");
                if (at >= 0) {
                    done.add(String.valueOf(at));
                    assertThat(diary(rollback)).isEqualTo(done);
                }
                plans.bean(TaskService.class).complete(look.getId());
                await().atMost(ArmedPlans.PATIENCE)
                        .until(() -> plans.bean(TaskService.class)
                                .createTaskQuery()
                                .taskId(look.getId())
                                .list()
                                .isEmpty());
            }
            plans.task(rollback, "confirm-rollback");
        } finally {
            deploy(repository, shipped, text -> text);
            assertThat(latest(repository, "step")).isNotEqualTo(changed);
        }
    }

    @Test
    void afterThePowerWasCutOnlyTheStepInTheMiddleIsLookedAt(@TempDir Path own) throws Exception {
        Map<String, Object> settings = ServerInProcess.fileDatabase(own.resolve("data"));
        String steps = "\n    within: 60m\n    steps:\n"
                + Stream.of(
                                step("Quick 0", "echo 0 >> DIARY"),
                                step("Quick 1", "echo 1 >> DIARY"),
                                step("Slow", "echo slow >> DIARY; until [ -e GO ]; do sleep 0.1; done"),
                                step("Last", "echo last >> DIARY"))
                        .collect(Collectors.joining())
                        .replace(folder.toString(), own.toString());
        String rollback;
        try (ArmedPlans server = new ArmedPlans(own, settings)) {
            rollback = server.fire(server.arm(Optional.of("olga"), "{within: 60m, steps: []}", steps), "by-itself");
            await().atMost(ArmedPlans.PATIENCE)
                    .until(() -> Files.exists(own.resolve("plan-1.diary"))
                            && Files.readAllLines(own.resolve("plan-1.diary")).contains("slow"));
            server.cutPower();
        }
        try (ArmedPlans again = new ArmedPlans(own, settings)) {
            Files.writeString(own.resolve("plan-1.go"), "");
            again.task(rollback, "confirm-rollback");
            assertThat(Files.readAllLines(own.resolve("plan-1.diary")))
                    .containsExactly("0", "1", "slow", "slow", "last");
            assertThat(again.bean(Receipts.class).of(rollback))
                    .filteredOn(receipt -> receipt.step().equals("Slow"))
                    .extracting(Receipt::state)
                    .containsExactly(Receipt.State.UNKNOWN, Receipt.State.DONE);
        }
    }

    private static String latest(RepositoryService repository, String process) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(process)
                .latestVersion()
                .singleResult()
                .getDeploymentId();
    }

    private static String deploy(RepositoryService repository, String like, UnaryOperator<String> step) {
        DeploymentBuilder all = repository.createDeployment();
        for (String name : repository.getDeploymentResourceNames(like)) {
            try (InputStream resource = repository.getResourceAsStream(like, name)) {
                String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
                all.addString(name, name.endsWith("step.bpmn") ? step.apply(text) : text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all.deploy().getId();
    }

    private static void letGo(String rollback) throws IOException {
        Files.writeString(folder.resolve(plans.rollback(rollback).planId() + ".go"), "");
    }

    /** @return which step of the phase the engine has as the one that runs */
    private static Optional<Object> shown(String rollback) {
        return open(rollback)
                .flatMap(step -> plans
                        .bean(RuntimeService.class)
                        .createVariableInstanceQuery()
                        .processInstanceIdIn(step.getProcessInstanceId())
                        .variableName("index")
                        .list()
                        .stream()
                        .map(VariableInstance::getValue)
                        .findFirst());
    }

    private static Optional<ProcessInstance> open(String rollback) {
        return plans
                .bean(RuntimeService.class)
                .createProcessInstanceQuery()
                .processDefinitionKey("step")
                .variableValueEquals("runId", rollback)
                .variableValueEquals("activity", "restore-code")
                .list()
                .stream()
                .findFirst();
    }

    private static List<Date> toldAt(String rollback) {
        return plans
                .bean(HistoryService.class)
                .createHistoricProcessInstanceQuery()
                .processDefinitionKey("step")
                .variableValueEquals("runId", rollback)
                .variableValueEquals("activity", "restore-code")
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
        String guard =
                plans.arm(Optional.of("olga"), "{within: 60m, steps: []}", "\n    within: 60m\n    steps:\n" + steps);
        return plans.fire(guard, "by-itself");
    }

    private static String step(String name, String command) {
        return "      - {name: " + name
                + ", uses: command/run, retry: {attempts: 1}, with: {host: PLAN-host, shell: true, argv: [\""
                + command.replace("DIARY", folder + "/PLAN.diary").replace("GO", folder + "/PLAN.go")
                + "\"], probe: [\"false\"]}}\n";
    }

    private static List<String> diary(String rollback) throws IOException {
        return Files.readAllLines(folder.resolve(plans.rollback(rollback).planId() + ".diary"));
    }
}
