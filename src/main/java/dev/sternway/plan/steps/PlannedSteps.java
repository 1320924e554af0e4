package dev.sternway.plan.steps;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Phases;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Expands a plan into the steps of each activity: those that Sternway brings, then those that the plan names. */
public final class PlannedSteps {
    private final Plan plan;
    private final Optional<Level> level;
    private final ObjectMapper json;

    public PlannedSteps(Plan plan, Optional<Level> level, ObjectMapper json) {
        this.plan = plan;
        this.level = level;
        this.json = json;
    }

    public List<Step> of(Activity activity) {
        return switch (activity) {
            case BACK_UP, REHEARSE, RECORD_STATE -> new ArmingSteps(plan).of(activity);
            case ANNOUNCE -> new MessageSteps(plan, json).announcing();
            case TELL_EVERYONE -> new MessageSteps(plan, json).closing();
            case REPLAY_DATA -> List.of(replay());
            default -> ofPhase(activity);
        };
    }

    private Step replay() {
        var with = json.createObjectNode()
                .put("database", plan.safeguards().backup().database());
        return Step.of(Activity.REPLAY_DATA, "Replay the data set aside", "database/replay", with, Optional.empty());
    }

    /** In which order the steps of the activity start. */
    public StepOrder order(Activity activity) {
        List<Step> steps = of(activity);
        return activity != Activity.ANNOUNCE && inOrder(activity.phase())
                ? StepOrder.of(steps, own(activity).size(), plan.phases().parallel(activity.phase()))
                : StepOrder.oneAfterAnother(steps.size());
    }

    /** Whether any step of the phase says what it comes after. */
    public boolean inOrder(Phase phase) {
        return Stream.concat(named(phase).stream(), ofLevel(phase).stream())
                .anyMatch(step -> !step.after().isEmpty());
    }

    private List<Step> ofPhase(Activity activity) {
        List<Step> steps = new ArrayList<>();
        if (activity.phase() == Phase.DATA && level.filter(Level::rollsBackData).isPresent()) {
            steps.addAll(new LevelSteps(plan, level.get()).of(activity));
        }
        List<Step> own = own(activity);
        steps.addAll(inOrder(activity.phase()) ? StepOrder.sorted(own) : own);
        return steps;
    }

    /** Those that the plan names, as they stand. */
    private List<Step> own(Activity activity) {
        Phase phase = activity.phase();
        return Stream.concat(
                        ofLevel(phase).stream().filter(step -> step.activity().orElse(Activity.UNDO_DATA) == activity),
                        named(phase).stream().filter(step -> step.activity().orElse(first(phase)) == activity))
                .toList();
    }

    private List<Step> ofLevel(Phase phase) {
        return phase == Phase.DATA
                ? level.filter(Level::rollsBackData)
                        .flatMap(plan.phases().data()::of)
                        .map(Phases.DataLevel::steps)
                        .orElse(List.of())
                : List.of();
    }

    private List<Step> named(Phase phase) {
        Phases phases = plan.phases();
        return switch (phase) {
            case PRESERVATION -> phases.preservation().steps();
            case DATA -> phases.data().steps();
            case RESTORATION -> phases.restoration().steps();
            case VALIDATION -> phases.validation().checks();
            default -> List.of();
        };
    }

    /** Where a step runs that names no activity. */
    public static Activity first(Phase phase) {
        return switch (phase) {
            case PRESERVATION -> Activity.SHOW_MAINTENANCE;
            case DATA -> Activity.SET_DATA_ASIDE;
            case RESTORATION -> Activity.RESTORE_CODE;
            default -> Activity.CHECK_HEALTH;
        };
    }
}
