package dev.sternway.plan.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.sternway.base.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Validates a tree against the plan's schema, or inputs against an executor's, and says what was probably meant. */
public final class SchemaCheck {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .build();

    private SchemaCheck() {}

    static List<Finding> check(JsonNode tree, PlanReader.Places places) {
        return findings(Published.SCHEMA, Published.COMPILED, tree, "", places);
    }

    /** Compiled once. */
    private static final class Published {
        static final JsonNode SCHEMA = PlanSchema.published();
        static final JsonSchema COMPILED = FACTORY.getSchema(SCHEMA, CONFIG);
    }

    /** @param prefix JSON pointer of the tree within the file */
    public static List<Finding> check(JsonNode schema, JsonNode tree, String prefix, PlanReader.Places places) {
        return findings(schema, FACTORY.getSchema(schema, CONFIG), tree, prefix, places);
    }

    private static List<Finding> findings(
            JsonNode schema, JsonSchema compiled, JsonNode tree, String prefix, PlanReader.Places places) {
        List<Finding> findings = new ArrayList<>();
        for (ValidationMessage message : compiled.validate(tree)) {
            findings.add(finding(schema, message, prefix, places));
        }
        return findings;
    }

    private static Finding finding(
            JsonNode schema, ValidationMessage message, String prefix, PlanReader.Places places) {
        String pointer = prefix + message.getInstanceLocation();
        String field = pointer.isEmpty() ? "the plan" : pointer.substring(1).replace('/', '.');
        if ("additionalProperties".equals(message.getType())) {
            String key = String.valueOf(message.getProperty());
            Set<String> known = known(schema, message);
            Problem problem = new Problem(
                    "SW-0108",
                    "The key " + key + " is unknown in " + field,
                    field,
                    known.isEmpty() ? "" : "Known are " + String.join(", ", known));
            return places.finding(pointer + "/" + YamlTree.escape(key), problem, Suggestion.of(key, known));
        }
        String said = String.valueOf(message.getMessage());
        String what = said.substring(said.indexOf(": ") + 1).strip();
        if ("required".equals(message.getType())) {
            return places.finding(
                    pointer, new Problem("SW-0107", field + " lacks " + message.getProperty(), field, "Add it"), "");
        }
        Set<String> words = new TreeSet<>();
        if ("enum".equals(message.getType()) && message.getSchemaNode() != null) {
            message.getSchemaNode().forEach(word -> words.add(word.asText()));
        }
        String given = message.getInstanceNode() == null
                ? ""
                : message.getInstanceNode().asText("");
        return places.finding(
                pointer, new Problem("SW-0109", field + ": " + what, field, ""), Suggestion.of(given, words));
    }

    /** The keys that the schema knows at the place that the message is about. */
    private static Set<String> known(JsonNode schema, ValidationMessage message) {
        String keyword = String.valueOf(message.getSchemaLocation().getFragment());
        JsonNode properties = schema.at(keyword.substring(0, Math.max(0, keyword.lastIndexOf('/'))))
                .path("properties");
        Set<String> known = new TreeSet<>();
        properties.fieldNames().forEachRemaining(known::add);
        return known;
    }
}
