package dev.sternway.executor.git;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What to do with changes in a work tree that nobody has committed. */
public enum LocalChanges {
    @JsonProperty("refuse")
    REFUSE,
    @JsonProperty("set-aside")
    SET_ASIDE
}
