package dev.sternway.document.runbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.MessageTemplate;
import dev.sternway.document.runbook.RunbookStep.Part;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.plan.shell.ShellStep;
import dev.sternway.plan.steps.PlannedSteps;
import dev.sternway.plan.yaml.PlanMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All steps in the order of the diagrams: those of the plan and the level, and between them what people do. */
final class Itinerary {
    /** The announcement comes before the phases; what is undone after an abort, the plan cannot know. */
    private static final Set<Activity> ELSEWHERE = EnumSet.of(Activity.ANNOUNCE, Activity.UNDO);

    private final Runbook runbook;
    private final Plan plan;
    private final People people;
    private final PlannedSteps planned;
    private final List<RunbookStep> steps = new ArrayList<>();

    private Itinerary(Runbook runbook) {
        this.runbook = runbook;
        this.plan = runbook.plan();
        this.people = new People(plan, runbook.level());
        this.planned = new PlannedSteps(plan, Optional.of(runbook.level()), PlanMapper.json());
    }

    static List<RunbookStep> of(Runbook runbook) {
        Itinerary itinerary = new Itinerary(runbook);
        itinerary.plan();
        return itinerary.steps;
    }

    /** The activities that run steps of the plan, as they follow each other in the diagrams of the phases. */
    static List<Activity> order(Phase phase) {
        return Arrays.stream(Activity.values())
                .filter(activity -> activity.phase() == phase)
                .filter(activity -> !activity.drawn() && !ELSEWHERE.contains(activity))
                .toList();
    }

    private void plan() {
        Part decision = new Part("Decision and incident", Optional.empty(), people.next(Phase.PRESERVATION));
        if (runbook.begun().isEmpty()) {
            person(decision, "Make sure that this is decided", people.decide());
        }
        if (runbook.begun().flatMap(Runbook.Begun::incident).isEmpty()) {
            person(decision, "Declare the incident", people.declare());
        }
        activity(decision, Activity.ANNOUNCE);
        phase("Preservation", Phase.PRESERVATION);
        if (runbook.level().rollsBackData()) {
            phase("Data", Phase.DATA);
        }
        phase("Restoration", Phase.RESTORATION);
        phase("Validation", Phase.VALIDATION);
        Part closing = new Part("Closing", Optional.empty(), people.next(Phase.VALIDATION));
        if (runbook.level().rollsBackData()) {
            activity(closing, Activity.REPLAY_DATA);
        }
        activity(closing, Activity.TELL_EVERYONE);
        person(closing, "Close the incident", people.close());
    }

    private void phase(String title, Phase phase) {
        Part part = new Part(title, Optional.of(people.within(phase)), people.next(phase));
        for (Activity activity : order(phase)) {
            if (activity == Activity.MONITOR) {
                person(part, "Watch the service", people.watch());
            }
            activity(part, activity);
        }
        if (phase == Phase.VALIDATION) {
            person(part, "Confirm that the rollback succeeded", people.confirm());
        }
    }

    private void activity(Part part, Activity activity) {
        List<Step> all = planned.of(activity);
        for (int index = 0; index < all.size(); index++) {
            Step step = all.get(index);
            String key = activity.name().toLowerCase(Locale.ROOT).replace('_', '-') + "/" + index;
            if (runbook.begun().filter(it -> it.finished().contains(key)).isPresent()) {
                continue;
            }
            ShellStep said = runbook.inShell().apply(filled(step));
            if (activity == Activity.UNDO_DATA && said.destroys().isPresent()) {
                said = said.destroying(runbook.loses() + ": " + said.destroys().get());
            }
            boolean cutOff =
                    runbook.begun().filter(it -> it.cutOff().contains(key)).isPresent();
            steps.add(new RunbookStep(
                    part,
                    step.name(),
                    step.estimate(),
                    notes(step),
                    said,
                    runbook.begun().map(it -> it.id() + "/" + key),
                    cutOff));
        }
    }

    /** The script takes one step after another, each behind what it comes after. */
    private static Optional<String> notes(Step step) {
        Optional<String> after =
                step.after().isEmpty() ? Optional.empty() : Optional.of("After: " + String.join(", ", step.after()));
        return after.map(it -> step.notes().map(notes -> it + "\n" + notes).orElse(it))
                .or(step::notes);
    }

    private void person(Part part, String name, ShellStep step) {
        steps.add(new RunbookStep(part, name, Optional.empty(), Optional.empty(), step, Optional.empty(), false));
    }

    /** Messages get the words that are known already; the others are left for the script. */
    private Step filled(Step step) {
        if (!step.uses().startsWith("notify/") || !step.with().isObject()) {
            return step;
        }
        ObjectNode with = ((ObjectNode) step.with()).deepCopy();
        Map<String, String> words = people.words(runbook.environment());
        for (Map.Entry<String, JsonNode> input : step.with().properties()) {
            if (input.getValue().isTextual()) {
                with.put(input.getKey(), MessageTemplate.fill(input.getValue().asText(), words));
            }
        }
        return step.with(with);
    }
}
