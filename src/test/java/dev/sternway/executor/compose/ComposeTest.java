package dev.sternway.executor.compose;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class ComposeTest {
    private static final String LASTS = "trap \"exit 0\" TERM; touch /well; while :; do sleep 0.1; done";
    private static DockerEngine engine;
    private static String old;
    private static String fresh;

    private final ComposeUp up = new ComposeUp();
    private final ComposeScale scale = new ComposeScale();
    private final ComposeUp.Inputs back = inputs(up, with("service: api"));

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeAll
    static void boot(@TempDir Path place) throws IOException {
        assumeThat(DockerEngine.isPossible()).as("an engine of our own").isTrue();
        engine = new DockerEngine(place);
        assumeThat(engine.letsContainersRun())
                .as("a machine that lets containers run")
                .isTrue();
        old = engine.image("shop/api:1", "1");
        fresh = engine.image("shop/api:2", "2");
    }

    @AfterAll
    static void halt() throws IOException {
        if (engine != null) {
            engine.close();
        }
    }

    @BeforeEach
    void clear() throws IOException {
        engine.said("docker ps -aq | xargs -r docker rm -f");
        context = new TestContext(folder).target("here", Targets.host(folder, engine.variables()));
        deploy("shop/api:1", LASTS, "");
    }

    @Test
    void runsTheImageOfArmingAgainBeforeTheOtherStopsAndLeavesWhatItNeedsAlone() throws Exception {
        compose("up -d --scale api=2");
        assertThat(done(up.ready(back, context)))
                .containsEntry("image", "shop/api:1")
                .containsEntry("order", "the old one serves before it is stopped");
        assertThat(up.probe(back, context)).isInstanceOf(Probe.Already.class);
        String store = compose("ps -q store");
        deploy("shop/api:2", LASTS, "");
        compose("up -d --scale api=2 api");
        AtomicInteger together = new AtomicInteger();
        context.beforeEffect(() -> together.accumulateAndGet(count(), Math::max));

        assertThat(done(outcome(() -> up.run(back, context)))).containsEntry("containers", "2 of 2 serve");

        assertThat(together).hasValue(4);
        assertThat(engine.runs("api")).containsExactly(old, old);
        done(up.verify(back, context));
        assertThat(compose("ps -q store")).isEqualTo(store);
    }

    @Test
    void goesBackThoughTheTagLeadsElsewhereAndTheReleaseKeepsFallingAndTakesThatBack() throws Exception {
        compose("up -d --no-deps api");
        done(up.ready(back, context));
        engine.said("docker tag shop/api:2 shop/api:1");
        try {
            deploy("shop/api:1", "test $$VERSION = 1 || exit 1; " + LASTS, "");
            compose("up -d --no-deps api");
            assertThat(up.probe(back, context)).isInstanceOf(Probe.Needed.class);

            done(outcome(() -> up.run(back, context)));

            assertThat(engine.runs("api")).containsExactly(old);
            deploy("shop/api:1", LASTS, "");
            done(up.undo(back, context));
            assertThat(engine.runs("api")).containsExactly(fresh);
            assertThat(done(up.undo(back, context))).containsEntry("api", "not changed by this plan");
        } finally {
            engine.said("docker tag " + old + " shop/api:1");
        }
    }

    @Test
    void aNamedImageThatDoesNotComeUpFailsWithItsLastWordsAndTheOthersGoOn() throws Exception {
        compose("up -d --no-deps api");
        deploy("shop/api:2", "echo no disk >&2; exit 1", "");
        var named = inputs(up, with("service: api, image: 'shop/api:2', timeout: 20s"));
        done(up.ready(named, context));

        assertThat(failed(outcome(() -> up.run(named, context)), true).code()).isEqualTo("SW-0947");

        assertThat(context.output).contains("no disk");
        assertThat(engine.runs("api")).containsExactly(old);
    }

    @Test
    @EnabledIfSystemProperty(named = "sternway.compose", matches = "long")
    void stopsFirstWhereThereCanBeOnlyOneAndSaysSo() throws Exception {
        deploy("shop/api:1", LASTS, "container_name: only");
        compose("up -d --no-deps api");
        assertThat(done(up.ready(back, context)).get("order")).startsWith("it is stopped for the old one");
        deploy("shop/api:2", LASTS, "container_name: only");
        compose("up -d --no-deps api");

        done(outcome(() -> up.run(back, context)));

        assertThat(engine.runs("api")).containsExactly(old);
    }

    @Test
    void goesOnAfterAnAttemptThatWasKilledAndStopsWhenItIsCancelled() throws Exception {
        compose("up -d --no-deps api");
        done(up.ready(back, context));
        deploy("shop/api:2", LASTS, "");
        compose("up -d --no-deps api");
        context.beforeEffect(() -> {
            if (count() == 2) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> up.run(back, context)).hasMessage("killed");
        TestContext cancelled = context.withKey("key-2");
        var work = cancelled.underway(1);
        cancelled.beforeEffect(work::cancel);
        assertThatThrownBy(() -> up.run(back, cancelled)).isInstanceOf(StepContext.Cancelled.class);
        assertThat(engine.runs("api")).containsExactlyInAnyOrder(old, fresh);

        context.beforeEffect(() -> {});
        done(up.run(back, context));

        assertThat(engine.runs("api")).containsExactly(old);
        assertThat(up.probe(back, context)).isInstanceOf(Probe.Already.class);
    }

    @Test
    void scalesUpBeforeDownAndExactlyBackAlsoWhenItIsCancelledInTheMiddle() throws Exception {
        compose("up -d");
        var with = inputs(
                scale, with("services: [{service: store, containers: 0}, {service: api, containers: 2}], steady: 1s"));
        assertThat(done(scale.ready(with, context)))
                .containsEntry("api", "1 running")
                .containsEntry("store", "1 running");
        assertThat(scale.probe(with, context)).isInstanceOf(Probe.Needed.class);
        deploy("shop/api:2", LASTS, "");
        var work = context.underway(1);
        context.beforeEffect(() -> {
            if (count() == 2) {
                work.cancel();
            }
        });
        assertThatThrownBy(() -> scale.run(with, context)).isInstanceOf(StepContext.Cancelled.class);
        assertThat(engine.runs("store"))
                .as("not shrunk before the others serve")
                .hasSize(1);
        context.beforeEffect(() -> {});
        context.underway(2);

        done(outcome(() -> scale.run(with, context)));

        assertThat(scale.probe(with, context)).isInstanceOf(Probe.Already.class);
        assertThat(engine.runs("api")).as("more of what runs").containsExactly(old, old);
        assertThat(engine.runs("store")).isEmpty();
        done(scale.undo(with, context));
        assertThat(engine.runs("api")).hasSize(1);
        done(scale.verify(inputs(scale, with("services: [{service: store}]")), context));
    }

    @Test
    void refusesAtArmingWhatIsNotThere() throws Exception {
        assertThat(refused(outcome(() -> up.ready(inputs(up, with("service: nope")), context)))
                        .code())
                .isEqualTo("SW-0943");
        assertThat(refused(outcome(() -> up.ready(inputs(up, with("service: api, image: 'shop/api:9'")), context)))
                        .code())
                .isEqualTo("SW-0946");
        assertThat(refused(outcome(() -> up.run(back, context))).what()).contains("nobody noted");
        assertThat(refused(outcome(() -> up.ready(back, context))).what()).contains("no container of it runs");
        Files.delete(folder.resolve("compose.yaml"));
        assertThat(refused(outcome(() -> scale.ready(inputs(scale, with("services: [{service: api}]")), context)))
                        .code())
                .isEqualTo("SW-0943");
    }

    @Test
    void tellsAnEngineThatIsAwayFromOneThatRefuses() throws Exception {
        var one = inputs(scale, with("services: [{service: api, containers: 1}]"));
        variable("DOCKER_HOST", "unix://" + folder.resolve("none"));
        assertThat(failed(outcome(() -> up.ready(back, context)), true).code()).isEqualTo("SW-0944");
        assertThat(failed(outcome(() -> scale.ready(one, context)), true).code())
                .isEqualTo("SW-0944");

        variable("PATH", engine.refusing() + ":" + System.getenv("PATH"));
        assertThat(refused(outcome(() -> up.ready(back, context))).code()).isEqualTo("SW-0945");
        assertThat(refused(outcome(() -> scale.ready(one, context))).code()).isEqualTo("SW-0945");
    }

    private String compose(String arguments) throws IOException {
        return engine.said("docker-compose -f " + folder + "/compose.yaml " + arguments);
    }

    private void variable(String name, String value) {
        Map<String, String> variables = new HashMap<>(engine.variables());
        variables.put(name, value);
        context.target("here", Targets.host(folder, variables));
    }

    private static int count() {
        try {
            return engine.runs("api").size();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String with(String rest) {
        return "{target: here, project: {compose: [docker-compose]}, " + rest + "}";
    }

    private void deploy(String image, String command, String more) throws IOException {
        Files.writeString(folder.resolve("compose.yaml"), """
                version: "3"
                services:
                  api:
                    image: %s
                    network_mode: none
                    command: ["sh", "-c", '%s']
                    depends_on: [store]
                    healthcheck: {test: ["CMD", "test", "-e", "/well"], interval: 1s}
                    %s
                  store:
                    image: shop/api:1
                    network_mode: none
                    stop_grace_period: 0s
                    command: ["sleep", "1000"]
                """.formatted(image, command, more));
    }
}
