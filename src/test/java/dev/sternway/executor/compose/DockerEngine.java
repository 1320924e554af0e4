package dev.sternway.executor.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

/**
 * A real Docker engine of Debian's package on a socket of its own, without a network, with images that hold nothing but
 * BusyBox; beside it Debian's docker-compose. Takes root.
 */
final class DockerEngine implements AutoCloseable {
    private final Path folder;
    private final Path root;
    private Process process;

    DockerEngine(Path folder) throws IOException {
        this.folder = folder;
        process = start();
        root = Files.createDirectories(folder.resolve("root"));
        Path tools = Files.createDirectories(root.resolve("bin"));
        Files.copy(Path.of("/bin/busybox"), tools.resolve("busybox"));
        for (String tool : List.of("sh", "sleep", "test", "touch")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("busybox"));
        }
    }

    private Process start() throws IOException {
        Process started = new ProcessBuilder(
                        "dockerd",
                        "--host=" + host(),
                        "--data-root=" + folder.resolve("data"),
                        "--exec-root=" + folder.resolve("exec"),
                        "--pidfile=" + folder.resolve("pid"),
                        "--storage-driver=vfs",
                        "--bridge=none",
                        "--iptables=false",
                        "--ip6tables=false",
                        "--ip-forward=false")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("dockerd.log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !started.isAlive() || answers());
        if (!started.isAlive()) {
            throw new TestAbortedException(
                    "This machine lets no engine start: " + Files.readString(folder.resolve("dockerd.log")));
        }
        return started;
    }

    private boolean answers() throws IOException, InterruptedException {
        return new ProcessBuilder("docker", "-H", host(), "version")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** Takes root, and no other engine's package in the way. */
    static boolean isPossible() {
        return "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/sbin/dockerd"));
    }

    String host() {
        return "unix://" + folder.resolve("sock");
    }

    /** Variables of whoever asks it. */
    Map<String, String> variables() {
        return Map.of("DOCKER_HOST", host(), "COMPOSE_PROJECT_NAME", "shop");
    }

    /** Whether the machine lets a container run: the engine starts where control groups are out of its reach as well. */
    boolean letsContainersRun() throws IOException {
        return said("docker run --rm --network none " + image("probe:1", "1") + " /bin/test 1 && echo well")
                .endsWith("well");
    }

    /** @return the image's digest */
    String image(String name, String setting) throws IOException {
        return said("tar -C " + root + " -c . | docker import --change 'ENV VERSION=" + setting + "' - " + name);
    }

    /** For a command of somebody who may not ask it. */
    Path refusing() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("refusing"));
        for (String tool : List.of("docker", "docker-compose")) {
            Path script = Files.writeString(
                    tools.resolve(tool),
                    "#!/bin/sh\nexec setpriv --reuid=65534 --clear-groups /usr/bin/" + tool + " \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return tools;
    }

    /** What a line of shell prints that asks it. */
    String said(String line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true);
        builder.environment().putAll(variables());
        Process asked = builder.start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** Images that the containers of a service run, one line for each container. */
    List<String> runs(String service) throws IOException {
        List<String> images = new ArrayList<>(
                said("docker ps --no-trunc --format '{{.ID}}' --filter label=com.docker.compose.service=" + service
                                + " | xargs -r docker inspect --format '{{.Image}}'")
                        .lines()
                        .toList());
        images.sort(null);
        return images;
    }

    @Override
    public void close() throws IOException {
        said("docker ps -aq | xargs -r docker rm -f");
        process.destroy();
        process.onExit().join();
    }
}
