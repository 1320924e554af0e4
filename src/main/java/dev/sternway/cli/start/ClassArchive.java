package dev.sternway.cli.start;

import dev.sternway.base.ProblemException;
import dev.sternway.cli.terminal.Course;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Starts a server on no data, lets Java write down which classes it loaded, and ends it. Nothing of the caller's
 * environment reaches that server: it must find neither databases nor secrets.
 */
@Command(
        name = "class-archive",
        description = {
            "Writes an archive of the classes that a start loads, for -XX:SharedArchiveFile=FILE; later starts are faster.",
            "Starts and ends a server on no data for it; half a minute. See docs/install.md."
        },
        mixinStandardHelpOptions = true)
public final class ClassArchive implements Callable<Integer> {
    private static final Pattern READY = Pattern.compile("is ready on (http://localhost:\\d+)/");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Parameters(paramLabel = "FILE", description = "Archive; replaced at once, when a new one is whole.")
    private Path file = Path.of("sternway.jsa");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path target = file.toAbsolutePath();
        String classes = classes(System.getProperty("java.class.path", ""));
        Path folder = folderBeside(target);
        Thread clean = new Thread(() -> delete(folder));
        Runtime.getRuntime().addShutdownHook(clean);
        try {
            Path made = folder.resolve("new.jsa");
            try (Course course = Course.of(spec)) {
                make(course, folder, made, classes);
                course.begin("Trying it", 3, 3);
                prove(folder, made, classes);
            }
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            delete(folder);
            Runtime.getRuntime().removeShutdownHook(clean);
        }
        spec.commandLine()
                .getOut()
                .println(file + ": " + Files.size(target) / 1_000_000
                        + " MB, for java -XX:SharedArchiveFile with these same jars");
        return 0;
    }

    /** Java archives classes of jars only, neither of folders nor of jars within jars. */
    static String classes(String classPath) {
        List<String> whole = Stream.of(classPath.split(File.pathSeparator))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .toList();
        boolean nested = Sternway.place().startsWith("jar:nested:");
        if (nested || whole.stream().anyMatch(part -> Files.isDirectory(Path.of(part)))) {
            throw ProblemException.of(
                    "SW-0926",
                    nested ? "The classes are in jars within a jar" : "The classes are in a folder",
                    classPath,
                    "Unpack it first: java -Djarmode=tools -jar sternway.jar extract; then call the jar that is there");
        }
        return String.join(File.pathSeparator, whole);
    }

    private static Path folderBeside(Path target) {
        try {
            return Files.createTempDirectory(
                    Optional.ofNullable(target.getParent()).orElse(target), ".class-archive");
        } catch (IOException refused) {
            throw ProblemException.of(
                    "SW-0927",
                    "Nothing can be written beside " + target,
                    target.toString(),
                    "Name a file in a folder that is there and that this user may write to");
        }
    }

    private static void make(Course course, Path folder, Path made, String classes)
            throws IOException, InterruptedException {
        course.begin("Starting a server on no data", 1, 3);
        Path log = folder.resolve("log");
        Process server = java(
                folder,
                log,
                "-XX:TieredStopAtLevel=1",
                "-XX:ArchiveClassesAtExit=" + made,
                "-cp",
                classes,
                Sternway.MAIN,
                "serve",
                "--port",
                "0",
                "--address",
                "127.0.0.1",
                "--data",
                folder.resolve("data").toString());
        Thread end = new Thread(server::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        try {
            ask(server, log);
            course.begin("Writing down its classes", 2, 3);
            server.destroy();
            if (!server.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || !Files.exists(made)) {
                throw failed(log);
            }
        } finally {
            server.destroyForcibly().waitFor();
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    /** Until it serves, as those who watch over it ask, and a page. */
    private static void ask(Process server, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        Matcher ready = READY.matcher("");
        while (!ready.reset(Files.readString(log)).find()) {
            if (System.nanoTime() > end || server.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw failed(log);
            }
        }
        for (String path : List.of("/actuator/health/readiness", "/")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(ready.group(1) + path))
                    .timeout(LIMIT)
                    .build();
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        }
    }

    /** Java dies of an archive that was cut off, and warns of one that does not fit. */
    private static void prove(Path folder, Path made, String classes) throws IOException, InterruptedException {
        Path log = folder.resolve("proof");
        Process proof = java(folder, log, "-XX:SharedArchiveFile=" + made, "-cp", classes, Sternway.MAIN, "--version");
        if (proof.waitFor() != 0 || !Files.readString(log).startsWith("sternway ")) {
            throw failed(log);
        }
    }

    private static Process java(Path folder, Path log, String... words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "LANG", "LC_ALL"));
        return builder.start();
    }

    private static ProblemException failed(Path log) throws IOException {
        List<String> said = Files.readString(log)
                .lines()
                .filter(line -> !line.contains("][warning][cds"))
                .toList();
        return ProblemException.of(
                "SW-0928",
                "No archive of the classes was made: "
                        + String.join(" / ", said.subList(Math.max(0, said.size() - 3), said.size())),
                "class-archive",
                "See whether there is memory and disk; a server starts without the archive as well, only slower");
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException stays) {
            folder.toFile().deleteOnExit();
        }
    }

    /** What is started, and where its classes are. */
    private static final class Sternway {
        private static final String MAIN = "dev.sternway.Sternway";

        static String place() {
            return ClassArchive.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString();
        }
    }
}
