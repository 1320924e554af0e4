package dev.sternway.document.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phase;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.shell.ShellStep;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.operaton.bpm.model.bpmn.Bpmn;
import org.operaton.bpm.model.bpmn.BpmnModelInstance;
import org.operaton.bpm.model.bpmn.instance.CallActivity;
import org.operaton.bpm.model.bpmn.instance.FlowNode;
import org.operaton.bpm.model.bpmn.instance.SequenceFlow;
import org.operaton.bpm.model.bpmn.instance.StartEvent;
import org.operaton.bpm.model.bpmn.instance.SubProcess;
import org.operaton.bpm.model.bpmn.instance.operaton.OperatonIn;

class ItineraryTest {
    @ParameterizedTest
    @CsvSource({
        "preservation, PRESERVATION",
        "data-rollback, DATA",
        "restoration, RESTORATION",
        "validation, VALIDATION",
        "close, CLOSING"
    })
    void takesTheActivitiesInTheOrderOfTheDiagrams(String diagram, Phase phase) {
        assertThat(Itinerary.order(phase)).isEqualTo(drawn(diagram));
    }

    @Test
    void putsPeopleWhereTheDiagramsHaveThem() {
        var plan = PlanBundle.ofFolder(Path.of("plans/MIG-002")).plan("production");
        Runbook runbook =
                new Runbook(plan, Level.L3, Optional.of("production"), "0", step -> ShellStep.instruction(step.name()));

        assertThat(Itinerary.of(runbook))
                .extracting(RunbookStep::name)
                .containsSubsequence(
                        "Make sure that this is decided",
                        "Declare the incident",
                        "Tell engineering through engineering",
                        "Show the maintenance page",
                        "Swap in the clone kept since arming",
                        "Open the service again",
                        "Watch the service",
                        "Check that no request ends in an error",
                        "Confirm that the rollback succeeded",
                        "Replay the data set aside",
                        "Tell engineering through engineering",
                        "Close the incident");
    }

    private static List<Activity> drawn(String diagram) {
        BpmnModelInstance model =
                Bpmn.readModelFromFile(Path.of("processes", diagram + ".bpmn").toFile());
        Set<Activity> found = new LinkedHashSet<>();
        Deque<FlowNode> next = new ArrayDeque<>();
        model.getModelElementsByType(StartEvent.class).stream()
                .filter(start -> !(start.getParentElement() instanceof SubProcess))
                .forEach(next::add);
        Set<FlowNode> seen = new LinkedHashSet<>(next);
        while (!next.isEmpty()) {
            FlowNode node = next.remove();
            if (node instanceof CallActivity call && call.getExtensionElements() != null) {
                call.getExtensionElements().getElementsQuery().filterByType(OperatonIn.class).list().stream()
                        .filter(in -> "activity".equals(in.getOperatonTarget()))
                        .map(in -> Activity.valueOf(in.getOperatonSourceExpression()
                                .toUpperCase(Locale.ROOT)
                                .replace('-', '_')))
                        .forEach(found::add);
            }
            for (SequenceFlow flow : node.getOutgoing()) {
                if (seen.add(flow.getTarget())) {
                    next.add(flow.getTarget());
                }
            }
        }
        return List.copyOf(found);
    }
}
