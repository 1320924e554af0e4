package dev.sternway.executor.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One revision of a release's history, as helm tells it. */
record Entry(int revision, String status, String chart, String version, String description) {
    static Entry of(JsonNode told) {
        return new Entry(
                told.path("revision").asInt(),
                told.path("status").asText(),
                told.path("chart").asText(),
                told.path("app_version").asText(),
                told.path("description").asText());
    }

    boolean is(String word) {
        return status.equals(word);
    }

    /** A rollback makes a new revision of what an earlier one held. */
    boolean holds(int earlier) {
        return revision == earlier || description.equals("Rollback to " + earlier);
    }

    String said() {
        return revision + " (" + status + ", " + description + ")";
    }

    Map<String, String> evidence() {
        return Map.of("revision", String.valueOf(revision), "chart", chart, "version", version);
    }
}
