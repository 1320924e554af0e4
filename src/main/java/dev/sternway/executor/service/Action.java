package dev.sternway.executor.service;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is done with services. */
public enum Action {
    @JsonProperty("stop")
    STOP,
    @JsonProperty("start")
    START,
    @JsonProperty("restart")
    RESTART,
    @JsonProperty("reload")
    RELOAD,
    /** Those that ran at arming run, and the others do not. */
    @JsonProperty("as-armed")
    AS_ARMED
}
