package dev.sternway.executor.notify;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.Secret;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Target;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each service is a server that refuses whatever its documentation does not allow. */
class NotifyServicesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LONG = "x".repeat(40_000);

    private final WebServer server = new WebServer(NotifyServicesTest::answer);

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeEach
    void open() {
        context = new TestContext(folder)
                .target(
                        "service",
                        new Target(
                                Target.Type.SERVICE,
                                Optional.of(server.url()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new Target.SecretReference("KEY")),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of()));
        context.secrets.put("KEY", Secret.of("k3y"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void pagesThroughPagerDutyAndResolvesTheSameIncident() throws Exception {
        String event = "target: service\nincident: INC-1\ntext: ";

        assertThat(done(send(new NotifyPagerDuty(), event + LONG))).containsEntry("status", "202");
        done(send(new NotifyPagerDuty(), event + "over\naction: resolve\nseverity: info"));

        assertThat(body(0).path("dedup_key")).isEqualTo(body(1).path("dedup_key"));
        assertThat(body(1).path("event_action").asText()).isEqualTo("resolve");
    }

    @Test
    void opensAndClosesAnAlertOfOpsgenie() throws Exception {
        String alert = "target: service\nincident: INC 1\ntext: ";

        done(send(new NotifyOpsgenie(), alert + LONG));
        done(send(new NotifyOpsgenie(), alert + "over\nclose: true"));

        assertThat(server.asked().get(1).path()).isEqualTo("/v2/alerts/sternway-INC+1/close?identifierType=alias");
    }

    @Test
    void opensAnIncidentOfStatuspageOnceAndUpdatesIt() throws Exception {
        String incident = "target: service\npage: p1\nincident: INC-1\ntitle: Sign-up does not work\ntext: ";

        assertThat(done(send(new NotifyStatuspage(), incident + LONG))).containsEntry("incident", "i1");
        done(send(new NotifyStatuspage(), incident + "back\nstatus: resolved"));

        assertThat(server.asked())
                .extracting(asked -> asked.method() + " " + asked.path())
                .containsExactly("POST /v1/pages/p1/incidents", "PATCH /v1/pages/p1/incidents/i1");
        assertThat(body(1).at("/incident/status").asText()).isEqualTo("resolved");
    }

    @Test
    void postsACardToTeamsAndATextToChats() throws Exception {
        done(send(new NotifyTeams(), "target: service\npath: /teams\ntext: " + LONG));
        done(send(new NotifyWebhook(), "target: service\npath: /slack\ntext: " + LONG + LONG));
    }

    @Test
    void addsToAFileOfTheRollbackAndToNoOther() throws Exception {
        done(send(new NotifyFile(), "file: talking-points.txt\ntext: We are restoring the service."));
        done(send(new NotifyFile(), "file: talking-points.txt\ntext: The service is back."));

        assertThat(Files.readString(context.workspace().resolve("talking-points.txt")))
                .containsSubsequence("We are restoring", "The service is back.");
    }

    @Test
    void saysThatAKeyIsMissingAndKeepsAKeyToItself() throws Exception {
        context.secrets.put("KEY", Secret.of("wr0ng"));
        var refused = failed(send(new NotifyPagerDuty(), "target: service\nincident: i\ntext: t"), false);
        assertThat(refused.code()).isEqualTo("SW-0531");
        assertThat(refused.toString()).doesNotContain("wr0ng");

        context.target("open", dev.sternway.testing.Targets.service(server.url()));
        assertThatThrownBy(() -> send(new NotifyOpsgenie(), "target: open\nincident: i\ntext: t"))
                .hasMessageContaining("SW-0535");
    }

    private static Answer answer(Asked asked) {
        JsonNode body = json(asked.body());
        String path = asked.path();
        if (path.equals("/v2/enqueue")) {
            boolean fits = body.path("routing_key").asText().equals("k3y")
                    && Set.of("trigger", "acknowledge", "resolve")
                            .contains(body.path("event_action").asText())
                    && within(body.path("dedup_key"), 255)
                    && within(body.at("/payload/summary"), 1024)
                    && within(body.at("/payload/source"), 255)
                    && Set.of("critical", "error", "warning", "info")
                            .contains(body.at("/payload/severity").asText());
            return fits ? Answer.of(202, "{\"status\":\"success\"}") : Answer.of(400, "{\"status\":\"invalid event\"}");
        }
        if (path.startsWith("/v2/alerts")) {
            boolean close = path.contains("/close");
            boolean fits = "GenieKey k3y".equals(asked.headers().get("authorization"))
                    && (close
                            || within(body.path("message"), 130)
                                    && within(body.path("alias"), 512)
                                    && within(body.path("description"), 15_000)
                                    && body.path("priority").asText().matches("P[1-5]"));
            return Answer.of(fits ? 202 : 422, "{}");
        }
        if (path.startsWith("/v1/pages/p1/incidents")) {
            JsonNode incident = body.path("incident");
            boolean fits = "OAuth k3y".equals(asked.headers().get("authorization"))
                    && within(incident.path("body"), 25_000)
                    && (asked.method().equals("PATCH") || within(incident.path("name"), 255));
            return Answer.of(fits ? 201 : 422, "{\"id\":\"i1\"}");
        }
        if (path.equals("/teams")) {
            boolean fits = asked.body().getBytes(StandardCharsets.UTF_8).length < 28 * 1024
                    && body.at("/attachments/0/contentType").asText().equals("application/vnd.microsoft.card.adaptive")
                    && body.at("/attachments/0/content/type").asText().equals("AdaptiveCard");
            return Answer.of(fits ? 202 : 413, "");
        }
        return path.equals("/slack") && within(body.path("text"), 40_000)
                ? Answer.of(200, "ok")
                : Answer.of(400, "no_text");
    }

    private static boolean within(JsonNode text, int longest) {
        return text.isTextual() && !text.asText().isEmpty() && text.asText().length() <= longest;
    }

    private JsonNode body(int index) {
        return json(server.asked().get(index).body());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private <I extends Record> Outcome send(Executor<I> executor, String with) throws Exception {
        return executor.run(inputs(executor, with), context);
    }
}
