package dev.sternway.demo.stage;

import dev.sternway.demo.victim.TodoDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The machine that the to-do service runs on: its deploy scripts, its settings, its front end's builds. */
public final class Host implements AutoCloseable {
    private final Path folder;
    private final int port;

    private Host(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public static Host create(Path folder, TodoDatabase database, String release, int port) throws IOException {
        Host host = new Host(folder, port);
        Files.createDirectories(folder.resolve("bin"));
        for (String script : List.of("deploy", "front-end")) {
            Path file = folder.resolve("bin").resolve(script);
            try (InputStream in = TodoDatabase.class.getResourceAsStream("bin/" + script)) {
                Files.copy(in, file);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        for (String build : List.of("1", "2")) {
            Path builds = Files.createDirectories(folder.resolve("front-end").resolve(build));
            Files.writeString(builds.resolve("index.html"), "<title>To do</title><h1>To do, build " + build + "</h1>");
        }
        Path arguments = folder.resolve("java-arguments");
        Files.writeString(
                arguments,
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m\n-cp \"" + System.getProperty("java.class.path")
                        + "\"\n");
        Files.createFile(
                host.settings(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                host.settings(),
                List.of(
                        "TODO_JAVA='" + Path.of(System.getProperty("java.home"), "bin", "java") + "'",
                        "TODO_JAVA_ARGUMENTS='" + arguments + "'",
                        "TODO_RELEASE='" + release + "'",
                        "TODO_PORT='" + port + "'",
                        "TODO_STATE='" + folder.resolve("state") + "'",
                        "TODO_FRONT_END='" + folder.resolve("front-end/current") + "'",
                        "TODO_OWNER='" + ProcessHandle.current().pid() + "'",
                        "TODO_DB_URL='" + database.url() + "'",
                        "TODO_DB_USER='" + TodoDatabase.OWNER + "'",
                        "TODO_DB_PASSWORD='" + TodoDatabase.PASSWORD + "'"));
        return host;
    }

    public Path folder() {
        return folder;
    }

    public Path settings() {
        return folder.resolve("service.env");
    }

    public URI service() {
        return URI.create("http://localhost:" + port);
    }

    /** Publishes the front end and deploys the service, as the release would. */
    public void release(String version) {
        run("bin/front-end", version);
        run("bin/deploy", version);
    }

    @Override
    public void close() {
        run("bin/deploy", "--stop");
    }

    private void run(String... command) {
        try {
            Path log = folder.resolve("host.log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.command().set(0, folder.resolve(command[0]).toString());
            builder.environment().put("TODO_ENV", settings().toString());
            Process process = builder.start();
            if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new DemoFailure(String.join(" ", command) + " failed; see " + log);
            }
        } catch (IOException e) {
            throw new DemoFailure(String.join(" ", command) + " could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted while waiting for " + String.join(" ", command), e);
        }
    }
}
