package dev.sternway.executor.command;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sternway.base.Secret;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext.LeaseLost;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandRunTest {
    private final CommandRun command = new CommandRun();

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeEach
    void open() {
        context = new TestContext(folder).target("host", Targets.host(folder, Map.of("GREETING", "hello")));
    }

    @Test
    void passesArgumentsAsTheyAreAndStreamsTheOutputLineByLine() throws Exception {
        assertThat(done(run("argv: [printf, '%s\\n', '$HOME; rm -rf /', 'two words']")))
                .containsEntry("exit", "0");
        assertThat(context.output).containsExactly("$HOME; rm -rf /", "two words");
    }

    @Test
    void letsAShellRunItOnlyWhenAsked() throws Exception {
        done(run("{argv: ['echo one; echo two >&2'], shell: true}"));

        assertThat(context.output).containsExactly("one", "two");
    }

    @Test
    void runsInTheHostsFolderWithAnEnvironmentOfItsOwn() throws Exception {
        done(run("{host: host, argv: ['pwd; env'], shell: true}"));

        assertThat(context.output.get(0)).isEqualTo(folder.toRealPath().toString());
        assertThat(context.output.stream().skip(1).map(line -> line.replaceAll("=.*", "")))
                .contains("GREETING", "PATH")
                .isSubsetOf("GREETING", "PATH", "HOME", "LANG", "PWD", "OLDPWD", "SHLVL", "_");
    }

    @Test
    void looksSecretsOfTheHostUpAtTheLastMoment() throws Exception {
        context.secrets.put("DEPLOY_TOKEN", Secret.of("s3cret"));
        context.target("host", Targets.host(folder, Map.of("TOKEN", "secret:DEPLOY_TOKEN")));

        done(run("{host: host, argv: ['test \"$TOKEN\" = s3cret'], shell: true}"));
    }

    @Test
    void givesNothingToReadFromStandardInput() throws Exception {
        done(run("{argv: [cat], timeout: 5s}"));

        assertThat(context.output).isEmpty();
    }

    @Test
    void namesTheExitCodeAndTheLastWordsOfACommandThatFails() throws Exception {
        var problem = failed(run("{argv: ['echo no space left; exit 3'], shell: true}"), true);

        assertThat(problem.code()).isEqualTo("SW-0501");
        assertThat(problem.what()).contains("exit code 3", "expected [0]", "no space left");
    }

    @Test
    void takesOtherExitCodesForSuccessWhenThePlanSaysSo() throws Exception {
        assertThat(done(run("{argv: ['exit 3'], shell: true, expect-exit: [0, 3]}")))
                .containsEntry("exit", "3");
    }

    @Test
    void refusesAProgramThatIsNotThere() {
        assertThatThrownBy(() -> run("argv: [no-such-program]")).hasMessageContaining("SW-0505");
        assertThatThrownBy(() -> run("{host: host, argv: [bin/deploy]}")).hasMessageContaining("SW-0505");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        context.target("host", Targets.host(folder.resolve("gone"), Map.of()));

        assertThatThrownBy(() -> run("{host: host, argv: [ls]}")).hasMessageContaining("SW-0504");
    }

    @Test
    void endsTheWholeFamilyWhenTheTimeIsUpAlsoThoseThatIgnoreTheRequest() throws Exception {
        String stubborn = "trap \"\" TERM; echo $$ > %s; while :; do sleep 0.1; done";
        script("grandchild", stubborn.formatted("grandchild.pid"));
        script("orphan", stubborn.formatted("orphan.pid"));
        script("parent", "./grandchild & (./orphan &) ; trap '' TERM; while :; do sleep 0.1; done");

        var problem = failed(run("{host: host, argv: [./parent], timeout: 1s}"), true);

        assertThat(problem.code()).isEqualTo("SW-0502");
        gone("grandchild.pid");
        gone("orphan.pid");
    }

    @Test
    void endsACommandWhoseStepBelongsToAnotherWorkerNow() throws Exception {
        script("long", "echo $$ > long.pid; while :; do sleep 0.1; done");
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread worker = new Thread(() -> {
            try {
                run("{host: host, argv: [./long]}");
            } catch (Throwable thrown) {
                ended.set(thrown);
            }
        });
        worker.start();
        await().until(() -> Files.exists(folder.resolve("long.pid")));

        context.loseLease();

        await().until(() -> ended.get() instanceof LeaseLost);
        gone("long.pid");
    }

    @Test
    void endsACommandWhoseWorkerIsInterrupted() throws Exception {
        script("long", "echo $$ > long.pid; while :; do sleep 0.1; done");
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread worker = new Thread(() -> {
            try {
                run("{host: host, argv: [./long]}");
            } catch (Throwable thrown) {
                ended.set(thrown);
            }
        });
        worker.start();
        await().until(() -> Files.exists(folder.resolve("long.pid")));

        worker.interrupt();

        await().until(() -> ended.get() instanceof InterruptedException);
        gone("long.pid");
    }

    @Test
    void endsWhatAWorkerThatDiedLeftRunningBeforeItRunsTheCommandAgain() throws Exception {
        Process leftover = new ProcessBuilder("setsid", "sh", "-c", "sleep 600 & sleep 600").start();
        await().until(() -> leftover.descendants().count() == 2);
        var child = leftover.descendants().findFirst().orElseThrow();
        context.keepsakes().keep("process/" + context.key(), new ProcessGroup(leftover, true).note());

        done(run("argv: ['true']"));

        await().until(() -> !leftover.isAlive() && !child.isAlive());
    }

    @Test
    void leavesAProcessAloneThatTookOverTheNumberOfALeftover() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        context.keepsakes().keep("process/" + context.key(), other.pid() + " 2020-01-01T00:00:00Z");
        try {
            done(run("argv: ['true']"));

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void doesNotWaitForAServiceThatTheCommandLeavesRunning() throws Exception {
        long start = System.nanoTime();
        script("deploy", "setsid sleep 600 & echo $! > service.pid; echo deployed");

        done(run("{host: host, argv: [./deploy]}"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(context.output).containsExactly("deployed");
        ProcessHandle service = handle("service.pid").orElseThrow();
        assertThat(service.isAlive()).isTrue();
        service.destroyForcibly();
    }

    @Test
    void capsEndlessOutputAndEndlessLines() throws Exception {
        done(
                run(
                        "{argv: ['head -c 9000 /dev/zero | tr \"\\0\" x; echo; yes | head -c 8000000'], shell: true, timeout: 30s}"));

        assertThat(context.output).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(4000));
        assertThat(context.output.get(context.output.size() - 1)).contains("the rest is left out");
        assertThat(context.output).hasSizeLessThan(10_010);
    }

    @Test
    void probesByTheExitCodeOfTheProbe() throws Exception {
        assertThat(probe("{argv: ['true'], probe: ['true']}")).isInstanceOf(Probe.Already.class);
        assertThat(probe("{argv: ['true'], probe: ['false']}")).isInstanceOf(Probe.Needed.class);
        assertThat(probe("{argv: ['true'], probe: [no-such-program]}")).isInstanceOf(Probe.Unknown.class);
        assertThat(probe("{argv: ['true'], probe: [sleep, '60'], timeout: 200ms}"))
                .isInstanceOf(Probe.Unknown.class);
        assertThat(probe("{argv: ['true']}")).isInstanceOf(Probe.Unknown.class);
    }

    @Test
    void verifiesByTheExitCodeOfTheVerification() throws Exception {
        done(verify("{argv: ['true'], verify: ['true']}"));
        assertThat(failed(verify("{argv: ['true'], verify: ['false']}"), true).code())
                .isEqualTo("SW-0503");
    }

    private Outcome run(String with) throws Exception {
        return command.run(inputs(command, with), context);
    }

    private Outcome verify(String with) throws Exception {
        return command.verify(inputs(command, with), context);
    }

    private Probe probe(String with) throws Exception {
        return command.probe(inputs(command, with), context);
    }

    private void script(String name, String body) throws IOException {
        Path script = folder.resolve(name);
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private void gone(String file) {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> handle(file).filter(ProcessHandle::isAlive).isEmpty());
    }

    private Optional<ProcessHandle> handle(String file) throws IOException {
        return ProcessHandle.of(
                Long.parseLong(Files.readString(folder.resolve(file)).strip()));
    }
}
