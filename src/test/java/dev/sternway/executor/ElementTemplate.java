package dev.sternway.executor;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An executor as the Modeler offers it: a call of {@code step.bpmn} with one property per input. */
record ElementTemplate(Executor<?> executor, JsonNode schema) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    String json() throws IOException {
        ObjectNode template = start(executor.uses(), ExecutorReference.name(executor), executor.summary());
        ArrayNode properties = template.putArray("properties");
        calls(properties, "step");
        input(hidden(properties, executor.uses()), "uses");
        Set<String> required = ExecutorReference.required(schema);
        schema.path("properties")
                .properties()
                .forEach(field -> field(
                        properties.addObject(), field.getKey(), field.getValue(), required.contains(field.getKey())));
        ObjectNode estimate = properties.addObject();
        estimate.put("label", "Estimate").put("description", "How long it is expected to take, such as 30s or 15m.");
        input(estimate.put("type", "String").put("optional", true), "estimate");
        return written(template);
    }

    /** A question to people, as a call of {@code approval.bpmn}. */
    static String approval() throws IOException {
        ObjectNode template = start(
                "Ask for approval",
                "approval",
                "Asks people whether to go on; without an answer the next in line are asked too, then the default holds.");
        ArrayNode properties = template.putArray("properties");
        calls(properties, "approval");
        in(hidden(properties, "planTitle"), "planTitle");
        in(hidden(properties, "decisionDeadline"), "decisionDeadline");
        said(properties, "Question", "What is asked: one sentence that ends with a question mark.", "question", true);
        said(properties, "Group", "The role of the plan that is asked, such as ops.", "approvalGroup", true);
        ObjectNode within = said(
                properties,
                "Deadline",
                "After this the next in line are asked too, and after as long again the default holds, such as PT15M.",
                "approvalWithin",
                true);
        ((ObjectNode) within.path("constraints"))
                .putObject("pattern")
                .put("value", "PT(\\d+H)?(\\d+M)?(\\d+S)?")
                .put("message", "Write PT15M or PT1H");
        ObjectNode otherwise =
                said(properties, "Without an answer", "What holds when nobody answers.", "otherwise", true);
        otherwise.put("type", "Dropdown").put("value", "REFUSED");
        ArrayNode choices = otherwise.putArray("choices");
        choices.addObject().put("name", "it is refused").put("value", "REFUSED");
        choices.addObject().put("name", "it is approved").put("value", "APPROVED");
        hidden(properties, "approved")
                .putObject("binding")
                .put("type", "camunda:out")
                .put("source", "approved");
        return written(template);
    }

    private static ObjectNode start(String name, String id, String description) {
        ObjectNode template = JSON.createObjectNode();
        template.put("$schema", "https://unpkg.com/@camunda/element-templates-json-schema/resources/schema.json");
        template.put("name", name);
        template.put("id", "dev.sternway." + id);
        template.put("version", 1);
        template.put("description", description);
        template.putArray("appliesTo").add("bpmn:Task").add("bpmn:CallActivity");
        template.putObject("elementType").put("value", "bpmn:CallActivity");
        template.put("entriesVisible", false);
        return template;
    }

    private static String written(ObjectNode template) throws IOException {
        return JSON.writer(PRETTY).writeValueAsString(template) + "\n";
    }

    /** The version of the time when the rollback began: a diagram may be deployed without it. */
    private static void calls(ArrayNode properties, String process) {
        property(hidden(properties, process), "calledElement");
        property(hidden(properties, "version"), "camunda:calledElementBinding");
        property(hidden(properties, "${" + process + "Version}"), "camunda:calledElementVersion");
        in(hidden(properties, "runId"), "runId");
        in(hidden(properties, "phase"), "phase");
    }

    private static ObjectNode said(
            ArrayNode properties, String label, String description, String target, boolean required) {
        ObjectNode field = properties.addObject().put("label", label).put("description", description);
        field.put("type", "String").putObject("constraints").put("notEmpty", required);
        in(field, target);
        ((ObjectNode) field.path("binding")).put("expression", true);
        return field;
    }

    private static ObjectNode hidden(ArrayNode properties, String value) {
        return properties.addObject().put("type", "Hidden").put("value", value);
    }

    private static void field(ObjectNode field, String name, JsonNode schema, boolean required) {
        String type = ExecutorReference.word(schema);
        boolean words = schema.has("enum");
        boolean flag = type.equals("boolean");
        boolean structure =
                !words && !Set.of("string", "boolean", "integer", "number").contains(type);
        field.put(
                "label",
                name.substring(0, 1).toUpperCase(Locale.ROOT)
                        + name.substring(1).replace('-', ' '));
        String description = ExecutorReference.description(schema);
        String form = structure ? (description.isEmpty() ? "" : " ") + "Write it as JSON." : "";
        if (!(description + form).isEmpty()) {
            field.put("description", description + form);
        }
        field.put("type", words || flag ? "Dropdown" : "String");
        if (words || flag) {
            ArrayNode choices = field.putArray("choices");
            if (!required) {
                choices.addObject().put("name", "as usual").put("value", "");
            }
            (flag ? List.of("true", "false") : ExecutorReference.values(schema))
                    .forEach(word -> choices.addObject().put("name", word).put("value", word));
        }
        if (required) {
            field.putObject("constraints").put("notEmpty", true);
        } else {
            field.put("optional", true);
        }
        input(field, "with-" + name);
    }

    private static void input(ObjectNode property, String name) {
        property.putObject("binding").put("type", "camunda:property").put("name", name);
    }

    private static void property(ObjectNode property, String name) {
        property.putObject("binding").put("type", "property").put("name", name);
    }

    private static void in(ObjectNode property, String target) {
        property.putObject("binding").put("type", "camunda:in").put("target", target);
    }
}
