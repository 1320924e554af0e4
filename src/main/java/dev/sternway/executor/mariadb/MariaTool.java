package dev.sternway.executor.mariadb;

import dev.sternway.base.Printed;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Work;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.StepContext.LeaseLost;
import java.io.IOException;
import java.io.InputStream;
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

/** Runs MariaDB's client tools; log-in and password go through an option file of their own, never through the arguments. */
public final class MariaTool {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+-MariaDB");

    /** The client also repeats the statement that failed, with the rows in it. */
    private static final Pattern MESSAGE = Pattern.compile(
            "ERROR |Warning|WARNING|mariadb|mysql|\\[\\d\\d] (?!.*Copying )(.*([Ff]ailed|FATAL|[Ee]rror:|denied))");

    private static final String INIT = "--init-command=SET ";

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
    public String require(String server) throws IOException, InterruptedException {
        String said;
        try {
            Process process = new ProcessBuilder(tool, "--version")
                    .redirectErrorStream(true)
                    .start();
            said = Printed.of(process.getInputStream()).strip();
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

    /** Like {@link #require}, for tools that read the server's own files. @throws ProblemException SW-0597 also when it is newer */
    public String requireSame(String server) throws IOException, InterruptedException {
        String said = require(server);
        if (number(said) != number(server)) {
            throw unfit(tool + " is not of the server's version " + server + ": " + said);
        }
        return said;
    }

    private static int number(String version) {
        Matcher matched = VERSION.matcher(version);
        return matched.find() ? Integer.parseInt(matched.group(1)) * THOUSAND + Integer.parseInt(matched.group(2)) : 0;
    }

    private ProblemException unfit(String what) {
        return ProblemException.of(
                "SW-0597",
                what,
                "PATH",
                "Install Debian's package " + (tool.startsWith("mariadb-backup") ? "mariadb-backup" : "mariadb-client")
                        + ", as new as the server, where Sternway runs");
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
        Path access = options(server, context);
        try {
            ProcessBuilder builder = builder(access, arguments, context);
            builder.redirectInput(in.orElse(Path.of("/dev/null")).toFile());
            builder.redirectErrorStream(out.isEmpty());
            out.ifPresent(file -> builder.redirectOutput(file.toFile()));
            Process process = builder.start();
            Printed heard = heard(out.isEmpty() ? process.getInputStream() : process.getErrorStream());
            try {
                return await(process, context);
            } finally {
                tell(heard, said);
            }
        } finally {
            Files.deleteIfExists(access);
        }
    }

    /**
     * What this tool says goes straight into another one.
     *
     * @param said hears what both say beside that
     * @return the exit code of the first that failed; 0 when both did their work
     */
    public int into(
            MariaTool reader,
            MariaAccess target,
            List<String> readerArguments,
            MariaAccess server,
            List<String> arguments,
            StepContext context,
            Consumer<String> said)
            throws IOException, InterruptedException, LeaseLost {
        Path access = options(server, context);
        Path accessOfReader = options(target, context);
        try {
            List<ProcessBuilder> both = List.of(
                    builder(access, arguments, context), reader.builder(accessOfReader, readerArguments, context));
            both.get(1).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            List<Process> running = ProcessBuilder.startPipeline(both);
            List<Printed> heard =
                    running.stream().map(it -> heard(it.getErrorStream())).toList();
            try {
                int read = await(running.get(1), context);
                int code = await(running.get(0), context);
                return read != 0 ? read : code;
            } finally {
                running.forEach(it -> it.toHandle().destroyForcibly());
                for (Printed one : heard) {
                    tell(one, said);
                }
            }
        } finally {
            Files.deleteIfExists(access);
            Files.deleteIfExists(accessOfReader);
        }
    }

    private ProcessBuilder builder(Path access, List<String> arguments, StepContext context) {
        List<String> command = new ArrayList<>(List.of(tool, "--defaults-file=" + access));
        command.addAll(marked(arguments, context));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"));
        return builder;
    }

    private static Printed heard(InputStream output) {
        return Printed.by(
                output,
                StandardCharsets.ISO_8859_1,
                line -> MESSAGE.matcher(line).lookingAt());
    }

    private static void tell(Printed heard, Consumer<String> said) throws InterruptedException {
        heard.complete().text().lines().forEach(said);
    }

    /** The tool ends as soon as the step belongs to somebody else; what it said can still be read. @return its exit code */
    public static int await(Process process, StepContext context) throws InterruptedException, LeaseLost {
        Runnable end = () -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.toHandle().destroyForcibly();
        };
        try (Work.Going going = context.work().on(end)) {
            while (!process.waitFor(1, TimeUnit.SECONDS)) {
                context.stillMine();
            }
            return process.exitValue();
        } finally {
            end.run();
        }
    }

    /** A client that is killed leaves its session to go on: it has to be found. */
    private List<String> marked(List<String> arguments, StepContext context) {
        if (!tool.equals("mariadb") || !context.work().isNamed()) {
            return arguments;
        }
        String mark = "@sternway = " + MariaAccess.mark(context.work());
        List<String> all = new ArrayList<>(arguments);
        all.replaceAll(it -> it.startsWith(INIT) ? it + ", " + mark : it);
        if (all.equals(arguments)) {
            all.add(0, INIT + mark);
        }
        return all;
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
