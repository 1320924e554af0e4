package dev.sternway.database.salvage;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One row set aside.
 *
 * @param kind what users did after arming; UPDATE with an empty {@code before} for values of a dropped column
 * @param before the row as the restore brings it back
 * @param after the row as users left it
 */
public record Line(Kind kind, JsonNode key, JsonNode before, JsonNode after) {
    /** What users did. */
    public enum Kind {
        INSERT,
        UPDATE,
        DELETE,
        VALUES
    }
}
