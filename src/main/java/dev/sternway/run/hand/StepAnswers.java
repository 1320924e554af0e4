package dev.sternway.run.hand;

import dev.sternway.run.recipe.StepRef;

/** What the engine waits for at a step, as far as people's word is concerned. All in the caller's transaction. */
public interface StepAnswers {
    /** Whether a worker holds the step now. */
    boolean runs(StepRef step);

    /** Whether the engine asks a person to do this step by hand, and writes its receipt when that is answered. */
    boolean asksForHands(StepRef step);

    /** Answers the task to do it by hand. */
    void byHand(StepRef step, boolean done, String who, String note);

    /** Where the engine asks how to go on with the step: again, which finds done what is done. @return whether it asked */
    boolean again(StepRef step, String who, String reason);
}
