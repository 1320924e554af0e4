package dev.sternway.run.times;

import dev.sternway.run.recipe.StepRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Where the times of steps are kept: in their receipts. */
public interface StepTimes {
    /** How long a step that was done took. */
    record Took(String environment, String step, Duration duration) {}

    /** One that runs, of which nobody was told that it takes long. */
    record Running(StepRef step, int attempt, String planId, String name, Instant since) {}

    /** Of one plan, in all environments and revisions, newest first, at most 5000. */
    List<Took> of(String planId);

    List<Running> running();

    /** @return false when it is noted already, or the step has ended */
    boolean noteLate(Running step, Instant at);
}
