package dev.sternway.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sternway.plan.Trigger;
import dev.sternway.plan.yaml.PlanMapper;

/** Triggers as a plan would write them. */
final class Triggers {
    private static final ObjectMapper YAML = new YAMLMapper();

    private Triggers() {}

    /** @param words the trigger's other keys, one a line */
    static Trigger trigger(String... words) {
        String text =
                "id: errors\nwatch: {http: {target: api, path: /metrics, value: /value}}\n" + String.join("\n", words);
        try {
            return PlanMapper.json().treeToValue(YAML.readTree(text), Trigger.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
