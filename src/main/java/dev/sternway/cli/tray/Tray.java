package dev.sternway.cli.tray;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.ProblemException;
import dev.sternway.cli.Server;
import dev.sternway.plan.yaml.PlanMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What waits for people on a server, as far as the caller may see it. */
public record Tray(Server server) {
    private static final String DOOR = "/engine-rest/task";
    private static final int MOST = 100;

    /** @param run only of this rollback or guard */
    public List<Waiting> all(Optional<String> run) {
        String of =
                run.map(id -> "&processVariables=runId_eq_" + Server.part(id)).orElse("");
        List<Waiting> all = new ArrayList<>();
        for (JsonNode task : server.get(DOOR + "?sortBy=created&sortOrder=asc&maxResults=" + MOST + of)) {
            all.add(read(task));
        }
        return all;
    }

    /** As {@link #all}, for machines. */
    public ArrayNode json(Optional<String> run) {
        ArrayNode list = PlanMapper.json().createArrayNode();
        all(run).forEach(task -> list.add(task.json()));
        return list;
    }

    /**
     * @param id of a rollback, a guard or a task
     * @param keys tasks that fit the verb
     * @param step name of the step, where several wait
     * @throws ProblemException SW-0905 when nothing like that waits, SW-0906 when several do
     */
    public Waiting one(String id, Collection<String> keys, Optional<String> step) {
        List<Waiting> found = named(id).stream()
                .filter(it -> keys.contains(it.key()))
                .filter(it ->
                        step.filter(name -> !name.equals(it.fact("stepName"))).isEmpty())
                .toList();
        if (found.isEmpty()) {
            throw ProblemException.of(
                    "SW-0905",
                    "Nothing of the kind waits for you in " + id
                            + step.map(name -> " at the step " + name).orElse(""),
                    id,
                    "sternway tasks shows what does");
        }
        if (found.size() > 1) {
            throw ProblemException.of(
                    "SW-0906",
                    "Several tasks wait in " + id + ": "
                            + found.stream().map(Waiting::line).toList(),
                    id,
                    "Name the task's id, or the step with --step");
        }
        return found.get(0);
    }

    private List<Waiting> named(String id) {
        if (id.startsWith("rollback-") || id.startsWith("guard-")) {
            return all(Optional.of(id));
        }
        List<Waiting> one = new ArrayList<>();
        for (JsonNode task : server.get(DOOR + "?taskId=" + Server.part(id))) {
            one.add(read(task));
        }
        return one;
    }

    private Waiting read(JsonNode task) {
        String door = DOOR + "/" + Server.part(task.path("id").asText());
        return Waiting.of(
                task,
                server.get(door + "/variables?deserializeValues=false"),
                server.get(door + "/identity-links?type=candidate"));
    }

    /** @param values of the form, texts and flags */
    public void complete(Waiting task, Map<String, Object> values) {
        ObjectNode body = PlanMapper.json().createObjectNode();
        ObjectNode variables = body.putObject("variables");
        values.forEach((name, value) -> {
            ObjectNode one = variables.putObject(name);
            if (value instanceof Boolean flag) {
                one.put("value", flag).put("type", "Boolean");
            } else {
                one.put("value", String.valueOf(value)).put("type", "String");
            }
        });
        server.change("POST", DOOR + "/" + Server.part(task.id()) + "/complete", body.toString());
    }
}
