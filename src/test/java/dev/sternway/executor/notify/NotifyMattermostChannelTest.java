package dev.sternway.executor.notify;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.Secret;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mattermost is a server that takes what its API reference describes, and answers with its errors to everything else. */
class NotifyMattermostChannelTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEAM = "t1kq4f5sc7bnjnr7zrmwo3cxhe";
    private static final String PERSON = "u5hq4f5sc7bnjnr7zrmwo3cxhe";
    private static final String CHANNEL = "c9kq4f5sc7bnjnr7zrmwo3cxhe";
    private static final String MESSAGE =
            "target: chat\nteam: " + TEAM + "\nincident: INC-20261121-1804-AB12\ninvite: [" + PERSON + "]\ntext: ";

    @TempDir
    Path folder;

    private final Set<String> channels = ConcurrentHashMap.newKeySet();
    private final WebServer server = new WebServer(this::answer);
    private final NotifyMattermostChannel mattermost = new NotifyMattermostChannel();
    private boolean busy;
    private TestContext context;

    @BeforeEach
    void open() {
        context = new TestContext(folder).target("chat", Targets.serviceWithToken(server.url(), "KEY"));
        context.secrets.put("KEY", Secret.of("b0t"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theFirstMessageMakesTheChannelAndLaterOnesGoThere() throws Exception {
        assertThat(done(send("We are rolling back."))).containsEntry("channel", "inc-20261121-1804-ab12");
        done(send("x".repeat(20_000)));

        assertThat(server.asked())
                .extracting(Asked::path)
                .containsExactly(
                        "/api/v4/channels",
                        "/api/v4/channels/" + CHANNEL + "/members",
                        "/api/v4/posts",
                        "/api/v4/posts");
        assertThat(json(server.asked().get(3).body()).path("message").asText())
                .hasSize(16_383)
                .endsWith("… (shortened)");
    }

    @Test
    void aChannelThatWasMadeBeforeACrashIsTakenByItsName() throws Exception {
        channels.add("inc-20261121-1804-ab12");

        done(send("We are rolling back."));

        assertThat(server.asked())
                .extracting(Asked::path)
                .containsExactly(
                        "/api/v4/channels",
                        "/api/v4/teams/" + TEAM + "/channels/name/inc-20261121-1804-ab12",
                        "/api/v4/posts");
    }

    @Test
    void waitsUntilTheWindowIsOverWhenMattermostHasEnough() throws Exception {
        busy = true;

        Outcome outcome = send("We are rolling back.");

        assertThat(failed(outcome, true).what()).contains("429");
        assertThat(((Outcome.Failed) outcome).after()).contains(Duration.ofSeconds(7));
    }

    @Test
    void saysWhatMattermostSaysAndKeepsTheTokenToItself() throws Exception {
        context.secrets.put("KEY", Secret.of("wr0ng"));

        assertThat(failed(send("We are rolling back."), false).toString())
                .contains("SW-0531", "401", "session_expired")
                .doesNotContain("wr0ng");
    }

    private Outcome send(String text) throws Exception {
        return mattermost.run(inputs(mattermost, MESSAGE + text), context);
    }

    private Answer answer(Asked asked) {
        if (!"Bearer b0t".equals(asked.headers().get("authorization"))) {
            return error(401, "api.context.session_expired.app_error");
        }
        if (busy) {
            return new Answer(429, "limit exceeded", Map.of("X-Ratelimit-Limit", "10", "X-Ratelimit-Reset", "7"));
        }
        String path = asked.path();
        if (path.startsWith("/api/v4/teams/" + TEAM + "/channels/name/")) {
            return channels.contains(path.substring(path.lastIndexOf('/') + 1))
                    ? Answer.of(200, "{\"id\":\"" + CHANNEL + "\"}")
                    : error(404, "app.channel.get_by_name.missing.app_error");
        }
        JsonNode body = json(asked.body());
        return switch (path) {
            case "/api/v4/channels" -> {
                String name = body.path("name").asText();
                boolean valid = name.matches("[a-z0-9][a-z0-9_-]{0,62}[a-z0-9]")
                        && body.path("team_id").asText().equals(TEAM)
                        && body.path("display_name").asText().matches(".{1,64}")
                        && body.path("type").asText().matches("[OP]");
                yield !valid
                        ? error(400, "model.channel.is_valid.2_or_more.app_error")
                        : channels.add(name)
                                ? Answer.of(201, "{\"id\":\"" + CHANNEL + "\"}")
                                : error(400, "store.sql_channel.save_channel.exists.app_error");
            }
            case "/api/v4/channels/" + CHANNEL + "/members" ->
                body.path("user_id").asText().equals(PERSON) ? Answer.of(201, "{}") : error(404, "no user");
            case "/api/v4/posts" ->
                body.path("channel_id").asText().equals(CHANNEL)
                                && body.path("message").asText().length() <= 16_383
                        ? Answer.of(201, "{\"id\":\"p\"}")
                        : error(400, "model.post.is_valid.message_length.app_error");
            default -> error(404, "api.context.404.app_error");
        };
    }

    private static Answer error(int status, String id) {
        return Answer.of(status, "{\"id\":\"" + id + "\",\"status_code\":" + status + "}");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
