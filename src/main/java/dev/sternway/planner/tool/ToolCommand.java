package dev.sternway.planner.tool;

import dev.sternway.base.Printed;
import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a team's own tool in its project, and reads what it prints. */
final class ToolCommand {
    private static final long LONGEST_SECONDS = 120;
    private static final int MOST = 16 << 20;

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
            Process process = new ProcessBuilder(words)
                    .directory(project.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            Printed printed = Printed.by(process.getInputStream(), MOST);
            Printed error = Printed.by(process.getErrorStream());
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw problem(said(arguments) + " did not end within " + LONGEST_SECONDS + " s");
            }
            if (printed.complete().cut()) {
                throw problem(said(arguments) + " prints more than " + (MOST >> 20) + " MiB");
            }
            String complaint = error.complete().lastLine();
            return new Ran(process.exitValue(), printed.text(), complaint.isEmpty() ? printed.lastLine() : complaint);
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
}
