package dev.sternway.cli.tray;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.plan.yaml.PlanMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A task that waits for a person.
 *
 * @param key which task of the diagrams it is
 * @param assignee who has it
 * @param groups who may take it
 * @param facts what its form shows, by name
 */
public record Waiting(
        String id,
        String key,
        String name,
        String due,
        Optional<String> assignee,
        List<String> groups,
        Map<String, String> facts) {
    /** As the engine's REST API writes times. */
    private static final DateTimeFormatter ENGINE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    /** What a person has to see before answering, in this order, with the form's labels. */
    private static final List<String> SHOWN = List.of(
            "planTitle/Plan",
            "environment/Environment",
            "requestedBy/Asked by",
            "reason/What is wrong",
            "stepName/Step",
            "stepState/How it stands",
            "problem/Problem",
            "instruction/Instruction",
            "planSummary/Changes",
            "backupSummary/Backup",
            "rehearsalSummary/Rehearsal",
            "triggerEvidence/Evidence",
            "recommendedLevel/Recommended",
            "recommendationReason/Why",
            "expectedTime/Time",
            "lossStatement/Loss",
            "validationSummary/Checked",
            "salvageSummary/Set aside",
            "overrunText/Situation");

    public Waiting {
        groups = List.copyOf(groups);
        facts = Map.copyOf(facts);
    }

    static Waiting of(JsonNode task, JsonNode variables, JsonNode links) {
        Map<String, String> facts = new TreeMap<>();
        variables
                .properties()
                .forEach(variable -> facts.put(
                        variable.getKey(), variable.getValue().path("value").asText("")));
        List<String> groups = new ArrayList<>();
        links.forEach(link -> Optional.of(link.path("groupId").asText(""))
                .filter(group -> !group.isEmpty() && !group.equals("null"))
                .ifPresent(groups::add));
        return new Waiting(
                task.path("id").asText(),
                task.path("taskDefinitionKey").asText(),
                task.path("name").asText(),
                Optional.of(task.path("due").asText(""))
                        .filter(it -> !it.equals("null"))
                        .orElse(""),
                Optional.of(task.path("assignee").asText("")).filter(it -> !it.isEmpty() && !it.equals("null")),
                groups,
                facts);
    }

    public String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    /** When it is due, of a text as {@link #due} holds it. */
    public static Optional<Instant> dueAt(String due) {
        try {
            return due.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(due, ENGINE).toInstant());
        } catch (DateTimeParseException unknown) {
            return Optional.empty();
        }
    }

    /** What is asked, without whom and until when. */
    public String title() {
        return name + (fact("stepName").isEmpty() ? "" : ": " + fact("stepName"));
    }

    /** Who has it, or who may take it; empty when the server does not say. */
    public String whom() {
        return assignee.map(who -> who + " has it").orElseGet(() -> String.join(" or ", groups));
    }

    public String line() {
        return title() + "   " + fact("runId") + "   task " + id + (whom().isEmpty() ? "" : "   " + whom())
                + (due.isEmpty() ? "" : "   due " + due.replaceFirst("\\..*", ""));
    }

    public List<String> lines() {
        return SHOWN.stream()
                .map(it -> it.split("/", 2))
                .filter(it -> !fact(it[0]).isBlank())
                .map(it -> "  " + it[1] + ": " + fact(it[0]).strip().replace("\n", "\n    "))
                .toList();
    }

    public ObjectNode json() {
        ObjectNode json = PlanMapper.json()
                .createObjectNode()
                .put("id", id)
                .put("task", key)
                .put("name", name)
                .put("run", fact("runId"))
                .put("due", due)
                .put("assignee", assignee.orElse(""));
        ArrayNode who = json.putArray("groups");
        groups.forEach(who::add);
        ObjectNode shown = json.putObject("facts");
        SHOWN.stream()
                .map(it -> it.substring(0, it.indexOf('/')))
                .filter(it -> !fact(it).isEmpty())
                .forEach(it -> shown.put(it, fact(it)));
        return json;
    }
}
