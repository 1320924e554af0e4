package dev.sternway.plan.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import dev.sternway.plan.Phases;
import dev.sternway.plan.Plan;
import java.time.Duration;
import java.time.LocalDate;

/** JSON Schema (2020-12) of a record: names from Jackson, required and limits from Jakarta Validation. */
public final class RecordSchema {
    private static final String DURATION = "^(([0-9]{1,9}(ms|s|m|h|d))+|P.+)$";

    private RecordSchema() {}

    public static JsonNode of(Class<? extends Record> record) {
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        PlanMapper.json(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY, JacksonOption.RESPECT_JSONPROPERTY_ORDER))
                .with(new JakartaValidationModule(
                        JakartaValidationOption.NOT_NULLABLE_FIELD_IS_REQUIRED,
                        JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS))
                .with(
                        Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                        Option.FLATTENED_OPTIONALS,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES);
        builder.forTypesInGeneral().withCustomDefinitionProvider((type, context) -> {
            ObjectNode schema = context.getGeneratorConfig().createObjectNode();
            if (type.getErasedType() == Duration.class) {
                return new CustomDefinition(schema.put("type", "string").put("pattern", DURATION), true);
            }
            if (type.getErasedType() == LocalDate.class) {
                return new CustomDefinition(schema.put("type", "string").put("format", "date"), true);
            }
            if (JsonNode.class.isAssignableFrom(type.getErasedType()) || type.getErasedType() == Object.class) {
                return new CustomDefinition(
                        schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.NO);
            }
            return null;
        });
        ObjectNode schema = new SchemaGenerator(builder.build()).generateSchema(record);
        if (record == Plan.class) {
            allowDerived(schema);
        }
        schema.findParents("pattern").forEach(RecordSchema::wholeText);
        return schema;
    }

    /** Jakarta Validation matches the whole text, JSON Schema any part of it. */
    private static void wholeText(JsonNode parent) {
        String pattern = parent.path("pattern").asText();
        if (parent instanceof ObjectNode node
                && parent.path("type").asText().equals("string")
                && !(pattern.startsWith("^") && pattern.endsWith("$"))) {
            node.put("pattern", "^(?:" + pattern + ")$");
        }
    }

    /** A level is the word {@code derived}, or an object. */
    private static void allowDerived(ObjectNode schema) {
        String name = Phases.DataLevel.class.getSimpleName();
        schema.path("$defs").properties().forEach(definition -> {
            if (definition.getValue().path("properties") instanceof ObjectNode properties) {
                if (definition.getKey().startsWith(name)) {
                    properties.remove("derived");
                }
                for (String level : new String[] {"level-1", "level-2", "level-3"}) {
                    eitherDerived(properties, level);
                }
            }
        });
        for (String level : new String[] {"level-1", "level-2", "level-3"}) {
            ObjectNode properties = schema.findParent(level);
            if (properties != null) {
                eitherDerived(properties, level);
            }
        }
    }

    private static void eitherDerived(ObjectNode properties, String level) {
        JsonNode known = properties.get(level);
        if (known == null || known.path("anyOf").path(0).has("const")) {
            return;
        }
        ObjectNode either = PlanMapper.json().createObjectNode();
        either.putArray("anyOf").addObject().put("const", "derived");
        either.withArray("anyOf").add(known);
        properties.set(level, either);
    }
}
