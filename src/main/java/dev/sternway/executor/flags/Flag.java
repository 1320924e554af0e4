package dev.sternway.executor.flags;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A flag at its provider, in one environment. */
interface Flag {
    /** Everything that decides what users get, and nothing else: two equal states serve the same. */
    JsonNode state() throws Exception;

    /** Whether nobody gets the feature. */
    boolean off(JsonNode state);

    /** Asks {@link dev.sternway.executor.StepContext#stillMine} before each of several requests. */
    void switchOff(JsonNode now) throws Exception;

    /** As it was, whatever it is now; asks as above. May be called again after it was interrupted. */
    void restore(JsonNode before, JsonNode now) throws Exception;

    /** Why such a state could not be put back. */
    default Optional<String> lost(JsonNode state) {
        return Optional.empty();
    }
}
