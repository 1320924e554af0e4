package dev.sternway.executor.traffic;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.http.HttpCall;
import dev.sternway.testing.HaproxyServer;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficHaproxyTest {
    private static final String TO_BLUE = """
            target: haproxy
            backend: app
            servers: {blue: {state: ready, weight: 50}, green: {state: drain}}
            up-within: 10s
            settled: 1s
            drained-within: 10s
            serves: {target: shop, path: /, expect: {text: blue}}
            """;

    private final TrafficHaproxy traffic = new TrafficHaproxy();
    private final CountDownLatch held = new CountDownLatch(1);

    @TempDir
    Path folder;

    private WebServer blue;
    private WebServer green;
    private HaproxyServer haproxy;
    private TestContext context;

    @BeforeEach
    void open() {
        blue = new WebServer(asked -> Answer.of(200, "blue"));
        green = new WebServer(asked -> {
            if (asked.path().equals("/slow")) {
                await(held);
            }
            return Answer.of(200, "green");
        });
        haproxy = new HaproxyServer(folder, blue.url(), green.url());
        context = new TestContext(folder)
                .target("shop", Targets.service(haproxy.url()))
                .target("haproxy", Targets.service(haproxy.adminSocket()))
                .target("reader", Targets.service(haproxy.userSocket()));
    }

    @AfterEach
    void close() {
        held.countDown();
        haproxy.close();
        blue.close();
        green.close();
    }

    @Test
    void takesTheTrafficFromTheOldServerWhenTheNewOneRunsAndGivesItBack() throws Exception {
        var toBlue = inputs(traffic, TO_BLUE);
        assertThat(done(traffic.ready(toBlue, context)).get("kept"))
                .isEqualTo("{blue=maint weight 100, green=ready weight 100}");
        assertThat(color()).isEqualTo("green");
        assertThat(traffic.probe(toBlue, context)).isInstanceOf(Probe.Needed.class);

        done(traffic.run(toBlue, context));

        assertThat(color()).isEqualTo("blue");
        assertThat(done(traffic.verify(toBlue, context)).get("servers"))
                .isEqualTo("{blue=ready weight 50, green=drain weight 100}");
        assertThat(traffic.probe(toBlue, context)).isInstanceOf(Probe.Already.class);

        var armed = inputs(traffic, "{target: haproxy, backend: app, armed: true, up-within: 10s, settled: 500ms}");
        done(traffic.run(armed, context.withKey("key-2")));
        assertThat(color()).isEqualTo("green");
        assertThat(traffic.probe(armed, context)).isInstanceOf(Probe.Already.class);

        done(traffic.undo(armed, context.withKey("key-2")));
        assertThat(color()).isEqualTo("blue");
    }

    @Test
    void leavesTheTrafficWhereItIsWhileTheOldVersionIsAway() throws Exception {
        blue.close();

        var problem =
                failed(traffic.run(inputs(traffic, TO_BLUE.replace("up-within: 10s", "up-within: 3s")), context), true);

        assertThat(problem.code()).isEqualTo("SW-1135");
        assertThat(problem.what()).contains("blue");
        assertThat(color()).isEqualTo("green");
        assertThat(done(traffic.ready(inputs(traffic, TO_BLUE), context)).get("kept"))
                .isEqualTo("{blue=maint weight 100, green=ready weight 100}");
    }

    @Test
    void waitsUntilTheOldServerHasNoSessionAnyMore() throws Exception {
        CompletableFuture<String> slow = slowRequest();
        var hasty = inputs(traffic, TO_BLUE.replace("drained-within: 10s", "drained-within: 300ms"));

        assertThat(failed(traffic.run(hasty, context), true).what()).contains("green", "1 sessions");
        held.countDown();
        assertThat(slow.get()).isEqualTo("green");
        done(traffic.run(hasty, context));

        assertThat(color()).isEqualTo("blue");
        done(traffic.undo(hasty, context));
        assertThat(color()).isEqualTo("green");
    }

    @Test
    void setsTheServersBackWhenItIsCancelledInTheMiddle() throws Exception {
        CompletableFuture<String> slow = slowRequest();
        var work = context.underway(1);
        context.beforeEffect(() -> {
            if (context.output.stream().noneMatch("draining"::equals) && draining()) {
                context.output.add("draining");
                work.cancel();
            }
        });

        assertThatThrownBy(() -> traffic.run(inputs(traffic, TO_BLUE), context))
                .isInstanceOf(StepContext.Cancelled.class);

        held.countDown();
        assertThat(slow.get()).isEqualTo("green");
        assertThat(color()).isEqualTo("green");
    }

    @Test
    void goesOnAfterAnAttemptThatWasKilledWhenTheNewOneWasUp() throws Exception {
        var toBlue = inputs(traffic, TO_BLUE);
        killedOnceBlueTakesTraffic(toBlue);
        assertThat(traffic.probe(toBlue, context)).isInstanceOf(Probe.Needed.class);

        done(traffic.run(toBlue, context));

        assertThat(color()).isEqualTo("blue");
        done(traffic.undo(toBlue, context));
        assertThat(done(traffic.ready(toBlue, context)).get("kept"))
                .isEqualTo("{blue=maint weight 100, green=ready weight 100}");
    }

    @Test
    void doesNotBelieveThatAServerIsUpBecauseAKilledAttemptSaidSo() throws Exception {
        blue.close();
        var toBlue = inputs(traffic, TO_BLUE.replace("up-within: 10s", "up-within: 3s"));
        killedOnceBlueTakesTraffic(toBlue);

        assertThat(failed(traffic.run(toBlue, context), true).code()).isEqualTo("SW-1135");

        assertThat(color()).isEqualTo("green");
        assertThat(done(traffic.ready(toBlue, context)).get("kept"))
                .isEqualTo("{blue=maint weight 100, green=ready weight 100}");
    }

    @Test
    void saysAtArmingWhatTheSocketMayNotAndWhatIsNotThere() {
        assertThatThrownBy(() -> traffic.ready(inputs(traffic, TO_BLUE.replace("haproxy", "reader")), context))
                .hasMessageContaining("SW-1140")
                .hasMessageContaining("user");
        assertThatThrownBy(() -> traffic.ready(inputs(traffic, TO_BLUE.replace("blue:", "violet:")), context))
                .hasMessageContaining("SW-1141")
                .hasMessageContaining("violet");
        assertThatThrownBy(
                        () -> traffic.ready(inputs(traffic, TO_BLUE.replace("backend: app", "backend: ap")), context))
                .hasMessageContaining("SW-1141");
        assertThatThrownBy(() -> traffic.run(inputs(traffic, "{target: haproxy, backend: app, armed: true}"), context))
                .hasMessageContaining("SW-1136");
    }

    @Test
    void cannotTellWhileHaproxyIsAway() throws Exception {
        haproxy.close();

        assertThat(traffic.probe(inputs(traffic, TO_BLUE), context)).isInstanceOf(Probe.Unknown.class);
        var problem = failed(outcome(() -> traffic.run(inputs(traffic, TO_BLUE), context)), true);
        assertThat(problem.code()).isEqualTo("SW-0350");
        assertThat(problem.what()).contains(haproxy.adminSocket(), "does not answer");
        assertThatThrownBy(() -> traffic.probe(inputs(traffic, TO_BLUE.replace("haproxy", "shop")), context))
                .hasMessageContaining("SW-1138");
    }

    private void killedOnceBlueTakesTraffic(TrafficHaproxy.Inputs toBlue) {
        context.beforeEffect(() -> {
            if (state("blue") == HaproxyServers.State.READY) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> traffic.run(toBlue, context)).hasMessage("killed");
        context.beforeEffect(() -> {});
    }

    private boolean draining() {
        return state("green") == HaproxyServers.State.DRAIN;
    }

    private HaproxyServers.State state(String server) {
        try {
            return new HaproxyServers(HaproxyConsole.of(context.withKey("look"), "haproxy"), "app")
                    .settings()
                    .get(server)
                    .state();
        } catch (Outcome.Thrown e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<String> slowRequest() {
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> ask("/slow"));
        Awaitility.await()
                .until(() ->
                        green.asked().stream().anyMatch(asked -> asked.path().equals("/slow")));
        return slow;
    }

    private String color() {
        return ask("/");
    }

    private String ask(String path) {
        try {
            return HttpCall.get("shop", path, Duration.ofSeconds(30))
                    .send(context)
                    .body();
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
