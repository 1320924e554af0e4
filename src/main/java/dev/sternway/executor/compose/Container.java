package dev.sternway.executor.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.Set;

/**
 * One container of a service.
 *
 * @param image digest of the image that it runs
 * @param imageName the name by which it got that image
 * @param health what its health check says; empty when it has none
 * @param since when it started last
 * @param alone whether there can be only one of its kind: it takes a port or a name that a second one would need
 */
record Container(String id, String image, String imageName, String status, String health, String since, boolean alone) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> OVER = Set.of("exited", "dead");

    /** @param line as {@link Project#asks} has it printed; nothing when it is another one, or of a command that ran once */
    static Optional<Container> parse(String line) {
        if (!line.startsWith("{\"id\":")) {
            return Optional.empty();
        }
        try {
            JsonNode told = JSON.readTree(line);
            boolean alone = told.path("ports").asText().matches(".*[1-9].*")
                    || told.path("network").asText().equals("host")
                    || !told.path("called").asText().matches(".*[-_][0-9]+");
            return Optional.of(new Container(
                            told.path("id").asText(),
                            told.path("image").asText(),
                            told.path("name").asText(),
                            told.path("status").asText(),
                            told.path("health").asText(),
                            told.path("since").asText(),
                            alone))
                    .filter(it -> !told.path("once").asText().equalsIgnoreCase("true"));
        } catch (JsonProcessingException other) {
            return Optional.empty();
        }
    }

    boolean runs() {
        return status.equals("running");
    }

    boolean hasEnded() {
        return OVER.contains(status);
    }

    boolean serves() {
        return runs() && (health.isEmpty() || health.equals("healthy"));
    }

    String said() {
        return id.substring(0, Math.min(12, id.length())) + " is " + (runs() && !health.isEmpty() ? health : status);
    }
}
