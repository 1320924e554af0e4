package dev.sternway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.Problem;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Small maps and problems as JSON text columns. */
final class Json {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private Json() {}

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Map<String, String> facts(String text) {
        try {
            return JSON.readValue(text, FACTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Optional<Problem> problem(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        Map<String, String> fields = facts(text);
        return Optional.of(new Problem(
                fields.getOrDefault("code", ""),
                fields.getOrDefault("what", ""),
                fields.getOrDefault("where", ""),
                fields.getOrDefault("next", "")));
    }
}
