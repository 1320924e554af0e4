package dev.sternway.demo.victim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A request's body. */
record Json(JsonNode tree) {
    Optional<String> find(String field) {
        JsonNode value = tree.path(field);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    String text(String field) {
        return find(field).filter(value -> !value.isBlank()).orElseThrow(() -> new Refusal(400, field + " is missing"));
    }

    boolean on() {
        return tree.path("on").asBoolean();
    }
}
