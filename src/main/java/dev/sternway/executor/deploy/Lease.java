package dev.sternway.executor.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.Keepsakes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A pause of something that deploys, until a moment at which it is ended.
 *
 * @param uses the executor that took it and that ends it by its undo
 * @param with the inputs of both
 * @param what is paused, in the words of its service; one lease of it at a time
 * @param before how it was
 * @param takenBy key of the step that took it
 * @param whole it lasts until then even when its rollback is closed before
 */
public record Lease(
        String uses, JsonNode with, String what, Instant until, JsonNode before, String takenBy, boolean whole) {
    private static final JsonMapper JSON = new JsonMapper();
    /** The keepsake that names a guard's leases; empty, or not there, when it has none. */
    public static final String ALL = "leases";

    /** Those that a guard's steps took and that are not ended. */
    public static List<Lease> all(Keepsakes keepsakes) {
        return keepsakes.find(ALL).stream()
                .flatMap(String::lines)
                .flatMap(line -> find(keepsakes, line).stream())
                .toList();
    }

    static Optional<Lease> find(Keepsakes keepsakes, String what) {
        return keepsakes.find(key(what)).map(Lease::parse);
    }

    /** Written before the pause takes effect. */
    void keep(Keepsakes keepsakes) {
        ObjectNode json = JSON.createObjectNode();
        json.put("uses", uses).put("what", what).put("until", until.toString());
        json.set("with", with);
        json.set("before", before);
        json.put("taken-by", takenBy).put("whole", whole);
        keepsakes.keep(key(what), json.toString());
        List<String> others = names(keepsakes);
        keepsakes.keep(ALL, String.join("\n", others) + (others.isEmpty() ? "" : "\n") + what);
    }

    /** The run whose step took it; nothing for one that was taken before this was noted. */
    public Optional<String> run() {
        int slash = takenBy.indexOf('/');
        return slash < 1 ? Optional.empty() : Optional.of(takenBy.substring(0, slash));
    }

    void forget(Keepsakes keepsakes) {
        keepsakes.forget(key(what));
        keepsakes.keep(ALL, String.join("\n", names(keepsakes)));
    }

    private List<String> names(Keepsakes keepsakes) {
        return keepsakes.find(ALL).stream()
                .flatMap(String::lines)
                .filter(line -> !line.equals(what) && !line.isBlank())
                .toList();
    }

    private static String key(String what) {
        return "lease/" + what;
    }

    private static Lease parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new Lease(
                    json.path("uses").asText(),
                    json.path("with"),
                    json.path("what").asText(),
                    Instant.parse(json.path("until").asText()),
                    json.path("before"),
                    json.path("taken-by").asText(),
                    json.path("whole").asBoolean());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
