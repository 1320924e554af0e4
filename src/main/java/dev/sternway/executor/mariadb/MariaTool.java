package dev.sternway.executor.mariadb;

import dev.sternway.base.ProblemException;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.StepContext.LeaseLost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs mariadb-dump and mariadb; log-in and password go through an option file of their own, never through the arguments. */
public final class MariaTool {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+-MariaDB");

    /** The client also repeats the statement that failed, with the rows in it. */
    private static final Pattern MESSAGE = Pattern.compile("ERROR |Warning|WARNING|mariadb|mysql");

    private static final int THOUSAND = 1000;

    private final String tool;

    public MariaTool(String tool) {
        this.tool = tool;
    }

    /**
     * @param server version as the server says it
     * @return what the tool says its version is
     * @throws ProblemException SW-0597 when it is missing, of another product, or older than the server
     */
    String require(String server) throws IOException, InterruptedException {
        String said;
        try {
            Process process = new ProcessBuilder(tool, "--version").start();
            said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            process.waitFor();
        } catch (IOException missing) {
            throw unfit(tool + " is not installed");
        }
        if (number(said) == 0) {
            throw unfit(tool + " is not MariaDB's: " + said);
        }
        if (number(said) < number(server)) {
            throw unfit(tool + " is older than the server's " + server + ": " + said);
        }
        return said;
    }

    private static int number(String version) {
        Matcher matched = VERSION.matcher(version);
        return matched.find() ? Integer.parseInt(matched.group(1)) * THOUSAND + Integer.parseInt(matched.group(2)) : 0;
    }

    private static ProblemException unfit(String what) {
        return ProblemException.of(
                "SW-0597",
                what,
                "PATH",
                "Install Debian's package mariadb-client, as new as the server, where Sternway runs");
    }

    /**
     * @param in fed to the tool; nothing when empty
     * @param out takes what the tool says; the step's output when empty
     * @return the exit code
     */
    int run(MariaAccess server, StepContext context, List<String> arguments, Optional<Path> in, Optional<Path> out)
            throws IOException, InterruptedException, LeaseLost {
        return run(server, context, arguments, in, out, context::print);
    }

    /** Like the other, with somebody who hears what the tool says beside its output. */
    public int run(
            MariaAccess server,
            StepContext context,
            List<String> arguments,
            Optional<Path> in,
            Optional<Path> out,
            Consumer<String> said)
            throws IOException, InterruptedException, LeaseLost {
        Path options = options(server, context);
        Path errors = Files.createTempFile(context.workspace(), "errors", ".log");
        try {
            List<String> command = new ArrayList<>(List.of(tool, "--defaults-file=" + options));
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"));
            builder.redirectError(errors.toFile());
            builder.redirectInput(in.orElse(Path.of("/dev/null")).toFile());
            builder.redirectOutput(out.orElse(errors).toFile());
            return await(builder.start(), context);
        } finally {
            Files.deleteIfExists(options);
            Files.readAllLines(errors, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> MESSAGE.matcher(line).lookingAt())
                    .forEach(said);
            Files.deleteIfExists(errors);
        }
    }

    /** The tool ends as soon as the step belongs to somebody else. */
    private static int await(Process process, StepContext context) throws InterruptedException, LeaseLost {
        try {
            while (!process.waitFor(1, TimeUnit.SECONDS)) {
                context.stillMine();
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path options(MariaAccess server, StepContext context) throws IOException {
        Files.createDirectories(context.workspace());
        Path file = Files.createTempFile(
                context.workspace(),
                "client",
                ".cnf",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                file,
                "[client]\nhost=" + server.host() + "\nport=" + server.port() + "\nprotocol=tcp\nuser="
                        + quoted(server.user()) + "\n"
                        + server.password()
                                .map(it -> "password=" + quoted(it.reveal()) + "\n")
                                .orElse(""));
        return file;
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
