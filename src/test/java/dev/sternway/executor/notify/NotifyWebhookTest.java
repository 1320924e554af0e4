package dev.sternway.executor.notify;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyWebhookTest {
    private final NotifyWebhook webhook = new NotifyWebhook();
    private final AtomicReference<Answer> answer = new AtomicReference<>(Answer.of(200, "ok"));

    @TempDir
    Path folder;

    private WebServer server;
    private TestContext context;

    @BeforeEach
    void open() {
        server = new WebServer(asked -> answer.get());
        context = new TestContext(folder).target("chat", Targets.service(server.url()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void postsSlacksFormWithTheKeyByWhichARepetitionIsKnown() throws Exception {
        done(post());

        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /engineering");
            assertThat(asked.body()).isEqualTo("{\"text\":\"We are \\\"back\\\".\"}");
            assertThat(asked.headers()).containsEntry("idempotency-key", context.key());
        });
    }

    @Test
    void comesBackLaterWhenItIsAskedTo() throws Exception {
        answer.set(new Answer(429, "", Map.of("Retry-After", "30")));
        assertThat(failed(post(), true).what()).contains("429", "left alone for 30s");

        answer.set(Answer.of(502, "bad gateway"));
        assertThat(failed(post(), true).what()).contains("502 (bad gateway)");
    }

    @Test
    void doesNotInsistWhenItIsTurnedAway() throws Exception {
        answer.set(Answer.of(404, "no_team"));

        assertThat(failed(post(), false).what()).contains("404 (no_team)");
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        server.close();

        assertThat(failed(post(), true).code()).isEqualTo("SW-0530");
    }

    private Outcome post() throws Exception {
        return webhook.run(inputs(webhook, "{target: chat, path: /engineering, text: 'We are \"back\".'}"), context);
    }
}
