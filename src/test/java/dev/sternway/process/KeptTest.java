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
import dev.sternway.watch.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            Messages messages = plans.bean(Messages.class);
            await().until(() -> messages.due(LATER, 10).stream()
                    .anyMatch(it ->
                            it.attempt() == 1 && messages.state(it.id()).equals(Optional.of(Outgoing.State.WAITING))));
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
            messages.end(messages.claim(sent, LATER, LATER).orElseThrow(), Outgoing.State.SENT);
            messages.claim(unsure, LATER, Instant.now());
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
            Verdicts verdicts = plans.bean(Verdicts.class);
            Instant first = Instant.parse("2026-01-01T00:00:00Z");
            for (int minute = 0; minute < 600; minute++) {
                Verdict.Outcome outcome = minute == 330
                        ? Verdict.Outcome.FIRED
                        : minute % 100 == 99 ? Verdict.Outcome.NEAR_MISS : Verdict.Outcome.QUIET;
                verdicts.add(
                        guard,
                        new Verdict(
                                "by-itself",
                                first.plusSeconds(60L * minute),
                                "q",
                                OptionalDouble.of(minute),
                                "> 1000",
                                outcome,
                                minute + " is fine"));
            }

            long gone = verdicts.condense(first.plus(Duration.ofMinutes(600)));

            List<Verdict> left = verdicts.recent(guard, "by-itself", 1000);
            assertThat(gone).isEqualTo(600 - left.size()).isGreaterThan(400);
            assertThat(verdicts.condense(first.plus(Duration.ofMinutes(600)))).isZero();
            assertThat(left)
                    .filteredOn(it -> it.outcome() == Verdict.Outcome.NEAR_MISS)
                    .hasSize(6);
            assertThat(left)
                    .filteredOn(it -> it.at().isAfter(first.plusSeconds(60 * 270))
                            && it.at().isBefore(first.plusSeconds(60 * 331)))
                    .as("the hour before it fired")
                    .hasSize(60);
            assertThat(left)
                    .filteredOn(it -> it.at().isAfter(first.plusSeconds(60 * 539)))
                    .hasSize(60);
            assertThat(left.get(0).why())
                    .isEqualTo("59 is fine; one of 60 since 2026-01-01T00:00:00Z, from 0.0 to 59.0");
            verdicts.condense(first.plus(Duration.ofDays(200)));
            assertThat(verdicts.recent(guard, "by-itself", 1000)).isEmpty();
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
                .add(new Outgoing(id, guard, "Tell somebody", "notify/webhook", inputs, false, true, 0, false), LATER);
        return id;
    }
}
