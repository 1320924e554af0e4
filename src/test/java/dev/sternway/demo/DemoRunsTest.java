package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as a newcomer runs it: it keeps every promise, or says which one it broke. */
class DemoRunsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"add-email", "MIG-002", "storefront"})
    void theDemoKeepsEveryPromise(String plan) throws Exception {
        Run run = demo("--exit", "--plan", plan);
        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).contains("every promise was kept").containsPattern("rows lost +0");
    }

    @Test
    void aTableDroppedInBetweenIsNamedAndTheDemoFails() throws Exception {
        Run run = demo("--exit", "--sabotage", "DROP TABLE tasks CASCADE");
        assertThat(run.code()).as(run.output()).isNotZero();
        assertThat(run.output())
                .contains("The demo failed")
                .contains("public.tasks")
                .doesNotContain("\tat ");
    }

    private record Run(int code, String output) {}

    private Run demo(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsternway.home=" + Path.of("").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sternway.demo.Demo"));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("demo.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(240, TimeUnit.SECONDS);
        if (!ended) {
            process.destroy();
        }
        return new Run(ended ? process.exitValue() : -1, Files.readString(log));
    }
}
