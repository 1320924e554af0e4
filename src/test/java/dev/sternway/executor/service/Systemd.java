package dev.sternway.executor.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A real systemd as process 1 of namespaces of its own, with a /run of its own; {@link #path} has a systemctl that asks it.
 * It starts nothing but what the test names: no udev and no clearing of /tmp, which would reach the machine itself.
 * Takes root and unshare, as a machine that runs no systemd has them in a container.
 */
final class Systemd implements AutoCloseable {
    private final Process process;
    private final long init;
    private final Path tools;

    Systemd(Path folder) throws IOException {
        Path boot = Files.writeString(folder.resolve("boot.sh"), """
                mount -t tmpfs tmpfs /run
                mkdir -p /run/systemd/system
                mkdir -m 700 /run/dbus
                printf '[Unit]\\nDefaultDependencies=no\\n' >/run/systemd/system/alone.target
                exec env container=docker /lib/systemd/systemd --system --unit=alone.target --log-target=null
                """);
        process = new ProcessBuilder(
                        "unshare",
                        "--pid",
                        "--mount",
                        "--net",
                        "--uts",
                        "--ipc",
                        "--fork",
                        "--mount-proc",
                        "sh",
                        boot.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("systemd.log").toFile())
                .start();
        Awaitility.await().until(() -> process.children().findAny().isPresent());
        init = process.children().findFirst().orElseThrow().pid();
        tools = Files.createDirectories(folder.resolve("tools"));
        systemctl(tools, "");
        systemctl(ofNobody(), "setpriv --reuid=65534 --regid=65534 --clear-groups ");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        inside("systemctl is-system-running || true").matches("(?s).*(running|degraded|starting).*"));
    }

    /** Not beside another systemd, whose groups of processes it would share. */
    static boolean isPossible() throws IOException {
        if (Files.readString(Path.of("/proc/1/comm")).strip().equals("systemd")) {
            return false;
        }
        Process asked = new ProcessBuilder(
                        "unshare", "--pid", "--mount", "--fork", "--mount-proc", "test", "-x", "/lib/systemd/systemd")
                .redirectErrorStream(true)
                .start();
        return asked.onExit().join().exitValue() == 0;
    }

    String path() {
        return tools + ":/usr/sbin:/usr/bin:/sbin:/bin";
    }

    /** As {@link #path}, of a user whom the folder of the bus lets in no more than it lets strangers in. */
    String pathOfNobody() {
        return ofNobody() + ":/usr/sbin:/usr/bin:/sbin:/bin";
    }

    private Path ofNobody() {
        return tools.resolveSibling("tools-of-nobody");
    }

    private void systemctl(Path folder, String as) throws IOException {
        Path systemctl = Files.writeString(
                Files.createDirectories(folder).resolve("systemctl"),
                "#!/bin/sh\nexec nsenter -t " + init + " -m -p " + as + "/usr/bin/systemctl \"$@\"\n");
        Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What a line of shell prints in there. */
    String inside(String line) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("nsenter", "-t", String.valueOf(init), "-m", "-p", "sh", "-c", line));
        Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    boolean isInactive(String unit) {
        try {
            return inside("systemctl is-active " + unit).strip().equals("inactive");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
