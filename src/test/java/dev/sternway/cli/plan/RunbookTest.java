package dev.sternway.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.database.catalog.Snapshot;
import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.plan.Step;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.steps.PlannedSteps;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script against a real database, a real web server and a real host, with a person at the keyboard. */
class RunbookTest {
    private static final List<String> UP_TO_THE_SCRIPTS =
            List.of("maria", "INC-7", "sign-up \"breaks\" \\ often", "done", "yes");
    private static final List<String> AFTER_THE_DEPLOYMENT = List.of("done", "done", "done", "done", "done", "done");

    @TempDir
    private Path folder;

    @Test
    void levelOneCutOffTwiceLeavesSchemaAndDataAsAtTheStartLikeSternwayDoes() throws Exception {
        try (RunbookStage stage = new RunbookStage(folder, "add-email")) {
            stage.migrate(3);
            PostgresServer.execute(
                    stage.database,
                    "UPDATE users SET email = 'me@here' WHERE name = 'u3'",
                    "INSERT INTO users (name, role, password_hash, created_at) VALUES ('late', 'guest', '$2a$z', '2026-03-01')");
            String other = PostgresServer.create() + "_by_sternway";
            PostgresServer.execute("postgres", "CREATE DATABASE " + other + " TEMPLATE " + stage.database);
            Path script = stage.script("1");

            cutOffInTheScripts(stage, script);
            cutOffInTheDeployment(stage, script);
            ShellRun last = ShellRun.start(script, prepend("yes", AFTER_THE_DEPLOYMENT), "--yes");

            assertThat(last.ended()).as(last.output()).isZero();
            assertThat(last.output())
                    .contains("12/31  Run the reverse scripts in one transaction: done before")
                    .contains("ROLLED BACK: all 31 steps are over");
            assertThat(asAtArming(stage, stage.database)).isEmpty();
            rollBackWithSternway(stage, other);
            assertThat(snapshot(stage.database)).isEqualTo(snapshot(other));
            assertThat(PostgresServer.value(stage.database, "SELECT name FROM users WHERE id = 11"))
                    .isEqualTo("late");
            assertThat(PostgresServer.value(
                            "postgres",
                            "SELECT datconnlimit FROM pg_database WHERE datname = '" + stage.database + "'"))
                    .isEqualTo("-1");
            setAsideOnce(stage, script);
            toldOnce(stage);
            assertThat(ShellRun.log(script))
                    .containsPattern("(?m)^2\\d{3}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ 12/31  Run the reverse")
                    .doesNotContain(RunbookStage.PASSWORD);
        }
    }

    private static void cutOffInTheScripts(RunbookStage stage, Path script) throws Exception {
        try (Connection blocking = PostgresServer.connect(stage.database);
                Statement statement = blocking.createStatement()) {
            ShellRun first = ShellRun.start(script, UP_TO_THE_SCRIPTS, "--yes").awaitState("step 11 done");
            blocking.setAutoCommit(false);
            statement.execute("LOCK TABLE users IN ACCESS SHARE MODE");
            first.awaitState("step 12 started");
            await().untilAsserted(() -> assertThat(first.commandLines())
                    .anySatisfy(it -> assertThat(it).contains("psql")));
            assertThat(first.commandLines()).noneMatch(it -> it.contains(RunbookStage.PASSWORD));
            first.killNine();
            blocking.rollback();
        }
    }

    private static void cutOffInTheDeployment(RunbookStage stage, Path script) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", stage.host().resolve("gate").toString())
                        .start()
                        .waitFor())
                .isZero();
        ShellRun second = ShellRun.start(script, List.of("yes", "yes"), "--yes").awaitState("step 16 started");
        second.killNine().forEach(ProcessHandle::destroyForcibly);
        Files.delete(stage.host().resolve("gate"));
        assertThat(stage.host().resolve("version")).hasContent("2");
    }

    private static void setAsideOnce(RunbookStage stage, Path script) throws Exception {
        List<Path> aside = RunbookStage.files(ShellRun.folder(script).resolve("salvage"));
        assertThat(aside).hasSize(1);
        assertThat(aside.get(0))
                .content()
                .contains("id,email\n")
                .contains("\n3,me@here\n")
                .hasLineCount(11);
        String table = aside.get(0).getFileName().toString().replace(".csv", "");
        assertThat(PostgresServer.value(stage.database, "SELECT count(email) FROM sternway_salvage." + table))
                .isEqualTo("10");
    }

    private static void toldOnce(RunbookStage stage) {
        assertThat(stage.service.asked().stream().filter(it -> it.path().equals("/engineering")))
                .hasSize(2)
                .first()
                .satisfies(told -> assertThat(PlanMapper.json()
                                .readTree(told.body())
                                .path("text")
                                .asText())
                        .startsWith("INC-7: Sign-up with an e-mail address is being rolled back in test, because"
                                + " sign-up \"breaks\" \\ often."));
        assertThat(stage.service.asked().stream()
                        .filter(it -> it.method().equals("PUT") && it.path().equals("/maintenance")))
                .extracting(it -> it.body().strip())
                .containsExactly("{\"on\":true}", "{\"on\":false}");
    }

    /** The same level through the executors that the server would use. */
    private static void rollBackWithSternway(RunbookStage stage, String database) throws Exception {
        var plan = PlanBundle.ofFolder(stage.plan().getParent()).plan("test");
        var steps = new PlannedSteps(plan, Optional.of(Level.L1), PlanMapper.json());
        TestContext context = stage.context.withKey("by-sternway").target("todo-db", PostgresServer.target(database));
        context.file("rollback/level-1.sql", Files.readString(stage.plan().resolveSibling("rollback/level-1.sql")));
        for (Activity activity : List.of(
                Activity.FREEZE_WRITES,
                Activity.SET_DATA_ASIDE,
                Activity.UNDO_DATA,
                Activity.FIX_SEQUENCES,
                Activity.VERIFY_DATA,
                Activity.ALLOW_WRITES)) {
            for (Step step : steps.of(activity)) {
                run(ExecutorCatalogue.standard().get(step.uses()), step, context);
            }
        }
    }

    private static <I extends Record> void run(Executor<I> executor, Step step, TestContext context) throws Exception {
        I inputs = ExecutorCatalogue.standard().bind(executor, step.with());
        Steps.done(executor.run(inputs, context));
        Steps.done(executor.verify(inputs, context));
    }

    private static List<String> asAtArming(RunbookStage stage, String database) throws Exception {
        Snapshot armed = Snapshots.read(stage.context, "todo-db", "armed");
        try (Connection connection = PostgresServer.connect(database)) {
            Snapshot now = Snapshot.of(connection);
            List<String> wrong = new java.util.ArrayList<>(armed.schema().difference(now.schema()));
            now.tables().stream()
                    .filter(table -> !table.table().equals("public.users"))
                    .filter(table -> !armed.tables().contains(table))
                    .forEach(table -> wrong.add(table.table() + " differs"));
            return wrong;
        }
    }

    private static Snapshot snapshot(String database) throws Exception {
        try (Connection connection = PostgresServer.connect(database)) {
            return Snapshot.of(connection);
        }
    }

    private static List<String> prepend(String first, List<String> others) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(first), others.stream())
                .toList();
    }
}
