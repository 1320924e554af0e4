package dev.sternway.plan.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The JSON Schema of plan files, as published in the jar. */
public final class PlanSchema {
    private static final String PUBLISHED = "/dev/sternway/plan/plan.schema.json";

    private PlanSchema() {}

    public static JsonNode published() {
        try (InputStream content = Objects.requireNonNull(PlanSchema.class.getResourceAsStream(PUBLISHED))) {
            return PlanMapper.json().readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made anew from the records; a test compares it with the published one. */
    static JsonNode generated() {
        ObjectNode schema = (ObjectNode) RecordSchema.of(Plan.class);
        ObjectNode properties = (ObjectNode) schema.get("properties");
        ((ObjectNode) properties.get("apiVersion")).put("const", Plan.API_VERSION);
        ((ObjectNode) properties.get("kind")).put("const", Plan.KIND);
        return schema.put("title", "Sternway rollback plan");
    }
}
