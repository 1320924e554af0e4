package dev.sternway.executor.flags;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a flag. */
public enum To {
    /** Nobody gets the feature. */
    @JsonProperty("disabled")
    DISABLED,
    /** As it was at arming, every segment and strategy of it. */
    @JsonProperty("armed")
    ARMED;

    static final String MEANING =
            "disabled: nobody gets the feature; armed: exactly as it was at arming, every segment and strategy.";
}
