package dev.sternway.executor.springcloud;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sternway.base.Secret;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.QuietPort;
import dev.sternway.testing.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances that run with 800000, a number longer than any port, and a configuration server that has 50 again. */
class SpringCloudRefreshTest {
    private static final String BOTH = "{targets: [shop-1, shop-2], env: {shop.limit: '50'}, within: 2s}";
    private static final String BUS =
            "{targets: [shop-1, shop-2], bus: true, shows: {path: /actuator/info, json: {/shop/limit: 50}}, within: 60s}";

    private final SpringCloudRefresh refresh = new SpringCloudRefresh();
    private final AtomicReference<String> source = new AtomicReference<>("800000");
    private final ActuatorInstance one = new ActuatorInstance(source);
    private final ActuatorInstance two = new ActuatorInstance(source);

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeEach
    void open() {
        context = new TestContext(folder)
                .target("shop-1", Targets.serviceWithToken(one.server.url(), "ACTUATOR"))
                .target("shop-2", Targets.serviceWithToken(two.server.url(), "ACTUATOR"));
        context.secrets.put("ACTUATOR", Secret.of(ActuatorInstance.TOKEN));
        source.set("50");
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Test
    void refreshesEveryInstanceAndWaitsUntilEachShowsIt() throws Exception {
        done(refresh.ready(with(BOTH), context));
        assertThat(one.refreshes() + two.refreshes())
                .as("arming changes nothing")
                .isZero();
        assertThat(refresh.probe(with(BOTH), context)).isInstanceOf(Probe.Needed.class);

        assertThat(done(refresh.run(with(BOTH), context)))
                .containsEntry("shop-1", "1 properties changed")
                .containsEntry("shop-2", "1 properties changed");

        done(refresh.verify(with(BOTH), context));
        two.value = "800000";
        assertThat(failed(refresh.verify(with(BOTH), context), true).what())
                .contains("shop-2 has another value of shop.limit")
                .doesNotContain("shop-1", "800000");
        assertThat(context.output.toString()).doesNotContain("800000", ActuatorInstance.TOKEN);
    }

    @Test
    void tellsTheFirstInstanceAloneOverTheBus() throws Exception {
        one.bus = () -> {
            one.take();
            CompletableFuture.runAsync(two::take, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
        };
        done(refresh.ready(with(BUS), context));

        assertThat(done(refresh.run(with(BUS), context))).containsOnlyKeys("shop-1");

        done(refresh.verify(with(BUS), context));
        assertThat(two.refreshes()).isZero();
    }

    @Test
    void leavesInstancesAloneThatShowItAlready() throws Exception {
        one.take();
        two.take();

        assertThat(refresh.probe(with(BOTH), context)).isInstanceOf(Probe.Already.class);
        assertThat(refresh.probe(with(BUS), context)).isInstanceOf(Probe.Already.class);
        assertThat(one.refreshes()).isZero();
    }

    @Test
    void saysWhichInstanceIsAwayAndRefreshesTheOthers() throws Exception {
        String away = "http://localhost:" + QuietPort.free();
        context.target("shop-1", Targets.serviceWithToken(away, "ACTUATOR"));
        assertThat(failed(outcome(() -> refresh.ready(with(BOTH), context)), true)
                        .code())
                .isEqualTo("SW-0345");
        assertThat(refresh.probe(with(BOTH), context)).isInstanceOf(Probe.Unknown.class);

        var problem = failed(outcome(() -> refresh.run(with(BOTH), context)), true);

        assertThat(problem.what()).contains("POST " + away + "/actuator/refresh got no answer");
        assertThat(problem.where()).isEqualTo("shop-1");
        assertThat(two.value).isEqualTo("50");
        assertThat(failed(outcome(() -> refresh.verify(with(BOTH), context)), true)
                        .what())
                .contains(away)
                .doesNotContain("shop-2");
    }

    @Test
    void goesOnAfterAnAttemptThatReachedOnlySomeInstances() throws Exception {
        two.refreshStatus = 500;
        assertThat(failed(outcome(() -> refresh.run(with(BOTH), context)), true).what())
                .contains(two.server.url(), "answers 500: no config server")
                .doesNotContain(one.server.url());
        assertThat(refresh.probe(with(BOTH), context)).isInstanceOf(Probe.Needed.class);

        two.refreshStatus = 200;
        done(refresh.run(with(BOTH), context));
        done(refresh.verify(with(BOTH), context));
    }

    @Test
    void saysWhoIsNotLetInAndWhatIsNotShown() throws Exception {
        two.links = "\"env\": {\"href\": \"x\"}";
        assertThat(refused(outcome(() -> refresh.ready(with(BOTH), context))).what())
                .contains(two.server.url(), "lists no refresh");
        two.links = one.links;
        two.shown = "******";
        assertThat(refused(outcome(() -> refresh.ready(with(BOTH), context))).what())
                .contains("hides the value");
        assertThat(refused(outcome(() -> refresh.ready(with(BOTH.replace("shop.limit", "shop.gone")), context)))
                        .what())
                .contains("/actuator/env/shop.gone answers 404");

        context.secrets.put("ACTUATOR", Secret.of("old-word"));
        for (Outcome answer : new Outcome[] {
            outcome(() -> refresh.ready(with(BOTH), context)), outcome(() -> refresh.run(with(BOTH), context))
        }) {
            var problem = failed(answer, false);
            assertThat(problem.code()).isEqualTo("SW-0341");
            assertThat(problem.what()).contains("the token ACTUATOR", "401").doesNotContain("old-word");
        }
    }

    @Test
    void refreshesNoMoreAndWaitsNoLongerOnceItIsCancelled() throws Exception {
        var work = context.underway(1);
        one.beforeRefresh = work::cancel;
        assertThatThrownBy(() -> refresh.run(with(BOTH), context)).isInstanceOf(StepContext.Cancelled.class);
        assertThat(one.value).as("what was begun is brought to its end").isEqualTo("50");
        assertThat(two.refreshes()).isZero();

        var waiting = context.underway(2);
        long before = two.server.asked().size();
        CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(() -> {
            try {
                return refresh.verify(with(BOTH.replace("2s", "10m")), context);
            } catch (Exception ended) {
                throw new CompletionException(ended);
            }
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> two.server.asked().size() > before);
        waiting.cancel();
        assertThat(running).failsWithin(Duration.ofSeconds(60));
    }

    private SpringCloudRefresh.Inputs with(String yaml) {
        return inputs(refresh, yaml);
    }
}
