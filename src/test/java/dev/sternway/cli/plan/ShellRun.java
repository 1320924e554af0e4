package dev.sternway.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A script run by /bin/sh, with what a person types; its state, log and data are in {@code run} beside it. */
final class ShellRun {
    private final Process process;
    private final Path script;
    private final Path output;

    private ShellRun(Process process, Path script, Path output) {
        this.process = process;
        this.script = script;
        this.output = output;
    }

    /** @param typed lines */
    static ShellRun start(Path script, List<String> typed, String... arguments) throws IOException {
        return start(script, typed, List.of(arguments), environment -> {});
    }

    static ShellRun startWithout(String variable, Path script, List<String> typed, String... arguments)
            throws IOException {
        return start(script, typed, List.of(arguments), environment -> environment.remove(variable));
    }

    static ShellRun startWithPath(String path, Path script, List<String> typed, String... arguments)
            throws IOException {
        return start(script, typed, List.of(arguments), environment -> environment.put("PATH", path));
    }

    private static ShellRun start(
            Path script, List<String> typed, List<String> arguments, Consumer<Map<String, String>> change)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(arguments);
        command.addAll(List.of("--folder", folder(script).toString()));
        Path output = Files.createTempFile(script.getParent(), "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(script.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("TODO_DB_PASSWORD", RunbookStage.PASSWORD);
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        change.accept(builder.environment());
        Process process = builder.start();
        typed.forEach(line -> type(process, line));
        return new ShellRun(process, script, output);
    }

    /** Nobody reads when the script has ended already. */
    private static void type(Process process, String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException ended) {
            assertThat(process.isAlive()).isFalse();
        }
    }

    static Path folder(Path script) {
        return script.resolveSibling("run");
    }

    /** Nothing more is typed; waits for the end. */
    int ended() throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(output()).isTrue();
        return process.exitValue();
    }

    ShellRun awaitState(String words) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(read(folder(script).resolve("state")))
                        .as(output())
                        .contains(words));
        return this;
    }

    /** As a power cut does: nobody is told, and what was started lives on. */
    List<ProcessHandle> killNine() throws Exception {
        List<ProcessHandle> started = process.descendants().toList();
        process.toHandle().destroyForcibly();
        process.waitFor();
        return started;
    }

    List<String> commandLines() {
        return process.descendants()
                .map(it -> it.info().commandLine().orElse(""))
                .toList();
    }

    String output() {
        return read(output);
    }

    static String log(Path script) {
        return read(folder(script).resolve("log"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            return "";
        }
    }
}
