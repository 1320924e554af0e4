package dev.sternway.watch.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * CloudEvents 1.0. The event's type is the alert's name; source and subject are its fingerprint, so that the event that
 * resolves an incident finds the one that detected it. CDEvents say with their type which of the two they are.
 */
final class CloudEvents {
    private static final String BINARY = "ce-";
    private static final String DETECTED = "incident.detected";
    private static final String RESOLVED = "incident.resolved";

    private CloudEvents() {}

    static List<Alert> read(Field body, Map<String, String> headers) {
        if (headers.containsKey(BINARY + "specversion")) {
            ObjectNode event = JsonNodeFactory.instance.objectNode();
            headers.forEach((name, value) -> {
                if (name.startsWith(BINARY)) {
                    event.put(name.substring(BINARY.length()), value);
                }
            });
            event.set("data", body.node());
            return List.of(alert(new Field("", event)));
        }
        return body.node().isArray()
                ? body.items().stream().map(CloudEvents::alert).toList()
                : List.of(alert(body));
    }

    private static Alert alert(Field event) {
        String version = event.at("specversion").required();
        if (!version.startsWith("1.")) {
            throw Field.malformed(event.at("specversion").pointer(), "is " + version + ", not 1.0");
        }
        String id = event.at("id").required();
        String source = event.at("source").required();
        String type = event.at("type").required();
        Field data = event.at("data");
        Map<String, String> labels = labels(event, data.node());
        String subject = event.at("subject")
                .text()
                .or(() -> Optional.of(data.node().at("/subject/id").asText("")).filter(it -> !it.isBlank()))
                .orElse(id);
        boolean resolved = type.contains(RESOLVED) || "resolved".equals(labels.get("status"));
        var time = event.at("time").instant();
        return new Alert(
                "cloudevents",
                source + "#" + subject,
                time,
                resolved ? Optional.of(time) : Optional.empty(),
                type.replace(RESOLVED, DETECTED).replaceAll("\\.\\d+\\.\\d+\\.\\d+.*$", ""),
                labels,
                data.node().at("/subject/content/description").asText(labels.getOrDefault("summary", "")));
    }

    /** Data's own scalars and labels, and the event's extension attributes, whose names have no underscore. */
    private static Map<String, String> labels(Field event, JsonNode data) {
        Map<String, String> labels = new TreeMap<>();
        if (data.isObject()) {
            labels.putAll(new Field("/data", data).texts());
            labels.putAll(new Field("/data/customData", data.path("customData")).texts());
            labels.putAll(new Field("/data/labels", data.path("labels")).texts());
        }
        extension(event, "sternwayplan", Alert.PLAN, labels);
        extension(event, "sternwayenvironment", Alert.ENVIRONMENT, labels);
        extension(event, "sternwaytrigger", Alert.TRIGGER, labels);
        extension(event, "sternwaytarget", Alert.TARGET, labels);
        return labels;
    }

    private static void extension(Field event, String attribute, String label, Map<String, String> labels) {
        event.at(attribute).text().ifPresent(value -> labels.put(label, value));
    }
}
