package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.cli.ServerInProcess;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A program on another machine serves the topics that are listed for it, and nothing else. */
class WorkersTest {
    private static final String PASSWORD = "a-long-password";
    private static final String DIAGRAM = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
              <bpmn:process id="labels" isExecutable="true" camunda:historyTimeToLive="P1D">
                <bpmn:startEvent id="start"/>
                <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="print"/>
                <bpmn:serviceTask id="print" camunda:type="external" camunda:topic="print-labels"/>
                <bpmn:sequenceFlow id="f2" sourceRef="print" targetRef="secret"/>
                <bpmn:serviceTask id="secret" camunda:type="external" camunda:topic="not-listed"/>
                <bpmn:sequenceFlow id="f3" sourceRef="secret" targetRef="end"/>
                <bpmn:endEvent id="end"/>
              </bpmn:process>
            </bpmn:definitions>
            """;

    @TempDir
    private static Path folder;

    private static ConfigurableApplicationContext server;
    private static Knocker admin;
    private static Knocker worker;

    @BeforeAll
    static void start() {
        server = ServerInProcess.start(folder, Map.of("sternway.worker-topics", "print-labels, warm-cache"));
        Knocker stranger =
                Knocker.stranger("http://localhost:" + server.getEnvironment().getProperty("local.server.port"));
        admin = stranger.as("admin", "admin");
        done(admin.ask(
                "POST",
                "/api/users",
                "{\"name\": \"robot\", \"password\": \"" + PASSWORD + "\", \"groups\": [\"machine\"]}",
                Map.of()));
        String form = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"labels.bpmn\"\r\n\r\n" + DIAGRAM
                + "\r\n--x--\r\n";
        done(admin.ask(
                "POST",
                "/engine-rest/deployment/create",
                form,
                Map.of("Content-Type", "multipart/form-data; boundary=x")));
        done(admin.ask(
                "POST",
                "/engine-rest/authorization/create",
                "{\"type\": 1, \"permissions\": [\"READ_INSTANCE\", \"UPDATE_INSTANCE\"], \"userId\": \"robot\","
                        + " \"resourceType\": 6, \"resourceId\": \"labels\"}",
                Map.of()));
        HttpResponse<String> token = done(stranger.as("robot", PASSWORD)
                .ask(
                        "POST",
                        "/api/tokens",
                        "{\"name\": \"printer\", \"scopes\": [\"work\"], \"expires\": \"1d\"}",
                        Map.of()));
        worker = stranger.with(Knocker.json(token).path("token").asText());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void servesAListedTopicAndNoOther() {
        done(admin.ask("POST", "/engine-rest/process-definition/key/labels/start", "{}", Map.of()));

        JsonNode fetched = Knocker.json(done(fetch("print-labels")));
        assertThat(fetched).hasSize(1);
        String task = "/engine-rest/external-task/" + fetched.get(0).path("id").asText();
        done(worker.ask("POST", task + "/extendLock", "{\"workerId\": \"w\", \"newDuration\": 60000}", Map.of()));
        done(worker.ask("POST", task + "/complete", "{\"workerId\": \"w\"}", Map.of()));

        refused(fetch("not-listed"), "SW-0940");
        refused(fetch("step"), "SW-0940");
        refused(worker.ask("POST", "/engine-rest/external-task/fetchAndLock", "{", Map.of()), "SW-0940");
        refused(
                worker.ask(
                        "POST",
                        "/engine-rest/engine/default/external-task/fetchAndLock",
                        wanted("warm-cache\", \"lockDuration\": 1}, {\"topicName\": \"step"),
                        Map.of()),
                "SW-0940");
        String other = Knocker.json(admin.get("/engine-rest/external-task?topicName=not-listed"))
                .get(0)
                .path("id")
                .asText();
        for (String end : new String[] {"complete", "failure", "bpmnError", "extendLock"}) {
            refused(
                    worker.ask(
                            "POST",
                            "/engine-rest/external-task/" + other + "/" + end,
                            "{\"workerId\": \"w\"}",
                            Map.of()),
                    "SW-0940");
        }
        assertThat(Knocker.json(admin.get("/engine-rest/external-task/" + other))
                        .path("lockExpirationTime")
                        .isNull())
                .isTrue();
    }

    @Test
    void opensNoOtherDoor() {
        for (String door : new String[] {
            "GET /engine-rest/task",
            "GET /engine-rest/external-task",
            "POST /engine-rest/external-task",
            "POST /engine-rest/external-task/x/unlock",
            "PUT /engine-rest/external-task/x/retries",
            "PUT /engine-rest/external-task/retries",
            "POST /engine-rest/process-definition/key/labels/start",
            "GET /engine-rest/process-instance",
            "GET /api/guards",
            "GET /api/me",
            "POST /api/rollbacks",
            "GET /actuator/prometheus"
        }) {
            String[] parts = door.split(" ");
            refused(worker.ask(parts[0], parts[1], parts[0].equals("GET") ? "" : "{}", Map.of()), "SW-0802");
        }
    }

    @Test
    void sternwaysOwnTopicCannotBeListed() {
        assertThatThrownBy(() -> ServerInProcess.start(
                        folder.resolve("other"), Map.of("sternway.worker-topics", "print-labels,step")))
                .hasStackTraceContaining("SW-0941");
    }

    private static HttpResponse<String> fetch(String topic) {
        return worker.ask("POST", "/engine-rest/external-task/fetchAndLock", wanted(topic), Map.of());
    }

    private static String wanted(String topic) {
        return "{\"workerId\": \"w\", \"maxTasks\": 5, \"topics\": [{\"topicName\": \"" + topic
                + "\", \"lockDuration\": 60000}]}";
    }

    private static HttpResponse<String> done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer;
    }

    private static void refused(HttpResponse<String> answer, String code) {
        assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains(code);
    }
}
