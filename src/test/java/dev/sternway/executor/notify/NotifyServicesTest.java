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
import dev.sternway.testing.StrictServices;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each service is a server that refuses whatever its documentation does not allow. */
class NotifyServicesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LONG = "x".repeat(40_000);

    private final WebServer server = new WebServer(new StrictServices());

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeEach
    void open() {
        context = new TestContext(folder).target("service", Targets.serviceWithToken(server.url(), "KEY"));
        context.secrets.put("KEY", Secret.of(StrictServices.KEY));
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

        assertThat(body(0).at("/payload/summary").asText()).hasSize(1024).endsWith("… (shortened)");
        assertThat(body(0).at("/payload/custom_details/text").asText()).isEqualTo(LONG);
        assertThat(body(0).path("dedup_key")).isEqualTo(body(1).path("dedup_key"));
        assertThat(body(1).path("event_action").asText()).isEqualTo("resolve");
    }

    @Test
    void opensAndClosesAnAlertOfOpsgenie() throws Exception {
        String alert = "target: service\nincident: INC 1\ntext: ";

        done(send(new NotifyOpsgenie(), alert + LONG));
        done(send(new NotifyOpsgenie(), alert + "over\nclose: true"));

        assertThat(body(0).path("message").asText()).hasSize(130).endsWith("x…");
        assertThat(body(0).path("description").asText()).endsWith("… (shortened)");
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
    void cutsAnEventOfPagerDutyToHalfAMegabyte() throws Exception {
        done(send(new NotifyPagerDuty(), "target: service\nincident: INC-1\ntext: " + "ü".repeat(400_000)));

        assertThat(body(0).at("/payload/custom_details/text").asText())
                .startsWith("üü")
                .endsWith("… (shortened)");
    }

    @Test
    void postsACardToTeamsHoweverManyBytesALetterTakes() throws Exception {
        done(send(new NotifyTeams(), "target: service\npath: /teams\ntext: " + LONG));
        done(send(new NotifyTeams(), "target: service\npath: /teams\ntext: " + "€".repeat(20_000)));
        done(send(new NotifyTeams(), "target: service\npath: /teams\ntext: \"" + "\\u0007\\\"".repeat(9_000) + "\""));

        assertThat(body(0).at("/attachments/0/content/body/0/text").asText()).endsWith("xx… (shortened)");
    }

    @Test
    void postsATextToChatsAndSplitsNoLetterWhereItCutsIt() throws Exception {
        done(send(new NotifyWebhook(), "target: service\npath: /slack\ntext: x" + "😀".repeat(20_000)));

        assertThat(body(0).path("text").asText()).endsWith("😀… (shortened)");
    }

    @Test
    void waitsAsLongAsAServiceAsksToBeLeftAloneInWhicheverHeaderItSaysSo() throws Exception {
        String event = "target: service\nincident: INC-1\ntext: broken";
        for (int i = 0; i < 60; i++) {
            done(send(new NotifyOpsgenie(), event));
            done(send(new NotifyStatuspage(), event + "\npage: p1\ntitle: Sign-up"));
            done(send(new NotifyPagerDuty(), event));
            done(send(new NotifyPagerDuty(), event));
        }

        assertThat(leftAlone(send(new NotifyOpsgenie(), event))).isEqualTo(Duration.ofSeconds(60));
        assertThat(leftAlone(send(new NotifyStatuspage(), event + "\npage: p1\ntitle: Sign-up")))
                .isEqualTo(Duration.ofSeconds(60));
        assertThat(leftAlone(send(new NotifyPagerDuty(), event)))
                .as("it does not say how long")
                .isEqualTo(Duration.ofSeconds(20));
        done(send(new NotifyWebhook(), "target: service\npath: /slack\ntext: t"));
        assertThat(leftAlone(send(new NotifyWebhook(), "target: service\npath: /slack\ntext: t")))
                .isEqualTo(Duration.ofSeconds(1));
    }

    private static Duration leftAlone(Outcome outcome) {
        assertThat(failed(outcome, true).what()).contains("429");
        return ((Outcome.Failed) outcome).after().orElseThrow();
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

        context.target("open", Targets.service(server.url()));
        assertThatThrownBy(() -> send(new NotifyOpsgenie(), "target: open\nincident: i\ntext: t"))
                .hasMessageContaining("SW-0535");
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
