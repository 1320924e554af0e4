package dev.sternway.process.drawn;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.ProblemException;
import dev.sternway.drawing.DiagramFile;
import dev.sternway.drawing.DrawnStep;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;
import dev.sternway.process.RunVariables;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.NotedSteps;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.operaton.bpm.engine.RepositoryService;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import org.xml.sax.SAXException;

/** The step stands in the diagram that calls, and not in the plan: it becomes a step of the run. */
@Component
public class TakeDrawnStep {
    private final Runs runs;
    private final Guards guards;
    private final RepositoryService repository;
    private final ExecutorCatalogue executors;
    private final ObjectMapper json;

    TakeDrawnStep(
            Runs runs, Guards guards, RepositoryService repository, ExecutorCatalogue executors, ObjectMapper json) {
        this.runs = runs;
        this.guards = guards;
        this.repository = repository;
        this.executors = executors;
        this.json = json;
    }

    /** @throws ProblemException SW-0920 when the diagram that calls brings no step there */
    public void take(DelegateExecution execution) {
        DelegateExecution call = execution.getProcessInstance().getSuperExecution();
        if (call == null) {
            throw notDrawn(execution.getProcessDefinitionId());
        }
        String runId = RunVariables.RUN_ID.required(execution);
        Activity activity = Activity.drawnIn(
                Phase.valueOf(RunVariables.PHASE.required(execution).toUpperCase(Locale.ROOT)));
        String element = call.getCurrentActivityId();
        List<NotedSteps.Noted> drawn = steps(call.getProcessDefinitionId());
        if (drawn.stream().noneMatch(step -> step.element().equals(element))) {
            throw notDrawn(element);
        }
        int index =
                NotedSteps.note(guards.keepsakes(runs.get(runId).guard().id()), runId, activity, drawn, element, json);
        RunVariables.ACTIVITY.set(
                execution, activity.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        RunVariables.INDEX.set(execution, index);
    }

    private List<NotedSteps.Noted> steps(String diagram) {
        try (var content = repository.getProcessModel(diagram)) {
            return DrawnStep.in(DiagramFile.read(diagram, content.readAllBytes())).stream()
                    .map(step -> new NotedSteps.Noted(
                            diagram, step.element(), step.name(), step.uses(), step.inputs(executors), step.expected()))
                    .toList();
        } catch (IOException | SAXException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ProblemException notDrawn(String where) {
        return ProblemException.of(
                "SW-0920",
                "The diagram calls a step, and says neither which of the plan's nor what it does",
                where,
                "Give the call activity an element template, or the activity and the index of a step of the plan");
    }
}
