package dev.sternway.run.recipe;

import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;

/** Names one step of one run: the index counts the steps of the activity from 0. */
public record StepRef(String runId, Phase phase, Activity activity, int index) {
    /** Stable over retries and crashes. */
    public String key() {
        return runId + "/" + activity.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "/" + index;
    }
}
