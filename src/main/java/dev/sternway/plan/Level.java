package dev.sternway.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What can be decided when a release goes wrong, from the least to the most destructive. */
public enum Level {
    /** Change nothing: going back would be worse than staying. */
    @JsonProperty("hold")
    HOLD,
    /** Pause the roll-out, optimise, continue. */
    @JsonProperty("pause")
    PAUSE,
    /** Keep the database, roll back the code. */
    @JsonProperty("code-only")
    CODE_ONLY,
    /** Quick data rollback, before the point of no return. */
    @JsonProperty("level-1")
    L1,
    /** Full data rollback, after the point of no return. */
    @JsonProperty("level-2")
    L2,
    /** Restore from the backup; needs leadership's approval. */
    @JsonProperty("level-3")
    L3;

    /** Whether anything is rolled back at all. */
    public boolean rollsBack() {
        return this != HOLD && this != PAUSE;
    }

    /** Whether the database is touched. */
    public boolean rollsBackData() {
        return this == L1 || this == L2 || this == L3;
    }
}
