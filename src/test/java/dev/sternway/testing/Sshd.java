package dev.sternway.testing;

import dev.sternway.base.Secret;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.Target.Ssh;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A real OpenSSH server on a free port of this machine, which lets in whoever runs the test, with one key. */
public final class Sshd implements AutoCloseable {
    public static final SecretReference KEY = new SecretReference("SSH_KEY");

    private final Path folder;
    private final int port;
    private final Process process;

    public Sshd(Path folder) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        key("host_key");
        key("user_key");
        Files.copy(folder.resolve("user_key.pub"), folder.resolve("authorized_keys"));
        Files.writeString(folder.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PasswordAuthentication yes
                KbdInteractiveAuthentication no
                PermitRootLogin yes
                StrictModes no
                UsePAM no
                PidFile none
                """.formatted(
                        port, folder.resolve("host_key"), folder.resolve("authorized_keys")));
        Files.createDirectories(Path.of("/run/sshd"));
        process = new ProcessBuilder(
                        "/usr/sbin/sshd",
                        "-D",
                        "-e",
                        "-f",
                        folder.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        Awaitility.await().ignoreExceptions().until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        });
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    public String hostKey() throws IOException {
        return Files.readString(folder.resolve("host_key.pub")).strip();
    }

    public Secret userKey() throws IOException {
        return Secret.of(Files.readString(folder.resolve("user_key")));
    }

    /** These servers, each with the first one's key for people and its own for itself. */
    public static Target target(List<String> hosts, List<String> hostKeys) {
        return target(
                Optional.empty(),
                new Ssh(hosts, Optional.of(KEY), Optional.empty(), false, hostKeys, Optional.empty()));
    }

    public static Target target(Optional<SecretReference> password, Ssh ssh) {
        return new Target(
                Target.Type.SSH,
                Optional.empty(),
                Optional.of(System.getProperty("user.name")),
                password,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.of(ssh));
    }

    /** Lets the key of another server's people in, too. */
    public void letIn(Sshd other) throws IOException {
        Files.writeString(folder.resolve("authorized_keys"), Files.readString(other.folder.resolve("user_key.pub")));
    }

    private void key(String name) throws IOException, InterruptedException {
        new ProcessBuilder(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        folder.resolve(name).toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
