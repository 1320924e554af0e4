package dev.sternway.planner.tool;

import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a team's own tool in its project, and reads what it prints. */
final class ToolCommand {
    private static final long LONGEST_SECONDS = 120;

    private final Path project;
    private final List<String> command;

    ToolCommand(Path project, List<String> command) {
        this.project = project;
        this.command = List.copyOf(command);
    }

    /** @param error its last line of complaint when the code is not 0 */
    record Ran(int code, String output, String error) {}

    /** @throws ProblemException SW-0479 when the tool cannot be started, does not end, or fails */
    String output(String... arguments) {
        Ran ran = run(arguments);
        if (ran.code() != 0) {
            throw problem(said(arguments) + " fails: " + ran.error());
        }
        return ran.output();
    }

    Ran run(String... arguments) {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("sternway", ".out");
            Path error = Files.createTempFile("sternway", ".err");
            try {
                Process process = new ProcessBuilder(words)
                        .directory(project.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectOutput(output.toFile())
                        .redirectError(error.toFile())
                        .start();
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    throw problem(said(arguments) + " did not end within " + LONGEST_SECONDS + " s");
                }
                String printed = text(output);
                String complaint = lastLine(text(error));
                return new Ran(process.exitValue(), printed, complaint.isEmpty() ? lastLine(printed) : complaint);
            } finally {
                Files.deleteIfExists(output);
                Files.deleteIfExists(error);
            }
        } catch (IOException notThere) {
            throw problem("\"" + String.join(" ", command) + "\" cannot be started: " + notThere.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problem(said(arguments) + " was interrupted");
        }
    }

    String said(String... arguments) {
        return "\"" + String.join(" ", command) + " " + String.join(" ", arguments) + "\"";
    }

    ProblemException problem(String what) {
        return ProblemException.of(
                "SW-0479",
                what,
                project.toString(),
                "Run it in that folder until it works; --tool says how the tool is called, as in --tool \"poetry run alembic\"");
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static String lastLine(String text) {
        return text.lines().map(String::strip).filter(it -> !it.isEmpty()).reduce("", (one, two) -> two);
    }
}
