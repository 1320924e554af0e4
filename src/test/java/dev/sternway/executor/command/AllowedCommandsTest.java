package dev.sternway.executor.command;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.allow.AllowFile;
import dev.sternway.plan.allow.Allowed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedCommandsTest {
    private final CommandRun command = new CommandRun();

    @TempDir
    Path folder;

    @Test
    void onlyListedProgramsStart() throws Exception {
        Path own = script("own.sh", "echo own");
        TestContext context = context("production: {commands: [echo, " + own + "]}", Map.of(), Optional.empty());

        done(run(context, "{host: host, argv: [echo, hello]}"));
        done(run(context, "{host: host, argv: [./own.sh]}"));
        assertThat(context.output).containsExactly("hello", "own");
        for (String other : new String[] {
            "{host: host, argv: [id]}",
            "{host: host, argv: ['echo hi'], shell: true}",
            "{host: host, argv: [../../../../../../../bin/sh, -c, id]}",
            "{host: host, argv: [echo], probe: [id]}",
        }) {
            var wrong = inputs(command, other);
            assertThatThrownBy(() -> {
                        command.ready(wrong, context);
                        command.run(wrong, context);
                        throw ProblemException.of(
                                "SW-0841", command.probe(wrong, context).toString(), "", "");
                    })
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("SW-0841")
                    .hasMessageContaining("not on the allow-list");
        }
    }

    @Test
    void aListedNameMeansTheSystemsProgramAndNoOther() throws Exception {
        script("echo", "true");
        TestContext context =
                context("production: {commands: [echo]}", Map.of("PATH", folder.toString()), Optional.empty());

        assertThatThrownBy(() -> run(context, "{host: host, argv: [echo, hello]}"))
                .hasMessageContaining("SW-0841")
                .hasMessageContaining(folder.toString());
    }

    @Test
    void runsAsAnotherUserWithThatUsersHomeAndNothingOfOurs() throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        TestContext context = context("production: {users: [nobody]}", Map.of("GREETING", "hello"), Optional.empty());

        done(run(context, "{host: host, argv: ['id -un; echo $HOME $GREETING; env'], shell: true}"));

        assertThat(context.output.get(0)).isEqualTo("nobody");
        assertThat(context.output.get(1)).endsWith(" hello").doesNotContain("/root");
        assertThat(context.output).noneMatch(line -> line.startsWith("STERNWAY_") || line.startsWith("MAVEN"));
    }

    @Test
    void refusesUsersThatAreNotListedOrDoNotExist() throws Exception {
        for (String user : new String[] {"root", "no-such-user", "x; id", "-u root"}) {
            TestContext context = context(
                    user.startsWith("r") ? "production: {users: [nobody]}" : "production: {hosts: []}",
                    Map.of(),
                    Optional.of(user));
            assertThatThrownBy(() -> run(context, "{host: host, argv: [id]}")).hasMessageContaining("SW-0840");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "production: {host: [a]}",
                "production:",
                "",
                "- a",
                "production: {hosts: ['http://x']}",
                "production: {hosts: a}",
                "production: {hosts: [a]}\nproduction: {hosts: [b]}",
            })
    void refusesAListThatCannotBeMeant(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("allow.yaml"), text);

        assertThatThrownBy(() -> AllowFile.of(file.toString())).hasMessageContaining("SW-0839");
        assertThatThrownBy(() -> AllowFile.of(folder + "/none")).hasMessageContaining("SW-0839");
    }

    @Test
    void anEnvironmentThatTheListDoesNotNameMayDoNothing() throws Exception {
        AllowFile file =
                AllowFile.of(Files.writeString(folder.resolve("allow.yaml"), "production: {hosts: [a.example]}")
                        .toString());

        assertThat(file.in("staging")).isEqualTo(Allowed.NOTHING);
        assertThat(file.in("production").hosts()).contains(List.of("a.example"));
        assertThat(file.in("production").commands()).isEmpty();
        assertThat(AllowFile.NONE.in("staging")).isEqualTo(Allowed.ANYTHING);
    }

    private TestContext context(String allow, Map<String, String> variables, Optional<String> user) throws IOException {
        TestContext context = new TestContext(folder);
        context.allowed = AllowFile.of(
                        Files.writeString(folder.resolve("allow.yaml"), allow).toString())
                .in("production");
        return context.target(
                "host",
                new Target(
                        Target.Type.HOST,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(folder.toString()),
                        variables,
                        Optional.empty(),
                        Optional.empty(),
                        user));
    }

    private Path script(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private dev.sternway.executor.Outcome run(TestContext context, String inputs) throws Exception {
        return command.run(inputs(command, inputs), context);
    }
}
