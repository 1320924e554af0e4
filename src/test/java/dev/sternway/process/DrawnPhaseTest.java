package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Activity;
import dev.sternway.run.close.RollbackView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.RepositoryService;
import org.operaton.bpm.engine.task.Task;
import org.w3c.dom.Element;

/** A phase that somebody drew from element templates alone, without a word of it in the plan. */
class DrawnPhaseTest {
    private static final Path DRAWN = Path.of("src/test/resources/process/drawn/my-restoration.bpmn");
    private static final Path TEMPLATES = Path.of("processes/.camunda/element-templates");

    @TempDir
    private Path folder;

    @Test
    void eachOfItsCallsHasTheShapeOfItsTemplate() throws IOException {
        List<Element> calls = Diagram.read(DRAWN).all("callActivity").toList();
        assertThat(calls).hasSize(3);
        for (Element call : calls) {
            String id = Diagram.engine(call, "modelerTemplate").orElseThrow().replace("dev.sternway.", "");
            JsonNode template =
                    new ObjectMapper().readTree(TEMPLATES.resolve(id + ".json").toFile());
            List<String> known = template.path("properties").findParents("binding").stream()
                    .map(property -> property.path("binding"))
                    .map(binding ->
                            binding.path("target").asText(binding.path("name").asText()))
                    .toList();
            assertThat(Diagram.descendants(call).filter(Diagram::isEngines).filter(each -> !each.hasChildNodes()))
                    .allSatisfy(each -> assertThat(known)
                            .containsAnyOf(each.getAttribute("name"), each.getAttribute("target"), "approved"));
            for (JsonNode property : template.path("properties")) {
                if (property.path("type").asText().equals("Hidden")) {
                    assertThat(text(call)).contains(property.path("value").asText());
                }
            }
        }
    }

    @Test
    void asksAndRunsItsStepsShowsThemAndKeepsItsVersion() throws Exception {
        try (ArmedPlans plans = new ArmedPlans(folder)) {
            deploy(plans, Files.readString(DRAWN));
            String guard = arm(plans);
            String rollback = plans.fire(guard, "by-itself");
            Task question = plans.task(rollback, "approve-going-on");
            deploy(plans, Files.readString(DRAWN).replace("echo opened", "echo opened by the newer one"));
            assertThat(plans.groups(question)).containsExactly("ops");
            assertThat(plans.shown(question, "question")).isEqualTo("May the shop open again?");
            assertThat(plans.shown(question, "otherwiseText")).contains("After 15m", "refused");
            assertThatThrownBy(() -> plans.complete(question, "olga", Map.of("approved", false)))
                    .hasMessageContaining("SW-0921");
            plans.complete(question, "olga", Map.of("approved", true));
            await().atMost(ArmedPlans.PATIENCE).until(() -> !diary().isEmpty());
            assertThat(diary()).containsExactly("opened");
            plans.task(rollback, "confirm-rollback");
            assertThat(plans.ledger(rollback, Entry.Kind.STEP_CHOICE))
                    .containsExactly("olga approved: May the shop open again?");
            assertThat(plans.bean(RollbackView.class).phases(rollback).get(2).steps())
                    .filteredOn(step -> step.activity() == Activity.DRAWN_RESTORATION)
                    .extracting(step -> step.name() + " " + step.state())
                    .containsExactly("Open the shop DONE", "Note that it stays closed PLANNED");
        }
    }

    @Test
    void inputsThatDoNotFitAreNotLetInAStepThatFailsWaitsForItsPersonAndANoGoesTheOtherWay() throws Exception {
        try (ArmedPlans plans = new ArmedPlans(folder)) {
            assertThatThrownBy(() -> deploy(plans, Files.readString(DRAWN).replace("with-timeout", "with-timeuot")))
                    .hasMessageContaining("SW-0831")
                    .hasMessageContaining("open-the-shop")
                    .hasMessageContaining("timeuot");
            assertThatThrownBy(
                            () -> deploy(plans, Files.readString(DRAWN).replace("\"command/run\"", "\"comand/run\"")))
                    .hasMessageContaining("Did you mean command/run?");
            deploy(plans, Files.readString(DRAWN).replace("echo closed", "[ -e mended ] &amp;&amp; echo closed"));
            String rollback = plans.fire(arm(plans), "by-itself");
            plans.complete(
                    plans.task(rollback, "approve-going-on"),
                    "olga",
                    Map.of("approved", false, "goOnNote", "too early"));
            Task failed = plans.task(rollback, "choose-how-to-go-on");
            assertThat(plans.shown(failed, "stepName")).isEqualTo("Note that it stays closed");
            Files.writeString(folder.resolve("mended"), "");
            plans.complete(failed, "olga", Map.of("stepChoice", "AGAIN"));
            await().atMost(ArmedPlans.PATIENCE).until(() -> diary().contains("closed"));
            plans.task(rollback, "confirm-rollback");
        }
    }

    private String arm(ArmedPlans plans) throws IOException {
        return plans.arm(
                Optional.of("olga"),
                "restoration: {within: 60m, steps: []}",
                "restoration: {within: 60m, process: my-restoration, steps: []}",
                "directory: /tmp",
                "directory: \"" + folder + "\"");
    }

    private List<String> diary() throws IOException {
        Path diary = folder.resolve("diary");
        return Files.exists(diary) ? Files.readAllLines(diary) : List.of();
    }

    private static void deploy(ArmedPlans plans, String diagram) {
        plans.bean(RepositoryService.class)
                .createDeployment()
                .name("drawn")
                .addString("my-restoration.bpmn", diagram)
                .deploy();
    }

    private static String text(Element call) {
        StringBuilder all = new StringBuilder();
        Diagram.descendants(call).forEach(each -> {
            for (int i = 0; i < each.getAttributes().getLength(); i++) {
                all.append(each.getAttributes().item(i).getNodeValue()).append('\n');
            }
        });
        return all.toString();
    }
}
