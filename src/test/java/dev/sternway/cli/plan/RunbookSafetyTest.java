package dev.sternway.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script refuses, asks and says when nobody is really awake. */
class RunbookSafetyTest {
    private static final List<String> OPENING = List.of("maria", "INC-7", "broken", "done");

    @TempDir
    private Path folder;

    private RunbookStage stage;
    private Path script;

    @BeforeEach
    void aLevelOneScript() throws Exception {
        stage = new RunbookStage(folder, "add-email");
        stage.migrate(3);
        script = stage.script("1");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void yesIsNoAnswerToADestructiveStep() throws Exception {
        ShellRun run = ShellRun.start(script, OPENING, "--yes");

        assertThat(run.ended()).isOne();
        assertThat(run.output())
                .contains("Mind what it destroys. Type yes to run it")
                .contains("Nobody answers: the input is at its end.")
                .contains("STOPPED at step 12/31, Run the reverse scripts in one transaction.")
                .contains("To go on: sh " + script + " --folder " + ShellRun.folder(script))
                .contains("on-call: Olga (primary on-call), +1 555 0100");
        assertThat(PostgresServer.value(stage.database, "SELECT count(email) FROM users"))
                .isEqualTo("10");
    }

    @Test
    void withoutYesEveryStepIsAskedFor() throws Exception {
        ShellRun run = ShellRun.start(script, List.of("maria", "INC-7", "broken", "quit"));

        assertThat(run.ended()).isOne();
        assertThat(run.output())
                .contains("3/31  Tell engineering")
                .contains("Press Enter to run it, or type skip or quit:");
        assertThat(stage.service.asked()).isEmpty();
    }

    @Test
    void aStepIsLeftOutWithAReasonOnly() throws Exception {
        ShellRun run = ShellRun.start(script, List.of("maria", "INC-7", "broken", "skip", "chat is down", "quit"));

        assertThat(run.ended()).isOne();
        assertThat(ShellRun.log(script)).contains("Step 3 is left out: chat is down");
        ShellRun again = ShellRun.start(script, List.of("quit"));
        assertThat(again.ended()).isOne();
        assertThat(again.output()).contains("3/31  Tell engineering through engineering: skipped before, left out");
    }

    @Test
    void aFailureIsTriedAgainWhenAPersonSaysSo() throws Exception {
        stage.breakOnce("/maintenance");

        ShellRun run = ShellRun.start(script, List.of("maria", "INC-7", "broken", "done", "again"), "--yes");

        assertThat(run.ended()).isOne();
        assertThat(run.output())
                .contains("FAILED: step 6/31, Show the maintenance page")
                .contains("Whom to call:")
                .contains("done: step 6/31");
    }

    @Test
    void nothingIsTouchedWhileSomethingIsMissing() throws Exception {
        Files.delete(stage.host().resolve("bin/deploy"));

        ShellRun run = ShellRun.startWithout("TODO_DB_PASSWORD", script, List.of("no"), "--yes");

        assertThat(run.ended()).isEqualTo(3);
        assertThat(run.output())
                .contains("missing: the environment variable TODO_DB_PASSWORD: password of postgres at localhost:")
                .contains("missing: " + stage.host().resolve("bin/deploy") + " is missing or not executable")
                .contains("STOPPED before the first step; nothing was done.");
        assertThat(stage.service.asked()).isEmpty();
    }

    @Test
    void aDryRunAndAListChangeNothing() throws Exception {
        ShellRun dry = ShellRun.start(script, List.of(), "--dry-run");
        assertThat(dry.ended()).isZero();
        assertThat(dry.output())
                .contains("Data lost: e-mail addresses that users gave since the migration")
                .contains("12/31  Run the reverse scripts in one transaction  (about 30s)")
                .contains("DESTROYS: e-mail addresses that users gave since the migration: drops column email of users")
                .endsWith("Nothing was changed.\n");
        ShellRun list = ShellRun.start(script, List.of(), "--list");
        assertThat(list.ended()).isZero();
        assertThat(list.output()).contains("12/31          Run the reverse scripts in one transaction (about 30s)  !");

        assertThat(stage.service.asked()).isEmpty();
        assertThat(ShellRun.folder(script)).doesNotExist();
    }

    @Test
    void itBeginsAtTheStepThatIsAskedFor() throws Exception {
        ShellRun run = ShellRun.start(script, List.of("quit"), "--from", "17", "--yes");

        assertThat(run.ended()).isOne();
        assertThat(run.output())
                .contains("16/31  Bring version 1 of the service back: passed before, left out")
                .contains("FAILED: step 17/31, Check that version 1 runs");
        assertThat(PostgresServer.value(stage.database, "SELECT count(email) FROM users"))
                .isEqualTo("10");
    }

    @Test
    void whoeverRanTheScriptsBeforeIsNamedBeforeTheyRunAgain() throws Exception {
        PostgresServer.execute(
                stage.database,
                "CREATE SCHEMA sternway_salvage",
                "CREATE TABLE sternway_salvage.applied (key text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())",
                "INSERT INTO sternway_salvage.applied VALUES ('rollback-1/undo-data/0')");

        ShellRun run = ShellRun.start(script, List.of("quit"), "--from", "12", "--yes");

        assertThat(run.ended()).isOne();
        assertThat(run.output())
                .containsSubsequence(
                        "Mind: a script of a rollback ran here at ",
                        "(rollback-1/undo-data/0)",
                        "Mind what it destroys");
    }

    @Test
    void twoPeopleCannotRunItAtOnce() throws Exception {
        ShellRun first = ShellRun.start(script, List.of("maria")).awaitState("step 2 started");

        ShellRun second = ShellRun.start(script, List.of());

        assertThat(second.ended()).isOne();
        assertThat(second.output()).contains("This rollback is being run already, by process ");
        assertThat(first.ended()).isOne();
        assertThat(ShellRun.start(script, List.of("INC-7", "broken", "quit")).ended())
                .isOne();
    }

    @Test
    void anotherScriptDoesNotGoOnWithThisOnesState() throws Exception {
        assertThat(ShellRun.start(script, List.of("maria")).ended()).isOne();
        Files.writeString(
                script, Files.readString(script).replaceFirst("script_id=\\w+", "script_id=0123456789abcdef"));

        ShellRun other = ShellRun.start(script, List.of());

        assertThat(other.ended()).isOne();
        assertThat(other.output()).contains("belongs to another script");
    }

    @Test
    void whoAsksForHelpGetsIt() throws Exception {
        ShellRun help = ShellRun.start(script, List.of(), "--help");
        assertThat(help.ended()).isZero();
        assertThat(help.output())
                .contains("--dry-run")
                .contains("TODO_DB_PASSWORD  password of postgres at localhost:");
        for (List<String> wrong : List.of(List.of("--from", "32"), List.of("--from", "x"), List.of("--frm"))) {
            ShellRun run = ShellRun.start(script, List.of(), wrong.toArray(String[]::new));
            assertThat(run.ended()).as(run.output()).isEqualTo(2);
        }
    }

    @Test
    void aPersonLooksWhereJqIsNotInstalled() throws Exception {
        ShellRun run = ShellRun.startWithPath(
                onlyTheUsualPrograms(),
                script,
                List.of("maria", "INC-7", "broken", "done", "no", "yes", "yes", "quit"),
                "--yes");

        assertThat(run.ended()).isOne();
        assertThat(run.output())
                .contains("jq is not here, so look yourself. The answer reads: {\"on\":false}")
                .contains("Is it so: /on is true? Type yes or no:")
                .contains("done: step 6/31");
    }

    /** All that the script needs for a level 1, as scripts, so that nothing else is found. */
    private String onlyTheUsualPrograms() throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String program : List.of(
                "awk", "cat", "comm", "curl", "cut", "date", "grep", "head", "mkdir", "mkfifo", "paste", "psql", "rm",
                "sed", "sleep", "sort", "timeout", "tr", "wc")) {
            Path file = programs.resolve(program);
            Files.writeString(file, "#!/bin/sh\nPATH=" + System.getenv("PATH") + "\nexec " + program + " \"$@\"\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        return programs.toString();
    }
}
