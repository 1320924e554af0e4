package dev.sternway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.demo.stage.DemoFailure;
import dev.sternway.demo.stage.SternwayServer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The people in front of Tasklist: finds what waits for a person and answers as one who may. */
public final class Desk {
    private static final Map<String, Object> ABORT =
            Map.of("stepChoice", "ABORT", "skipReason", "the demo promised that no step fails");
    /** People by group; everybody's password is the name. */
    static final Map<String, List<String>> PEOPLE = new LinkedHashMap<>();

    static {
        PEOPLE.put("deploy-lead", List.of("maria"));
        PEOPLE.put("dba", List.of("ivan"));
        PEOPLE.put("leadership", List.of("cto"));
        PEOPLE.put("ops", List.of("olga"));
        PEOPLE.put("devops-lead", List.of("dora"));
        PEOPLE.put("backend", List.of("bela"));
        PEOPLE.put("front-end", List.of("finn"));
        PEOPLE.put("product", List.of("pia"));
        PEOPLE.put("support", List.of("sam"));
    }

    private final SternwayServer server;
    private final Narrator narrator;
    private final boolean interactive;
    private final boolean abortOnFailure;
    private final Set<String> answered = new HashSet<>();
    private final Set<String> reviewers = new HashSet<>();
    private Optional<String> failedStep = Optional.empty();
    private final Function<JsonNode, Map<String, Object>> choice;

    Desk(SternwayServer server, Narrator narrator, boolean interactive, boolean abortOnFailure) {
        this(server, narrator, interactive, abortOnFailure, variables -> ABORT);
    }

    private Desk(
            SternwayServer server,
            Narrator narrator,
            boolean interactive,
            boolean abortOnFailure,
            Function<JsonNode, Map<String, Object>> choice) {
        this.choice = choice;
        this.server = server;
        this.narrator = narrator;
        this.interactive = interactive;
        this.abortOnFailure = abortOnFailure;
    }

    /** People who say nothing, and choose as told when a step has failed. @param choice variables of the task to its answer */
    public static Desk choosing(SternwayServer server, Function<JsonNode, Map<String, Object>> choice) {
        Narrator nobody = new Narrator(new PrintStream(OutputStream.nullOutputStream()), false);
        return new Desk(server, nobody, false, true, choice);
    }

    /** Creates the people and their groups. */
    public void employ() throws InterruptedException {
        for (Map.Entry<String, List<String>> group : PEOPLE.entrySet()) {
            if (server.get(SternwayServer.ADMIN, "/engine-rest/group/" + group.getKey())
                    .filter(answer -> answer.status() == 200)
                    .isEmpty()) {
                server.send(
                        SternwayServer.ADMIN,
                        "POST",
                        "/engine-rest/group/create",
                        Map.of("id", group.getKey(), "name", group.getKey(), "type", "WORKFLOW"));
            }
            for (String person : group.getValue()) {
                server.send(
                        SternwayServer.ADMIN,
                        "POST",
                        "/engine-rest/user/create",
                        Map.of(
                                "profile",
                                        Map.of(
                                                "id",
                                                person,
                                                "firstName",
                                                Character.toUpperCase(person.charAt(0)) + person.substring(1),
                                                "lastName",
                                                "(" + group.getKey() + ")",
                                                "email",
                                                person + "@todo.example"),
                                "credentials", Map.of("password", person)));
                server.send(
                        SternwayServer.ADMIN,
                        "PUT",
                        "/engine-rest/group/" + group.getKey() + "/members/" + person,
                        Map.of());
            }
        }
    }

    /** Answers whatever waits now, but for what remains to be done in the days after. */
    public void attend() throws InterruptedException {
        for (JsonNode task : server.read(SternwayServer.ADMIN, "/engine-rest/task")) {
            String id = task.path("id").asText();
            String key = task.path("taskDefinitionKey").asText();
            if (!answered.contains(id) && !key.equals("do-follow-up")) {
                answer(id, key, task.path("name").asText());
            }
        }
    }

    /** The step that was given up, and its problem. */
    Optional<String> failedStep() {
        return failedStep;
    }

    private void answer(String id, String key, String name) throws InterruptedException {
        String person = personFor(id, key);
        JsonNode variables =
                server.read(SternwayServer.ADMIN, "/engine-rest/task/" + id + "/variables?deserializeValues=false");
        boolean failed = key.equals("choose-how-to-go-on");
        if (failed) {
            failedStep =
                    Optional.of("step '" + text(variables, "stepName") + "' failed: " + text(variables, "problem"));
        }
        answered.add(id);
        if (interactive || failed && !abortOnFailure) {
            narrator.say("Waits for " + person + " in Tasklist: " + name + "   (log in as " + person + " / " + person
                    + " at " + server.url() + "/operaton/app/tasklist/)");
            return;
        }
        Map<String, Object> values = failed ? choice.apply(variables) : values(key, variables);
        server.send(person, "POST", "/engine-rest/task/" + id + "/claim", Map.of("userId", person));
        server.send(person, "POST", "/engine-rest/task/" + id + "/complete", Map.of("variables", typed(values)));
        narrator.say(person + ": " + name + " → " + spoken(values));
    }

    private static Map<String, Object> values(String key, JsonNode variables) {
        return switch (key) {
            case "review-plan" -> Map.of("accepted", true, "note", "Read on the demo's behalf");
            case "approve-arming" -> Map.of("approved", true, "note", "Rehearsal and backup look right");
            case "decide-what-to-do" ->
                Map.of("level", text(variables, "recommendedLevel"), "decisionNote", "As recommended");
            case "approve-restore" -> Map.of("approved", true, "approvalNote", "Approved");
            case "do-it-by-hand" -> Map.of("manualOutcome", "DONE", "manualNote", "Done");
            case "handle-overrun" -> Map.of("overrunNote", "Seen");
            case "confirm-rollback" -> Map.of("confirmed", true, "confirmNote", "Version 1 serves again");
            case "decide-salvage" ->
                Map.of("salvageChoice", text(variables, "level").equals("L3") ? "REPLAY" : "KEEP");
            default -> throw new DemoFailure("nobody in the demo knows the task '" + key + "'");
        };
    }

    /** The first who may, but for an approval rather one who has not reviewed the same plan. */
    private String personFor(String task, String key) throws InterruptedException {
        List<String> able = new ArrayList<>();
        for (JsonNode link : server.read(SternwayServer.ADMIN, "/engine-rest/task/" + task + "/identity-links")) {
            if (link.path("userId").isTextual()) {
                able.add(link.path("userId").asText());
            }
            able.addAll(PEOPLE.getOrDefault(link.path("groupId").asText(), List.of()));
        }
        String person = able.stream()
                .filter(one -> !key.startsWith("approve") || !reviewers.contains(one))
                .findFirst()
                .or(() -> able.stream().findFirst())
                .orElse(SternwayServer.ADMIN);
        if (key.equals("review-plan")) {
            reviewers.add(person);
        }
        return person;
    }

    private static String text(JsonNode variables, String name) {
        return variables.path(name).path("value").asText("");
    }

    private static String spoken(Map<String, Object> values) {
        return values.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().toLowerCase(java.util.Locale.ROOT).contains("note"))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .reduce((a, b) -> a + ", " + b)
                .orElse("seen");
    }

    private static Map<String, Object> typed(Map<String, Object> values) {
        Map<String, Object> typed = new LinkedHashMap<>();
        values.forEach((name, value) ->
                typed.put(name, Map.of("value", value, "type", value instanceof Boolean ? "Boolean" : "String")));
        return typed;
    }
}
