package dev.sternway.document.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.DurationText;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.yaml.PlanMapper;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long steps took in past runs.
 *
 * @param times by the step's name, or {@code level-1} to {@code level-3}
 */
public record Actuals(Map<String, Duration> times) {
    public static final Actuals NONE = new Actuals(Map.of());

    public Actuals {
        times = Map.copyOf(times);
    }

    /**
     * @param json one object: names of steps and durations, {@code {"Stop the workers": "12s", "level-1": "31s"}}
     * @throws ProblemException SW-0131 when it is something else
     */
    public static Actuals read(String json, String file) {
        Map<String, Duration> times = new TreeMap<>();
        try {
            JsonNode tree = PlanMapper.json().readTree(json);
            if (!tree.isObject()) {
                throw unreadable(file, "it is not one JSON object");
            }
            for (Map.Entry<String, JsonNode> time : tree.properties()) {
                times.put(time.getKey(), DurationText.parse(time.getValue().asText()));
            }
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            throw unreadable(
                    file, String.valueOf(wrong.getMessage()).lines().findFirst().orElse(""));
        }
        return new Actuals(times);
    }

    Optional<Duration> of(String name) {
        return Optional.ofNullable(times.get(name));
    }

    private static ProblemException unreadable(String file, String why) {
        return ProblemException.of(
                "SW-0131",
                "The actual times cannot be read: " + why,
                file,
                "Write {\"name of a step\": \"12s\", \"level-1\": \"31s\"}");
    }
}
