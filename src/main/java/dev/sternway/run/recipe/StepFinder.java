package dev.sternway.run.recipe;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Step;
import dev.sternway.plan.steps.PlannedSteps;
import dev.sternway.plan.steps.StepOrder;
import dev.sternway.run.Guards;
import dev.sternway.run.Rollback;
import dev.sternway.run.Runs;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the steps of a run: always the same ones, since they follow from the sealed plan and the decision. */
@Component
public class StepFinder {
    private final ObjectMapper json;

    private final Guards guards;

    StepFinder(ObjectMapper json, Guards guards) {
        this.json = json;
        this.guards = guards;
    }

    public List<Step> steps(Runs.Run run, Activity activity) {
        if (activity.drawn()) {
            return drawn(run, activity);
        }
        return activity == Activity.UNDO ? takenBack(run) : planned(run).of(activity);
    }

    /** None before the first of them is due. */
    private List<Step> drawn(Runs.Run run, Activity activity) {
        return NotedSteps.of(guards.keepsakes(run.guard().id()), run.id(), activity, json).stream()
                .map(noted -> noted.step(activity))
                .toList();
    }

    /** What is taken back after an abort, in that order. */
    public List<TakenBack> undone(Runs.Run run) {
        return TakenBack.read(guards.keepsakes(run.guard().id()), run.id(), json);
    }

    private List<Step> takenBack(Runs.Run run) {
        return undone(run).stream()
                .map(back -> {
                    Step step = find(run, back.of(run.id()));
                    String name = "Undo: " + step.name();
                    return back.byHand()
                            .map(why -> Step.of(
                                    Activity.UNDO,
                                    name,
                                    "manual/instruction",
                                    json.createObjectNode()
                                            .put("role", run.plan().decision().by())
                                            .put(
                                                    "instruction",
                                                    "The rollback was aborted, and '" + step.name()
                                                            + "' was done. Take it back by hand, or leave it on purpose and say so: "
                                                            + why),
                                    Optional.empty()))
                            .orElseGet(() -> Step.of(Activity.UNDO, name, step.uses(), step.with(), Optional.empty()));
                })
                .toList();
    }

    /** In which order the steps of the activity start. */
    public StepOrder order(Runs.Run run, Activity activity) {
        return activity == Activity.UNDO || activity.drawn()
                ? new StepOrder(
                        0, java.util.Collections.nCopies(steps(run, activity).size(), java.util.Set.of()))
                : planned(run).order(activity);
    }

    /** Whether any step of the phase says what it comes after. */
    public boolean inOrder(Runs.Run run, Phase phase) {
        return planned(run).inOrder(phase);
    }

    private PlannedSteps planned(Runs.Run run) {
        return new PlannedSteps(run.plan(), run.rollback().flatMap(Rollback::level), json);
    }

    /** @throws ProblemException SW-0714 when the run has no such step */
    public Step find(Runs.Run run, StepRef ref) {
        List<Step> steps = steps(run, ref.activity());
        if (ref.index() < 0 || ref.index() >= steps.size()) {
            throw ProblemException.of(
                    "SW-0714",
                    "Run " + ref.runId() + " has no step " + ref.index() + " of " + ref.activity(),
                    ref.key(),
                    "Check the diagram's loop cardinality");
        }
        return steps.get(ref.index());
    }
}
