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
import dev.sternway.plan.Target;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slack is a server that takes what its documentation allows, and answers 200 to everything else too. */
class NotifySlackChannelTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MESSAGE = "target: slack\nincident: INC-20261121-1804-AB12\ninvite: [U1, U2]\ntext: ";

    @TempDir
    Path folder;

    private final Set<String> channels = ConcurrentHashMap.newKeySet();
    private final WebServer server = new WebServer(this::answer);
    private final NotifySlackChannel slack = new NotifySlackChannel();
    private TestContext context;

    @BeforeEach
    void open() {
        context = new TestContext(folder)
                .target(
                        "slack",
                        new Target(
                                Target.Type.SERVICE,
                                Optional.of(server.url()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new Target.SecretReference("KEY")),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of()));
        context.secrets.put("KEY", Secret.of("xoxb-1"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theFirstMessageMakesTheChannelAndLaterOnesGoThere() throws Exception {
        assertThat(done(send("We are rolling back."))).containsEntry("channel", "inc-20261121-1804-ab12");
        done(send("It is over."));

        assertThat(server.asked())
                .extracting(Asked::path)
                .containsExactly(
                        "/api/conversations.create",
                        "/api/conversations.invite",
                        "/api/chat.postMessage",
                        "/api/chat.postMessage");
        assertThat(server.asked().get(3).body()).isEqualTo("{\"channel\":\"C1\",\"text\":\"It is over.\"}");
    }

    @Test
    void aChannelThatWasMadeBeforeACrashIsTakenByItsName() throws Exception {
        channels.add("inc-20261121-1804-ab12");

        done(send("We are rolling back."));

        assertThat(server.asked().get(1).body()).contains("\"channel\":\"#inc-20261121-1804-ab12\"");
    }

    @Test
    void saysWhatSlackSaysAndKeepsTheTokenToItself() throws Exception {
        context.secrets.put("KEY", Secret.of("xoxb-2"));

        var problem = failed(send("We are rolling back."), false);

        assertThat(problem.toString())
                .contains("SW-0654", "conversations.create: invalid_auth")
                .doesNotContain("xoxb");
    }

    private Outcome send(String text) throws Exception {
        return slack.run(inputs(slack, MESSAGE + text), context);
    }

    private Answer answer(Asked asked) {
        if (!"Bearer xoxb-1".equals(asked.headers().get("authorization"))) {
            return error("invalid_auth");
        }
        JsonNode body = json(asked.body());
        return switch (asked.path()) {
            case "/api/conversations.create" -> {
                String name = body.path("name").asText();
                yield !name.matches("[a-z0-9_-]{1,80}")
                        ? error("invalid_name_specials")
                        : channels.add(name)
                                ? Answer.of(200, "{\"ok\":true,\"channel\":{\"id\":\"C1\",\"name\":\"" + name + "\"}}")
                                : error("name_taken");
            }
            case "/api/conversations.invite" ->
                body.path("channel").asText().equals("C1")
                                && body.path("users").asText().equals("U1,U2")
                        ? Answer.of(200, "{\"ok\":true}")
                        : error("channel_not_found");
            case "/api/chat.postMessage" ->
                Set.of("C1", "#inc-20261121-1804-ab12")
                                        .contains(body.path("channel").asText())
                                && body.path("text").asText().length() <= 40_000
                        ? Answer.of(200, "{\"ok\":true,\"ts\":\"1\"}")
                        : error("channel_not_found");
            default -> error("unknown_method");
        };
    }

    private static Answer error(String error) {
        return Answer.of(200, "{\"ok\":false,\"error\":\"" + error + "\"}");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
