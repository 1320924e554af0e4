package dev.sternway.executor.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Single values in a file of JSON; everything else in it stays as it is. */
record JsonValues(Map<String, JsonNode> values, HeldFile file) {
    private static final JsonMapper JSON = new JsonMapper();

    /** @throws Outcome.Thrown SW-1128 when the file is no JSON object, or lacks the place */
    byte[] wanted() throws IOException, Outcome.Thrown {
        byte[] now = file.content().orElseThrow(() -> unfit("There is no " + file.path()));
        JsonNode tree = parsed(now);
        JsonNode original = tree.deepCopy();
        for (Map.Entry<String, JsonNode> one : values.entrySet()) {
            JsonPointer pointer = JsonPointer.compile(one.getKey());
            JsonNode value = one.getValue().isNull() ? armed(pointer) : one.getValue();
            if (!(tree.at(pointer.head()) instanceof ObjectNode parent)) {
                throw unfit(file.path() + " has no object for " + pointer);
            }
            String field = pointer.last().getMatchingProperty();
            if (value.isMissingNode()) {
                parent.remove(field);
            } else {
                parent.set(field, value);
            }
        }
        return tree.equals(original)
                ? now
                : (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n")
                        .getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode armed(JsonPointer pointer) throws IOException, Outcome.Thrown {
        return parsed(file.kept(HeldFile.ARMED).orElseThrow(() -> unfit("There was no " + file.path() + " at arming")))
                .at(pointer);
    }

    private JsonNode parsed(byte[] content) throws IOException, Outcome.Thrown {
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException wrong) {
            throw unfit(file.path() + " is no JSON: " + wrong.getOriginalMessage());
        }
    }

    private Outcome.Thrown unfit(String what) {
        return Outcome.Thrown.refused(
                "SW-1128", what, file.path().toString(), "Correct the path or the pointers of the step");
    }
}
