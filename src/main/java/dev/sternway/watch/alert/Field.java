package dev.sternway.watch.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A place in a body, which knows where it is, so that a complaint can name it. */
record Field(String pointer, JsonNode node) {
    private static final int LONGEST_VALUE = 2000;

    Field at(String name) {
        if (!node.isObject()) {
            throw malformed(pointer.isEmpty() ? "body" : pointer, "must be an object");
        }
        return new Field(pointer + "/" + name, node.path(name));
    }

    boolean given() {
        return !node.isMissingNode() && !node.isNull();
    }

    List<Field> items() {
        if (!node.isArray()) {
            throw malformed(pointer.isEmpty() ? "body" : pointer, given() ? "must be a list" : "is missing");
        }
        List<Field> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new Field(pointer + "/" + i, node.get(i)));
        }
        return items;
    }

    Optional<String> text() {
        if (!given()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw malformed(pointer, "must be text");
        }
        return Optional.of(node.asText()).filter(text -> !text.isBlank());
    }

    String required() {
        return text().orElseThrow(() -> malformed(pointer, "is missing"));
    }

    Instant instant() {
        String text = required();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException wrong) {
            throw malformed(pointer, "'" + text + "' is no time; write 2026-11-21T10:41:00Z");
        }
    }

    /** Scalars of an object, as text. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        if (!given()) {
            return texts;
        }
        if (!node.isObject()) {
            throw malformed(pointer, "must be an object");
        }
        node.properties().forEach(entry -> {
            if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                texts.put(entry.getKey(), cut(entry.getValue().asText()));
            }
        });
        return texts;
    }

    static String cut(String text) {
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) : text;
    }

    static ProblemException malformed(String where, String what) {
        return ProblemException.of(
                "SW-0610",
                "The alert cannot be read: " + where + " " + what,
                where,
                "Send it in the form that docs/alerts.md shows");
    }
}
