package dev.sternway.executor.postgres;

import dev.sternway.base.Printed;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Work;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.StepContext.LeaseLost;
import java.io.IOException;
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

    /** Where the tools are when not on the PATH; the environment variable STERNWAY_PG_BIN says the same. */
    private static final String FOLDER = "sternway.pg-bin";

    private final String tool;

    ClientTool(String tool) {
        this.tool = tool;
    }

    /**
     * @return what the tool says its version is
     * @throws ProblemException SW-0418 when it is missing or older than the server
     */
    String require(int serverMajor) throws IOException, InterruptedException {
        int major;
        String version;
        try {
            Process process = new ProcessBuilder(command(), "--version").start();
            String said = Printed.of(process.getInputStream());
            process.waitFor();
            Matcher matched = MAJOR.matcher(said);
            major = matched.find() ? Integer.parseInt(matched.group(1)) : 0;
            version = said.strip();
        } catch (IOException missing) {
            throw unfit(tool + " is not installed", serverMajor);
        }
        if (major < serverMajor) {
            throw unfit(tool + " " + major + " is older than the server's " + serverMajor, serverMajor);
        }
        return version;
    }

    String command() {
        String folder = System.getProperty(FOLDER, System.getenv().getOrDefault("STERNWAY_PG_BIN", ""));
        return folder.isEmpty() ? tool : Path.of(folder, tool).toString();
    }

    private static ProblemException unfit(String what, int serverMajor) {
        return ProblemException.of(
                "SW-0418",
                what,
                "PATH",
                "Install Debian's package postgresql-client-" + serverMajor + " or newer where Sternway runs");
    }

    /** @return the exit code; what the tool prints goes to the step's output */
    int run(DatabaseAccess database, StepContext context, Progress progress, List<String> arguments)
            throws IOException, InterruptedException, LeaseLost {
        List<String> command = new ArrayList<>(List.of(
                command(),
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
        builder.environment().put("PGAPPNAME", context.work().session() + " " + tool);
        database.password().ifPresent(secret -> builder.environment().put("PGPASSWORD", secret.reveal()));
        Process process = builder.start();
        process.getOutputStream().close();
        Runnable end = () -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        };
        try (Work.Going going = context.work().on(end);
                Progress.Watch watch = progress.watch(context, end)) {
            Printed.lines(process.getInputStream(), StandardCharsets.UTF_8, context::print);
            int code = process.waitFor();
            watch.requireMine();
            return code;
        } finally {
            end.run();
        }
    }
}
