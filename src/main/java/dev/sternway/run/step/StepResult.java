package dev.sternway.run.step;

import dev.sternway.base.Problem;

/** How one attempt of a step ended, for the engine. The receipt is ended together with the engine's task. */
public sealed interface StepResult {
    /** Done, or found done already. */
    record Done() implements StepResult {}

    /** @param retryable whether another attempt may help */
    record NotDone(Problem problem, boolean retryable) implements StepResult {}

    /** Another worker owns the step now; nothing is to be reported. */
    record LostToAnother() implements StepResult {}
}
