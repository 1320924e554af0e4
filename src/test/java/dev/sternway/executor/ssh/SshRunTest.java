package dev.sternway.executor.ssh;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sternway.base.Secret;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.command.CommandRun;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.Target.Ssh;
import dev.sternway.testing.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshRunTest {
    private static final String AWAY = "127.0.0.1:1";
    private static Sshd one;
    private static Sshd two;

    private final SshRun run = new SshRun();

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeAll
    static void start(@TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER) Path servers) throws Exception {
        one = new Sshd(servers.resolve("one"));
        two = new Sshd(servers.resolve("two"));
        two.letIn(one);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    @BeforeEach
    void open() throws IOException {
        context = new TestContext(folder).target("servers", Sshd.target(both(), keys()));
        context.secrets.put(Sshd.KEY.secret(), one.userKey());
    }

    @Test
    void runsOnEveryMachineAndTellsThemApart() throws Exception {
        done(run.ready(with("argv: [printf, '%s\\n', 'two  words; $HOME']"), context));

        assertThat(done(run.run(with("argv: [printf, '%s\\n', 'two  words; $HOME']"), context)))
                .containsOnlyKeys(one.address(), two.address());
        assertThat(context.output)
                .contains(one.address() + ": two  words; $HOME", two.address() + ": two  words; $HOME");
    }

    @Test
    void goesOnlyToTheMachinesThatAreNotDone() throws Exception {
        Path log = folder.resolve("log");
        Path gate = folder.resolve("gate");
        String with = "{argv: ['echo x >>%s; case $SSH_CONNECTION in *%s) test -e %s;; esac'], shell: true}"
                .formatted(log, two.address().replaceFirst(".*:", ""), gate);

        var problem = failed(run.run(with(with), context), true);
        assertThat(problem.what()).contains("1 of 2 machines", two.address(), "done on " + one.address());
        Files.createFile(gate);
        done(run.run(with(with), context));

        assertThat(Files.readAllLines(log)).hasSize(3);
    }

    @Test
    void letsAMachineThatIsAwayHideNoOther() throws Exception {
        context.target("servers", Sshd.target(List.of(AWAY, one.address()), keys()));

        var problem = failed(run.run(with("argv: [touch, " + folder.resolve("here") + "]"), context), true);

        assertThat(problem.code()).isEqualTo("SW-1114");
        assertThat(problem.what()).contains(AWAY, "done on " + one.address());
        assertThat(folder.resolve("here")).exists();
        assertThat(failed(run.ready(with("argv: ['true']"), context), true).what())
                .contains(AWAY);
    }

    @Test
    void refusesAMachineThatShowsAnotherKey() throws Exception {
        context.target("servers", Sshd.target(both(), List.of(one.hostKey())));

        var problem = failed(run.run(with("argv: ['true']"), context), false);

        assertThat(problem.code()).isEqualTo("SW-1112");
        assertThat(problem.what()).contains(two.address() + ": it shows a key that is not known");
    }

    @Test
    void looksMachinesUpInAListOfKnownHosts() throws Exception {
        Path list = Files.writeString(
                folder.resolve("known_hosts"),
                "[127.0.0.1]:" + one.address().replaceFirst(".*:", "") + " " + one.hostKey() + "\n");
        context.target(
                "servers",
                Sshd.target(
                        Optional.empty(),
                        new Ssh(
                                both(),
                                Optional.of(Sshd.KEY),
                                Optional.empty(),
                                false,
                                List.of(),
                                Optional.of(list.toString()))));

        assertThat(failed(run.run(with("argv: ['true']"), context), false).what())
                .contains(two.address() + ": it shows a key", "done on " + one.address());
    }

    @Test
    void saysWhoIsNotLetIn() throws Exception {
        context.secrets.put("WRONG", Secret.of("no such password"));
        context.target(
                "servers",
                Sshd.target(
                        Optional.of(new SecretReference("WRONG")),
                        new Ssh(both(), Optional.empty(), Optional.empty(), false, keys(), Optional.empty())));

        assertThat(refused(run.run(with("argv: ['true']"), context)).code()).isEqualTo("SW-1113");
        assertThat(refused(run.ready(with("argv: ['true']"), context)).what()).contains("2 of 2 machines");
    }

    @Test
    void refusesAProgramThatIsNotThereAtArming() throws Exception {
        assertThat(refused(run.ready(with("argv: [no-such-program]"), context)).what())
                .contains("there is no program");
    }

    @Test
    void probesAndVerifiesEveryMachine() throws Exception {
        Path made = folder.resolve("made");
        String with = "{argv: [touch, '%s'], probe: test -e %s, verify: test -e %s}".formatted(made, made, made);
        assertThat(run.probe(with(with), context)).isInstanceOf(Probe.Needed.class);
        assertThat(failed(run.verify(with(with), context), true).what()).contains("2 of 2");

        done(run.run(with(with), context));

        assertThat(run.probe(with(with), context)).isInstanceOf(Probe.Already.class);
        done(run.verify(with(with), context));
    }

    @Test
    void endsWhatItStartedWhenTheTimeIsUp() throws Exception {
        Path pid = folder.resolve("pid");

        var problem = failed(
                run.run(
                        with("{hosts: ['" + one.address() + "'], argv: ['sleep 600 & echo $! >" + pid
                                + "; wait'], shell: true, timeout: 1s}"),
                        context),
                true);

        assertThat(problem.code()).isEqualTo("SW-1117");
        gone(pid);
    }

    @Test
    void endsWhatItStartedWhenSomebodyCancelsIt() throws Exception {
        Path pid = folder.resolve("pid");
        var work = context.underway(1);
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread worker = new Thread(() -> {
            try {
                run.run(
                        with("{hosts: ['" + one.address() + "'], argv: ['sleep 600 & echo $! >" + pid
                                + "; wait'], shell: true}"),
                        context);
            } catch (Throwable thrown) {
                ended.set(thrown);
            }
        });
        worker.start();
        await().until(() -> Files.exists(pid) && Files.size(pid) > 1);

        work.cancel();

        await().until(() -> ended.get() instanceof StepContext.Cancelled);
        gone(pid);
    }

    @Test
    void endsWhatAWorkerThatDiedLeftRunning() throws Exception {
        Process left = new ProcessBuilder("setsid", "sleep", "600").start();
        String start =
                Files.readString(Path.of("/proc/" + left.pid() + "/stat")).split(" ")[21];
        context.keepsakes()
                .keep(
                        "ssh/process/key-1/" + one.address(),
                        "[ \"$(cut -d' ' -f22 /proc/" + left.pid() + "/stat)\" = " + start + " ] && kill -TERM -- -"
                                + left.pid());

        done(run.run(with("{hosts: ['" + one.address() + "'], argv: ['true']}"), context));

        await().until(() -> !left.isAlive());
    }

    @Test
    void refusesHostsThatTheTargetDoesNotHave() {
        assertThatThrownBy(() -> run.run(with("{hosts: [elsewhere], argv: ['true']}"), context))
                .hasMessageContaining("SW-1115");
    }

    @Test
    void isNotMistakenForAFolderOfThisMachine() {
        CommandRun local = new CommandRun();

        assertThatThrownBy(() -> local.run(inputs(local, "{host: servers, argv: ['true']}"), context))
                .hasMessageContaining("SW-1119");
    }

    private static void gone(Path pid) throws IOException {
        long id = Long.parseLong(Files.readString(pid).strip());
        await().until(() -> ProcessHandle.of(id).filter(ProcessHandle::isAlive).isEmpty());
    }

    private static List<String> both() {
        return List.of(one.address(), two.address());
    }

    private static List<String> keys() throws IOException {
        return List.of(one.hostKey(), two.hostKey());
    }

    private SshRun.Inputs with(String more) {
        String rest = more.startsWith("{") ? more.substring(1, more.length() - 1) : more;
        return inputs(run, "{target: servers, " + rest + "}");
    }
}
