package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.ledger.Entry;
import dev.sternway.plan.Plan.Message;
import dev.sternway.run.Runs;
import dev.sternway.run.step.SendMessage;
import dev.sternway.run.tell.Messages;
import dev.sternway.run.tell.Outgoing;
import dev.sternway.run.watching.Verdicts;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a server keeps: messages over a restart and a crash, verdicts without filling the disk. */
class KeptTest {
    private static final Answer BUSY = new Answer(429, "slow down", Map.of("Retry-After", "4"));

    /** In whole seconds, as every database keeps them. */
    private static final Instant LATER =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3600);

    @TempDir
    private static Path folder;

    private final AtomicReference<Answer> answer = new AtomicReference<>(Answer.of(200, "ok"));
    private final List<Instant> when = new CopyOnWriteArrayList<>();
    private final WebServer chat = new WebServer(asked -> {
        when.add(Instant.now());
        return answer.get();
    });

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void whatWaitsIsSentOnceAfterARestartAndNotBeforeTheServiceAskedForIt() throws Exception {
        answer.set(BUSY);
        String guard;
        try (ArmedPlans plans = new ArmedPlans(folder)) {
            guard = armed(plans);
            send(plans, guard, "The release is broken");
            await().until(() -> chat.asked().size() == 1);
            await().until(() -> plans.bean(JdbcClient.class)
                            .sql("select count(*) from sternway.message where attempt = 1 and state = 'WAITING'")
                            .query(Long.class)
                            .single()
                    == 1);
        }
        answer.set(Answer.of(200, "ok"));
        try (ArmedPlans plans = new ArmedPlans(folder)) {
            await().untilAsserted(() ->
                    assertThat(plans.ledger(guard, Entry.Kind.MESSAGE_SENT)).hasSize(1));
            assertThat(when).hasSize(2);
            assertThat(Duration.between(when.get(0), when.get(1))).isGreaterThanOrEqualTo(Duration.ofMillis(3900));
            assertThat(chat.asked())
                    .extracting(WebServer.Asked::body)
                    .containsOnly("{\"text\":\"The release is broken\"}");
            assertThat(chat.asked())
                    .extracting(it -> it.headers().get("idempotency-key"))
                    .as("both tries are the same message")
                    .containsOnly(chat.asked().get(0).headers().get("idempotency-key"));

            String unsure = waiting(plans, guard, "We are rolling back");
            String sent = waiting(plans, guard, "This arrived");
            Messages messages = plans.bean(Messages.class);
            change(plans, sent, "state = 'SENT', due_at = current_timestamp");
            change(plans, unsure, "state = 'SENDING', attempt = 1, due_at = current_timestamp");
            await().untilAsserted(() -> assertThat(messages.state(unsure)).contains(Outgoing.State.SENT));
            assertThat(chat.asked())
                    .extracting(WebServer.Asked::body)
                    .contains("{\"text\":\"We are rolling back (Sent again: it may have arrived before.)\"}")
                    .noneMatch(body -> body.contains("This arrived"));
        }
    }

    @Test
    void aTriggerThatIsQuietForWeeksLeavesAVerdictAnHourAndEverythingThatLedToAFiring() throws Exception {
        try (ArmedPlans plans = new ArmedPlans(folder.resolve("verdicts"))) {
            String guard = armed(plans);

            QuietWeeks.leaveAVerdictAnHourAndEverythingThatLedToAFiring(plans.bean(Verdicts.class), guard);
        }
    }

    private String armed(ArmedPlans plans) throws Exception {
        return plans.arm(
                Optional.empty(),
                "  PLAN-host:",
                "  PLAN-chat: {type: service, url: \"" + chat.url() + "\"}\n  PLAN-host:",
                "\ntriggers:",
                "\ncommunication:\n  channels: [{id: chat, uses: notify/webhook, with: {target: PLAN-chat}}]\ntriggers:");
    }

    private static void change(ArmedPlans plans, String message, String how) {
        plans.bean(JdbcClient.class)
                .sql("update sternway.message set " + how + " where id = ?")
                .param(message)
                .update();
    }

    private static void send(ArmedPlans plans, String guard, String text) {
        plans.bean(SendMessage.class)
                .later(plans.bean(Runs.class).get(guard), List.of(new Message("chat", Optional.empty(), text)));
    }

    /** As a node leaves it behind that went away between writing it down and sending it. */
    private static String waiting(ArmedPlans plans, String guard, String text) throws Exception {
        var inputs = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree("{\"target\": \"plan-1-chat\", \"text\": \"" + text + "\"}");
        String id = "test/" + text;
        plans.bean(Messages.class)
                .add(
                        new Outgoing(
                                id, guard, "chat", "Tell somebody", "notify/webhook", inputs, false, true, 0, false),
                        LATER);
        return id;
    }
}
