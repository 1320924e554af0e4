package dev.sternway.executor.postgres.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Victim;
import dev.sternway.executor.data.FreezeDatabase;
import dev.sternway.executor.data.ThawDatabase;
import dev.sternway.executor.postgres.pool.PostgresPooler.Action;
import dev.sternway.executor.postgres.pool.PostgresPooler.Inputs;
import dev.sternway.plan.Target;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresPoolerTest {
    private static final PostgresPooler POOLER = new PostgresPooler();
    private static final int CLIENTS = 50;

    @TempDir
    Path workspace;

    @TempDir
    Path settings;

    private Victim victim;
    private String role;
    private PgBouncer pooler;

    @BeforeEach
    void start() throws IOException {
        victim = new Victim(workspace);
        role = "pooled_" + victim.name;
        victim.run(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'postgres'",
                "CREATE TABLE hits (id bigserial PRIMARY KEY)",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role,
                "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO " + role);
        pooler = new PgBouncer(settings, victim.name, role);
        victim.context.target("pool", pooler.target());
        victim.context.secrets.put(PgBouncer.PASSWORD.secret(), Secret.of(PgBouncer.REVEALED));
    }

    @AfterEach
    void stop() {
        pooler.close();
    }

    @Test
    void fiftyBusyClientsWaitWhileTheirDatabaseIsFrozenAndReplacedAndNoneOfThemSeesAnError() throws Exception {
        AtomicBoolean on = new AtomicBoolean(true);
        AtomicLong acknowledged = new AtomicLong();
        Queue<String> errors = new ConcurrentLinkedQueue<>();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(() -> write(on, acknowledged, errors));
        }
        try {
            Awaitility.await().until(() -> acknowledged.get() > 500);

            assertThat(victim.step(POOLER, inputs(Action.CHECK)))
                    .containsEntry("pools", "shop")
                    .containsEntry("clients-wait-at-most", "120 s");
            assertThat(victim.step(POOLER, inputs(Action.PAUSE))).containsEntry("still-in-a-transaction", "none");
            victim.step(new FreezeDatabase(), new FreezeDatabase.Inputs("db"));
            String kept = victim.name + "_old";
            PostgresServer.execute(
                    "postgres",
                    "ALTER DATABASE " + victim.name + " RENAME TO " + kept,
                    "CREATE DATABASE " + victim.name + " TEMPLATE " + kept);
            long before = acknowledged.get();
            assertThat(victim.value("SELECT count(*) FROM hits")).isEqualTo(String.valueOf(before));
            victim.step(new ThawDatabase(), new ThawDatabase.Inputs("db"));
            victim.step(POOLER, inputs(Action.RESUME));

            Awaitility.await().until(() -> acknowledged.get() > before + 500);
        } finally {
            on.set(false);
            clients.shutdown();
            assertThat(clients.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(errors).isEmpty();
        assertThat(victim.value("SELECT count(*) FROM hits")).isEqualTo(String.valueOf(acknowledged.get()));
        assertThat(victim.context.notes).isEmpty();
        assertThat(POOLER.probe(inputs(Action.RESUME), victim.context)).isInstanceOf(Probe.Already.class);
    }

    @Test
    void aLongTransactionHoldsNothingUpAndIsEndedByTheFreezeAndARepeatedPauseChangesNothing() throws Exception {
        try (Connection client = pooler.connect(role)) {
            client.setAutoCommit(false);
            client.createStatement().execute("INSERT INTO hits VALUES (-1)");
            Inputs impatient = new Inputs("pool", "db", Action.PAUSE, Duration.ofMillis(300));

            assertThat(victim.step(POOLER, impatient)).containsEntry("still-in-a-transaction", "shop");
            assertThat(victim.step(POOLER, impatient)).containsEntry("still-in-a-transaction", "none");
            victim.step(new FreezeDatabase(), new FreezeDatabase.Inputs("db"));

            assertThatThrownBy(client::commit).isInstanceOf(SQLException.class);
        }
        victim.step(new ThawDatabase(), new ThawDatabase.Inputs("db"));
        victim.step(POOLER, inputs(Action.RESUME));
        try (Connection client = pooler.connect(role);
                Statement statement = client.createStatement()) {
            statement.execute("INSERT INTO hits DEFAULT VALUES");
        }
        assertThat(victim.value("SELECT count(*) FROM hits")).isEqualTo("1");
    }

    @Test
    void whatSomebodyElsePausedStaysPaused() throws Exception {
        Console console = Console.of(victim.context, "pool");
        assertThat(console.pause("shop", Duration.ofSeconds(5))).isTrue();

        victim.step(POOLER, inputs(Action.PAUSE));
        victim.step(POOLER, inputs(Action.RESUME));

        assertThat(console.show("DATABASES"))
                .filteredOn(row -> row.get("name").equals("shop"))
                .extracting(row -> row.get("paused"))
                .containsExactly("1");
    }

    @Test
    void aPoolerThatIsAwayHoldsUpNoFreezeAndSaysWhatClientsWillSee() throws Exception {
        pooler.close();

        assertThat(victim.step(POOLER, inputs(Action.PAUSE))).containsKey("not-paused");

        assertThat(victim.context.output).anyMatch(line -> line.contains("clients are not held back"));
    }

    @Test
    void armingRefusesAPoolerThatCouldNotBePaused() throws Exception {
        victim.context.target("pool", PgBouncer.target("stranger", pooler.port()));
        assertThatThrownBy(() -> POOLER.run(inputs(Action.CHECK), victim.context))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("stranger");

        victim.context.target("pool", pooler.target());
        victim.context.target("db", PostgresServer.target("postgres"));
        assertThat(refused(inputs(Action.CHECK))).contains("No client reaches postgres");

        victim.context.target("db", through(pooler));
        assertThat(refused(inputs(Action.CHECK))).contains("reached through the pooler");
        victim.context.target("pool", PostgresServer.target(victim.name));
        assertThatThrownBy(() -> POOLER.run(inputs(Action.CHECK), victim.context))
                .hasMessageContaining("is no PgBouncer");
    }

    @Test
    void aRunbookPausesAndResumesItInShell() throws Exception {
        assertThat(inShell(Action.PAUSE)).contains("ended 0");
        assertThat(paused()).isTrue();

        assertThat(inShell(Action.RESUME)).contains("ended 0");
        assertThat(paused()).isFalse();
    }

    @Test
    void aRunbookGoesOnWithoutAPoolerThatIsAwayAndSaysSo() throws Exception {
        pooler.close();

        assertThat(inShell(Action.PAUSE)).contains("The pooler does not answer", "ended 0");
    }

    private boolean paused() throws Exception {
        return Console.of(victim.context, "pool").show("DATABASES").stream()
                .anyMatch(row -> "shop".equals(row.get("name")) && "1".equals(row.get("paused")));
    }

    private String inShell(Action action) throws Exception {
        ShellStep step = POOLER.inShell(
                        inputs(action), new ShellSetting(victim.context.targets, path -> Optional.empty()))
                .orElseThrow();
        String script = "set -eu\nsay() { echo \"$@\"; }\nconfirm() { return 1; }\nfolder=" + workspace + '\n'
                + String.join("\n", step.needs().functions().values()) + '\n' + step.run() + '\n';
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
        shell.environment().put(PgBouncer.PASSWORD.secret(), PgBouncer.REVEALED);
        Process running = shell.start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said + "ended " + running.waitFor();
    }

    @Test
    void noPasswordIsAnArgumentAndNoAnswerIsLeftBehind() throws Exception {
        victim.step(POOLER, inputs(Action.CHECK));

        try (var files = Files.walk(workspace)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("pooler")))
                    .isEmpty();
        }
        assertThat(victim.context.output).noneMatch(line -> line.contains(PgBouncer.REVEALED));
    }

    private String refused(Inputs inputs) throws Exception {
        Outcome outcome = POOLER.run(inputs, victim.context);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).problem().what();
    }

    private static Target through(PgBouncer pooler) {
        Target direct = PostgresServer.target("shop");
        return new Target(
                direct.type(),
                Optional.of("jdbc:postgresql://127.0.0.1:" + pooler.port() + "/shop"),
                direct.user(),
                direct.password(),
                direct.token(),
                direct.health(),
                direct.directory(),
                Map.of());
    }

    private static Inputs inputs(Action action) {
        return new Inputs("pool", "db", action, Duration.ofSeconds(10));
    }

    private void write(AtomicBoolean on, AtomicLong acknowledged, Queue<String> errors) {
        try (Connection connection = pooler.connect(role);
                Statement statement = connection.createStatement()) {
            while (on.get()) {
                statement.execute("INSERT INTO hits DEFAULT VALUES");
                acknowledged.incrementAndGet();
            }
        } catch (SQLException failure) {
            errors.add(String.valueOf(failure.getMessage()));
        }
    }
}
