package dev.sternway.executor.postgres;

import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.executor.StepContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs pg_dump and pg_restore; the password goes through the environment, never through the arguments. */
final class ClientTool {
    private static final Pattern MAJOR = Pattern.compile("\\) (\\d+)");

    private final String tool;

    ClientTool(String tool) {
        this.tool = tool;
    }

    /** @throws ProblemException SW-0418 when it is missing or older than the server */
    void require(int serverMajor) throws IOException, InterruptedException {
        int major = 0;
        try {
            Process process = new ProcessBuilder(tool, "--version").start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            Matcher version = MAJOR.matcher(said);
            major = version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException missing) {
            throw unfit(tool + " is not installed", serverMajor);
        }
        if (major < serverMajor) {
            throw unfit(tool + " " + major + " is older than the server's " + serverMajor, serverMajor);
        }
    }

    private static ProblemException unfit(String what, int serverMajor) {
        return ProblemException.of(
                "SW-0418",
                what,
                "PATH",
                "Install Debian's package postgresql-client-" + serverMajor + " or newer where Sternway runs");
    }

    /** @return the exit code; what the tool prints goes to the step's output */
    int run(DatabaseAccess database, StepContext context, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                tool,
                "-h",
                database.host(),
                "-p",
                String.valueOf(database.port()),
                "-U",
                database.user(),
                "--no-password"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(Path.of("/").toFile());
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"));
        database.password().ifPresent(secret -> builder.environment().put("PGPASSWORD", secret.reveal()));
        Process process = builder.start();
        process.getOutputStream().close();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                context.print(line);
            }
            return process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
