package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.ledger.Chain;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phase;
import dev.sternway.run.Bundles;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.alert.Alerts;
import dev.sternway.run.alert.ReceivedAlert;
import dev.sternway.run.close.Documents;
import dev.sternway.run.lock.Locks;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.step.Receipts;
import dev.sternway.run.tell.Lanes;
import dev.sternway.run.tell.Messages;
import dev.sternway.run.tell.Outgoing;
import dev.sternway.run.tell.Turn;
import dev.sternway.run.underway.Underway;
import dev.sternway.run.watching.Verdicts;
import dev.sternway.testing.Patience;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.StrictServices;
import dev.sternway.testing.WebServer;
import dev.sternway.watch.alert.Alert;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever Sternway keeps, kept in PostgreSQL. */
class StoresOnPostgresTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);

    /** The server itself, which looks for what waits, leaves alone what is due then. */
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    @TempDir
    private static Path folder;

    private static ArmedPlans plans;
    private static String guard;

    @BeforeAll
    static void start() throws Exception {
        plans = new ArmedPlans(
                folder,
                Map.of(
                        "spring.datasource.url",
                        PostgresServer.url(PostgresServer.create()),
                        "spring.datasource.username",
                        "postgres",
                        "spring.datasource.password",
                        PostgresServer.PASSWORD_VALUE.reveal()));
        guard = plans.arm(Optional.empty());
    }

    @AfterAll
    static void stop() {
        plans.close();
    }

    @Test
    void aSessionThatStandsStillIsEndedWhenItKeepsOthersWaitingAndOtherwiseLeftAlone() throws Exception {
        SilentSessions.areEndedWhenTheyKeepOthersWaiting(
                plans.bean(DataSource.class), plans.bean(Guards.class).keepsakes(guard), guard);
    }

    @Test
    void aQuietTriggerLeavesAVerdictAnHour() {
        QuietWeeks.leaveAVerdictAnHourAndEverythingThatLedToAFiring(plans.bean(Verdicts.class), guard);
    }

    /** Each sender is what a node has; the channel takes one message a second and turns away whatever is faster. */
    @Test
    void twoNodesTogetherSendOneMessageASecondThroughAChannelInOrderAndEachOnce() throws Exception {
        Messages messages = plans.bean(Messages.class);
        List<String> taken = new CopyOnWriteArrayList<>();
        List<Integer> answers = new CopyOnWriteArrayList<>();
        StrictServices services = new StrictServices();
        try (WebServer slack = new WebServer(services);
                Lanes one = lanes(messages, slack, taken, answers);
                Lanes other = lanes(messages, slack, taken, answers)) {
            for (int i = 0; i < 5; i++) {
                messages.add(outgoing("slack-" + i, "a channel"), LATER.plusMillis(i));
            }
            await().atMost(Patience.ENOUGH).until(() -> {
                one.wake("a channel");
                other.wake("a channel");
                return taken.size() == 5;
            });
        }

        assertThat(answers).as("none was too fast").containsExactly(200, 200, 200, 200, 200);
        assertThat(taken).containsExactly("slack-0", "slack-1", "slack-2", "slack-3", "slack-4");
        assertThat(messages.state("slack-4")).contains(Outgoing.State.SENT);
    }

    @Test
    void nobodySendsThroughAChannelThatAskedToBeLeftAlone() throws Exception {
        Messages messages = plans.bean(Messages.class);
        messages.add(outgoing("first", "busy"), LATER);
        assertThat(messages.next("busy", LATER, LATER.plusSeconds(60))).isInstanceOf(Turn.Yours.class);
        messages.add(outgoing("second", "busy"), LATER);

        messages.free("busy", Duration.ofHours(1));
        messages.free("busy", Duration.ofSeconds(1));

        var turn = messages.next("busy", LATER, LATER.plusSeconds(60));
        assertThat(turn).isInstanceOf(Turn.Later.class);
        assertThat(((Turn.Later) turn).pause()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @Test
    void ofTwoThatTakeAnAlertOrAnAttemptAtOnceOneIsFaster() {
        Alerts alerts = plans.bean(Alerts.class);
        Alert alert = new Alert("generic", "f", NOW, Optional.empty(), "A", Map.of("a", "b"), "broken");
        ReceivedAlert received = new ReceivedAlert(
                alert,
                Optional.of(guard),
                Optional.of("by-itself"),
                ReceivedAlert.State.WAITING,
                "it is acted on",
                0,
                NOW,
                NOW,
                LATER,
                Optional.empty());
        assertThat(alerts.seen(alert, NOW)).isEmpty();
        assertThat(alerts.add(received)).isTrue();
        assertThat(alerts.add(received)).isFalse();
        assertThat(alerts.seen(alert, NOW).orElseThrow().repeats()).isEqualTo(1);
        assertThat(alerts.firing("A", NOW)).hasSize(1);
        assertThat(alerts.due(LATER, 10)).hasSize(1);
        assertThat(alerts.claim(received, LATER.plusSeconds(60))).isTrue();
        assertThat(alerts.claim(received, LATER.plusSeconds(60))).isFalse();
        Alert over = new Alert("generic", "f", NOW, Optional.of(NOW), "A", Map.of(), "");
        assertThat(alerts.resolve(over)).extracting(ReceivedAlert::state).containsExactly(ReceivedAlert.State.CALMED);
        alerts.replace(received);
        assertThat(alerts.latest(1).get(0).alert().labels()).containsEntry("a", "b");

        Receipts receipts = plans.bean(Receipts.class);
        StepRef ref = new StepRef(guard, Phase.DATA, Activity.ANNOUNCE, 0);
        Receipt receipt = Receipt.started(
                guard, "DATA", "ANNOUNCE", 0, 1, "Say it", "notify/file", "d", "me", NOW, Optional.empty());
        assertThat(receipts.startFirst(receipt)).isTrue();
        assertThat(receipts.startFirst(receipt)).isFalse();
        assertThat(receipts.start(receipt)).isFalse();
        assertThat(receipts.owned(receipt)).isTrue();
        Underway underway = plans.bean(Underway.class);
        String before = receipts.version(guard);
        assertThat(underway.note(receipt, "1/2", "half of it")).isEmpty();
        assertThat(receipts.version(guard)).isNotEqualTo(before);
        assertThat(underway.wantCancelled(receipt, "olga")).isTrue();
        assertThat(underway.wantCancelled(receipt, "dora")).isFalse();
        assertThat(underway.open(guard).get(0).progress()).isEqualTo("1/2");
        assertThat(underway.open(guard).get(0).receipt().output()).isEqualTo("half of it");
        assertThat(receipts.end(receipt.ended(Receipt.State.DONE, NOW, Map.of("a", "b"), "out", Optional.empty())))
                .isTrue();
        assertThat(receipts.end(receipt.unknown(NOW))).isFalse();
        assertThat(receipts.last(ref).orElseThrow().evidence()).containsEntry("a", "b");
        assertThat(receipts.of(guard)).hasSize(1);
    }

    @Test
    void keepsARollbackItsLocksItsDocumentsAndWhatItMustPutBack() {
        Rollbacks rollbacks = plans.bean(Rollbacks.class);
        rollbacks.add(new Rollback(
                "r-1",
                guard,
                "plan-1",
                "test",
                "broken",
                Optional.empty(),
                false,
                "olga",
                Optional.of("key"),
                Rollback.State.DECIDING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW,
                Optional.empty(),
                Optional.empty()));
        rollbacks.decided("r-1", Level.L1, "maria");
        rollbacks.incident("r-1", "INC-1");
        rollbacks.firstAction("r-1", NOW.plusSeconds(1));
        rollbacks.firstAction("r-1", NOW.plusSeconds(2));
        assertThat(rollbacks.tell("r-1", NOW, NOW)).isFalse();
        assertThat(rollbacks.tell("r-1", NOW.plusSeconds(1), NOW.plusSeconds(3)))
                .isTrue();
        rollbacks.state("r-1", Rollback.State.ROLLING_BACK);
        assertThat(rollbacks.in(Rollback.State.ROLLING_BACK)).hasSize(1);
        rollbacks.ended("r-1", Rollback.State.ROLLED_BACK, NOW.plusSeconds(9));
        assertThat(rollbacks.byKey("key").orElseThrow().firstActionAt()).contains(NOW.plusSeconds(1));
        assertThat(rollbacks.latest(1).get(0).level()).contains(Level.L1);

        Locks locks = plans.bean(Locks.class);
        assertThat(locks.take("r-1", "test", Set.of("db", "host"), NOW)).isEmpty();
        assertThat(locks.take("r-2", "test", Set.of("db"), NOW)).contains("r-1");
        assertThat(locks.release("test", "db").orElseThrow().since()).isEqualTo(NOW);
        locks.release("r-1");
        assertThat(locks.held()).isEmpty();

        Documents documents = plans.bean(Documents.class);
        documents.write("r-1", "report.md", "# one");
        documents.write("r-1", "report.md", "# two");
        assertThat(documents.find("r-1", "report.md")).contains("# two");

        Guards guards = plans.bean(Guards.class);
        guards.keepsakes(guard).keep("leases", "a");
        guards.keepsakes(guard).keep("leases", "b");
        assertThat(guards.keeping("leases")).extracting(Guard::id).containsExactly(guard);
        guards.keepsakes(guard).keep("leases", "");
        assertThat(guards.keeping("leases")).isEmpty();
        guards.keepsakes(guard).forget("leases");
        assertThat(guards.keepsakes(guard).find("leases")).isEmpty();
        assertThat(guards.standing("plan-1", "test")).isPresent();
        assertThat(guards.in(Guard.State.ARMED)).isNotEmpty();
        assertThat(guards.environmentsOf("plan-1")).containsExactly("test");

        var run = plans.bean(Runs.class).get(guard);
        assertThat(plans.bean(Bundles.class).register("plan-1", run.bundle(), "maria"))
                .isEqualTo(1);
    }

    @Test
    void keepsTheLedgerAChain() {
        Trail trail = plans.bean(Trail.class);
        for (int i = 0; i < 120; i++) {
            trail.append(guard, "olga", Entry.Kind.MESSAGE_SENT, "said " + i, Map.of("i", String.valueOf(i)));
        }

        assertThat(trail.runs()).contains(guard);
        assertThat(trail.of(guard)).hasSizeGreaterThanOrEqualTo(120);
        assertThat(Chain.verify(trail.of(guard))).isEmpty();
    }

    private static Lanes lanes(Messages messages, WebServer slack, List<String> taken, List<Integer> answers) {
        HttpClient http = HttpClient.newHttpClient();
        Function<Outgoing, Duration> send = message -> {
            try {
                HttpRequest post = HttpRequest.newBuilder(URI.create(slack.url() + "/slack"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"" + message.id() + "\"}"))
                        .build();
                answers.add(
                        http.send(post, HttpResponse.BodyHandlers.discarding()).statusCode());
                taken.add(message.id());
                messages.end(message, Outgoing.State.SENT);
                return Duration.ZERO;
            } catch (java.io.IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        return new Lanes(messages, Clock.offset(Clock.systemUTC(), Duration.ofHours(2)), send);
    }

    private static Outgoing outgoing(String id, String channel) throws Exception {
        JsonNode inputs = new ObjectMapper().readTree("{\"text\": \"t\"}");
        return new Outgoing(id, guard, channel, "Tell somebody", "notify/webhook", inputs, false, true, 0, false);
    }
}
