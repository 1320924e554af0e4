package dev.sternway.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** ShellCheck (Debian package shellcheck) over every script of the example plans, with all its rules. */
class RunbookShellCheckTest {
    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> findsNothingInAnyLevelOfTheExamplePlans() {
        return Stream.of("add-email 1", "add-email 2", "add-email 3", "MIG-002 1", "MIG-002 3", "MIG-002 code-only")
                .flatMap(it -> Stream.of(it, it + " production"))
                .map(it -> DynamicTest.dynamicTest(it, () -> {
                    String[] words = it.split(" ");
                    assertThat(checked(script("plans/" + words[0], words))).isEmpty();
                }));
    }

    @Test
    void findsNothingInAScriptMadeOfNastyWords() throws Exception {
        Path plan = folder.resolve("plan/plan.yaml");
        Files.createDirectories(plan.resolveSibling("rollback"));
        for (String file : List.of("level-1.sql", "level-2.sql")) {
            Files.copy(Path.of("plans/add-email/rollback", file), plan.resolveSibling("rollback/" + file));
        }
        Files.writeString(plan.resolveSibling("rollback/level-1.sql"), """
                DO $x$ BEGIN
                  IF true THEN RAISE NOTICE '%', 'it''s `x` $(touch x)';
                  END IF;
                END $x$;
                """);
        String text = Files.readString(Path.of("plans/add-email/plan.yaml"));
        Files.writeString(
                plan,
                text.replace(
                                "title: E-mail addresses for users",
                                "title: \"It's $(touch x) `touch x` \\\"${HOME}\\\" \\\\ \\n# END\"")
                        .replace("name: Show the maintenance page", "name: \"';touch x;'\"")
                        .replace("path: /maintenance\n", "path: \"/maintenance?a='$(touch x)'&b=[1]\"\n")
                        .replace(
                                "argv: [bin/deploy, \"1\"]",
                                "argv: [bin/deploy, \"$(touch x)\", \"'\", \"a b\", \"END\"]")
                        .replace("because ${reason}", "because '$(touch x)' ${reason} \\\"`touch x`")
                        .replace("uses: http/request", "uses: cluster/scale")
                        .replace("release: 2.4.0", "release: \"$release\""));
        Path script = script(plan.getParent().toString(), "plan", "1");

        assertThat(checked(script)).isEmpty();
        assertThat(run(List.of("/bin/sh", script.toString(), "--dry-run")))
                .contains(
                        "';touch x;'", "It's $(touch x) `touch x`", "do by hand what Sternway does with cluster/scale");
        assertThat(folder.resolve("x")).doesNotExist();
        assertThat(Path.of("x")).doesNotExist();
    }

    private Path script(String plan, String... words) {
        Path script = folder.resolve(String.join("-", words) + ".sh");
        StringWriter said = new StringWriter();
        List<String> arguments =
                new java.util.ArrayList<>(List.of(plan, "--level", words[1], "--out", script.toString()));
        if (words.length > 2) {
            arguments.addAll(List.of("--environment", words[2]));
        }
        int code = new CommandLine(new PlanScript())
                .setErr(new PrintWriter(said, true))
                .execute(arguments.toArray(String[]::new));
        assertThat(code).as(said.toString()).isZero();
        return script;
    }

    private String checked(Path script) throws Exception {
        return run(List.of("shellcheck", "-s", "sh", script.toString()));
    }

    private String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
