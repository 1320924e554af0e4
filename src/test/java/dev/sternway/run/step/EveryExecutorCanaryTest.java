package dev.sternway.run.step;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.cli.ServerInProcess;
import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Step;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.run.Bundles;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.recipe.StepFinder;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.secret.SecretSource;
import dev.sternway.run.secret.Secrets;
import dev.sternway.run.underway.Hold;
import dev.sternway.testing.Canaries;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.RawHttp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** Every executor of the catalogue works with secrets that its targets print back; none may be found in anything afterwards. */
class EveryExecutorCanaryTest {
    private static final int AT_ONCE = 6;
    private static final long PATIENCE_SECONDS = 90;
    private static final String ROLLBACK = "canaries";

    /** They ask nobody who wants a log-in: files, links, sockets and people of this machine, and pages that anybody may see. */
    private static final Set<String> WITHOUT_LOG_IN = Set.of(
            "check/served",
            "config/file",
            "flags/file",
            "frontend/release",
            "maintenance/haproxy",
            "maintenance/nginx",
            "manual/instruction",
            "notify/file",
            "traffic/haproxy",
            "traffic/nginx");

    /** They look first for what an earlier step has kept, and then log in as the other steps of databases do. */
    private static final Set<String> AFTER_OTHERS = Set.of(
            "database/rehearse",
            "database/replay",
            "database/thaw",
            "mariadb/restore-cheapest",
            "postgres/restore-cheapest");

    @TempDir
    private Path folder;

    private final Map<String, String> asked = new ConcurrentHashMap<>();
    private final Canaries canaries = new Canaries(() -> Map.copyOf(asked));
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /** Whoever asks for a secret gets one of its own. */
    private final class Cage implements SecretSource {
        @Override
        public Optional<String> find(String name) {
            return name.startsWith("STERNWAY_")
                    ? Optional.empty()
                    : Optional.of(asked.computeIfAbsent(name, it -> "canary/" + it + "+\"q\" 7f3a"));
        }

        @Override
        public String place() {
            return "a cage";
        }
    }

    @Test
    void noExecutorLeavesASecretBehind() throws Exception {
        String store = PostgresServer.create();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Map<String, Object> settings = Map.of(
                "spring.datasource.url", PostgresServer.url(store),
                "spring.datasource.username", "postgres",
                "spring.datasource.password", "postgres");
        Secrets secrets = new Secrets(Map.of(), List.of(new Cage()));
        try (HostileWorld world = new HostileWorld(Files.createDirectory(folder.resolve("world")));
                ConfigurableApplicationContext server =
                        ServerInProcess.start(folder.resolve("data"), settings, Secrets.class, secrets);
                Canaries.Arguments arguments = canaries.watchArguments()) {
            log.start();
            root.addAppender(log);
            List<JsonNode> steps = steps(world);
            register(server, world, steps);
            Map<Integer, String> ended = runAll(server, steps.size());

            assertThat(unasked(steps))
                    .as("executors that never asked for their secret: %s", ended)
                    .isEmpty();
            List<String> found = new ArrayList<>(canaries.inTables(PostgresServer.url(store)));
            found.addAll(canaries.inFiles(folder.resolve("data")));
            found.addAll(arguments.found());
            log.list.forEach(event -> canaries.in(text(event)).forEach(name -> found.add("log: " + text(event))));
            found.addAll(inAnswers(server));
            assertThat(found).as("of %d secrets", asked.size()).isEmpty();
            assertThat(arguments.looked()).isPositive();
        } finally {
            root.detachAppender(log);
        }
    }

    /** One for each good example of each executor, with targets of its own. */
    private static List<JsonNode> steps(HostileWorld world) throws Exception {
        List<JsonNode> steps = new ArrayList<>();
        Map<String, JsonNode> schemas = ExecutorCatalogue.standard().schemas();
        for (Executor<?> executor : ExecutorCatalogue.standard().all()) {
            List<JsonNode> examples = HostileWorld.examples(executor.uses());
            assertThat(examples).as(executor.uses()).isNotEmpty();
            for (JsonNode example : examples) {
                ObjectNode step = PlanMapper.json().createObjectNode();
                step.put("name", "Step " + steps.size() + " " + executor.uses());
                step.put("uses", executor.uses());
                step.put("activity", "restore-code");
                step.set("with", world.hostile(steps.size(), example, schemas.get(executor.uses())));
                steps.add(step);
            }
        }
        return steps;
    }

    private static void register(ConfigurableApplicationContext server, HostileWorld world, List<JsonNode> steps)
            throws Exception {
        PlanBundle sealed = PlanBundle.ofFolder(world.plan(steps));
        int revision = server.getBean(Bundles.class).register("canaries", sealed, "maria");
        Instant now = Instant.now();
        Guard guard = new Guard(
                "guard-canaries",
                "canaries",
                revision,
                sealed.digest(),
                "test",
                Guard.State.REVIEW,
                "maria",
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        server.getBean(Guards.class).add(guard);
        server.getBean(Guards.class).replace(guard.with(Guard.State.ROLLING_BACK));
        server.getBean(Rollbacks.class)
                .add(new Rollback(
                        ROLLBACK,
                        guard.id(),
                        "canaries",
                        "test",
                        "a test",
                        Optional.empty(),
                        false,
                        "maria",
                        Optional.empty(),
                        Rollback.State.ROLLING_BACK,
                        Optional.of(Level.L1),
                        Optional.empty(),
                        Optional.empty(),
                        now,
                        Optional.empty(),
                        Optional.empty()));
    }

    /** How each step ended, by its number. */
    private static Map<Integer, String> runAll(ConfigurableApplicationContext server, int steps) throws Exception {
        RunStep run = server.getBean(RunStep.class);
        SettleStep settle = server.getBean(SettleStep.class);
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<String>> running = new ArrayList<>();
            for (int i = 0; i < steps; i++) {
                StepRef ref = new StepRef(ROLLBACK, Phase.RESTORATION, Activity.RESTORE_CODE, i);
                running.add(workers.submit(() -> {
                    ready(server, ref);
                    RunStep.Attempt attempt = run.run(ref, "a worker", new Hold(Duration.ofMinutes(10), Hold.now()));
                    settle.settle(attempt.receipt());
                    return attempt.receipt().step() + ": " + attempt.receipt().state() + " "
                            + attempt.receipt().problem().map(Object::toString).orElse("");
                }));
            }
            Map<Integer, String> ended = new TreeMap<>();
            for (int i = 0; i < steps; i++) {
                ended.put(i, running.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            return ended;
        } finally {
            workers.shutdownNow();
        }
    }

    /** As at arming; whatever comes of it. */
    private static void ready(ConfigurableApplicationContext server, StepRef ref) {
        Runs.Run run = server.getBean(Runs.class).get(ref.runId());
        Step step = server.getBean(StepFinder.class).find(run, ref);
        ready(server, run, ref, step, ExecutorCatalogue.standard().get(step.uses()));
    }

    private static <I extends Record> void ready(
            ConfigurableApplicationContext server, Runs.Run run, StepRef ref, Step step, Executor<I> executor) {
        try {
            executor.ready(
                    ExecutorCatalogue.standard().bind(executor, step.with()),
                    server.getBean(TargetAccess.class).question(run, ref, step));
        } catch (Exception notReady) {
            // its step shows what that leads to
        }
    }

    private Set<String> unasked(List<JsonNode> steps) {
        Set<String> unasked = new TreeSet<>();
        Set<String> done = new TreeSet<>(WITHOUT_LOG_IN);
        done.addAll(AFTER_OTHERS);
        for (int i = 0; i < steps.size(); i++) {
            String uses = steps.get(i).path("uses").asText();
            String mine = "T" + i + "_";
            unasked.add(uses);
            String with = steps.get(i).path("with").toString();
            if (asked.keySet().stream().anyMatch(name -> name.startsWith(mine) || with.contains(name))) {
                done.add(uses);
            }
        }
        unasked.removeAll(done);
        return unasked;
    }

    private static String text(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(event.getFormattedMessage());
        for (var thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
            text.append('\n').append(thrown.getMessage());
        }
        return text.toString();
    }

    private List<String> inAnswers(ConfigurableApplicationContext server) throws Exception {
        RawHttp http = new RawHttp(
                server.getEnvironment().getRequiredProperty("local.server.port", Integer.class), "admin", "admin");
        List<String> found = new ArrayList<>();
        for (String path : new String[] {
            "/api/rollbacks/" + ROLLBACK,
            "/api/rollbacks/" + ROLLBACK + "/export",
            "/api/ledger",
            "/actuator/prometheus"
        }) {
            String body =
                    http.send(new RawHttp.Request("GET", path, "", new byte[0])).body();
            canaries.in(body).forEach(name -> found.add("GET " + path + ": " + name));
        }
        return found;
    }
}
