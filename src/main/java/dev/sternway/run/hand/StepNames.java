package dev.sternway.run.hand;

import dev.sternway.base.ProblemException;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Step;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.run.recipe.StepRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds the step that people mean: by its key, such as undo-data/0, or by its name where only one has it. */
@Component
class StepNames {
    private final StepFinder finder;

    StepNames(StepFinder finder) {
        this.finder = finder;
    }

    /** @throws ProblemException SW-0742 when there is none or there are several */
    StepRef find(Runs.Run run, String said) {
        String key = said.startsWith(run.id() + "/") ? said.substring(run.id().length() + 1) : said;
        List<StepRef> named = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (Activity activity : Activity.values()) {
            List<Step> steps =
                    activity.phase() == dev.sternway.plan.Phase.ARMING ? List.of() : finder.steps(run, activity);
            for (int index = 0; index < steps.size(); index++) {
                StepRef ref = new StepRef(run.id(), activity.phase(), activity, index);
                String known = HandSteps.key(activity, index);
                if (known.equals(key)) {
                    return ref;
                }
                keys.add(known);
                if (steps.get(index).name().equals(said)) {
                    named.add(ref);
                }
            }
        }
        if (named.size() == 1) {
            return named.get(0);
        }
        throw ProblemException.of(
                "SW-0742",
                (named.isEmpty() ? "The rollback has no step " : "Several steps have the name ") + said,
                run.id(),
                "Name one of "
                        + (named.isEmpty()
                                ? String.join(", ", keys)
                                : named.stream()
                                        .map(ref -> HandSteps.key(ref.activity(), ref.index()))
                                        .collect(Collectors.joining(", "))));
    }
}
