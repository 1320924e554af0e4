package dev.sternway.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a step belongs: the four phases of a rollback, and the arming before and the closing after them. */
public enum Phase {
    @JsonProperty("arming")
    ARMING,
    @JsonProperty("preservation")
    PRESERVATION,
    @JsonProperty("data")
    DATA,
    @JsonProperty("restoration")
    RESTORATION,
    @JsonProperty("validation")
    VALIDATION,
    @JsonProperty("closing")
    CLOSING
}
