package dev.sternway.database.mariadb;

import dev.sternway.base.Printed;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A MariaDB of our own in the temp folder, on a free port of this machine, behind a password; it ends with the process. */
public final class MariaServer implements AutoCloseable {
    private static final long START_SECONDS = 60;
    /** Our end of the pipe closes even when this process is killed, and with it ends the server. */
    private static final String UNTIL_WE_END =
            "trap '' INT HUP; \"$@\" </dev/null & server=$!; cat >/dev/null; kill \"$server\" 2>/dev/null; wait \"$server\"";

    private final Path folder;
    private final List<String> options;
    private final String program;
    private final String user;
    private final String password = "A" + UUID.randomUUID();
    private final Thread atExit = new Thread(this::end, "end scratch MariaDB");
    private Process process;
    private int port;

    private MariaServer(Path folder, String user, List<String> options) throws IOException {
        this.folder = folder;
        this.user = user;
        this.options = List.copyOf(options);
        try {
            this.program = Program.find("mariadbd", "mysqld");
            if (!Files.isDirectory(folder.resolve("data"))) {
                install();
            }
            logIn();
            this.process = launch();
        } catch (IOException | ProblemException failure) {
            removeFolder();
            throw failure;
        }
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Takes some seconds. @throws ProblemException SW-0470 when MariaDB is not installed or does not start */
    public static MariaServer start() {
        return start(List.of("--skip-log-bin"));
    }

    /**
     * @param options of {@code mariadbd}, after our own
     * @throws ProblemException SW-0470 when MariaDB is not installed or does not start
     */
    public static MariaServer start(List<String> options) {
        try {
            return started(new MariaServer(Files.createTempDirectory("sternway-mariadb"), "sternway", options));
        } catch (IOException failure) {
            throw new ProblemException(notStarted(String.valueOf(failure.getMessage())), failure);
        }
    }

    /**
     * On the files of another server, with a log-in of our own beside those that it has.
     *
     * @param folder holds them in {@code data}; it is removed when the server ends
     * @param options of {@code mariadbd}, after our own
     * @throws ProblemException SW-0470 when MariaDB is not installed or does not start
     */
    public static MariaServer over(Path folder, List<String> options) {
        try {
            String user = "sternway_" + UUID.randomUUID().toString().substring(0, 8);
            return started(new MariaServer(folder, user, options));
        } catch (IOException failure) {
            throw new ProblemException(notStarted(String.valueOf(failure.getMessage())), failure);
        }
    }

    private static MariaServer started(MariaServer server) throws IOException {
        server.awaitStart();
        return server;
    }

    /** @param schema empty for none */
    public Connection connect(String schema) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("allowMultiQueries", "true");
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/" + schema, properties);
    }

    public int port() {
        return port;
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    /** Ends it as a crash of the machine would, and starts it again on the same files. */
    public void crash() throws IOException {
        server().ifPresent(it -> it.destroyForcibly());
        awaitEnd();
        process = launch();
        awaitStart();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyEnding) {
            return;
        }
    }

    private void end() {
        awaitEnd();
        removeFolder();
    }

    private void removeFolder() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException gone) {
            return;
        }
    }

    /** The wrapper ends the server as soon as nothing is at the other end of its input any more. */
    private void awaitEnd() {
        Optional<ProcessHandle> server = server();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                server.ifPresent(it -> it.destroyForcibly());
                process.destroyForcibly();
            }
        } catch (IOException gone) {
            process.destroyForcibly();
        } catch (InterruptedException stop) {
            server.ifPresent(it -> it.destroyForcibly());
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Optional<ProcessHandle> server() {
        return process.descendants()
                .filter(it -> it.info()
                        .command()
                        .filter(command -> command.matches(".*(mariadbd|mysqld)"))
                        .isPresent())
                .findFirst();
    }

    private void install() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Program.find("mariadb-install-db", "mysql_install_db"),
                "--no-defaults",
                "--datadir=" + folder.resolve("data"),
                "--auth-root-authentication-method=socket",
                "--skip-test-db",
                "--innodb-log-file-size=16M"));
        asRoot(command);
        try {
            Process install = clean(command)
                    .redirectOutput(folder.resolve("install.log").toFile())
                    .start();
            if (install.waitFor() != 0) {
                throw new ProblemException(notStarted(lastLines("install.log")));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new ProblemException(notStarted("interrupted"), stop);
        }
    }

    private static ProcessBuilder clean(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"));
        return builder;
    }

    private void logIn() throws IOException {
        Files.writeString(
                folder.resolve("init.sql"),
                "CREATE USER IF NOT EXISTS '" + user + "'@'%' IDENTIFIED BY '" + password + "';\n"
                        + "GRANT ALL PRIVILEGES ON *.* TO '" + user + "'@'%' WITH GRANT OPTION;\n");
    }

    /** Nothing outlives the scratch, so nothing waits for the disk. */
    private Process launch() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                UNTIL_WE_END,
                "sh",
                program,
                "--no-defaults",
                "--datadir=" + folder.resolve("data"),
                // from the data folder, for the whole path may be longer than a socket's name can be
                "--socket=../socket",
                "--pid-file=" + folder.resolve("pid"),
                // a server that starts removes temporary tables of others from a folder that they share
                "--tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--init-file=" + folder.resolve("init.sql"),
                "--skip-name-resolve",
                "--local-infile=0",
                "--secure-file-priv=" + folder,
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_general_ci",
                "--max-allowed-packet=256M",
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-log-file-size=16M",
                "--innodb-buffer-pool-size=128M",
                "--debug-no-sync"));
        command.addAll(options);
        asRoot(command);
        return clean(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()))
                .start();
    }

    private void awaitStart() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        boolean seen = false;
        while (System.nanoTime() < end && !(seen && server().isEmpty())) {
            seen |= server().isPresent();
            try (Connection connection = connect("")) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException notYet) {
                pause();
            }
        }
        String log = lastLines("server.log");
        close();
        throw new ProblemException(notStarted(log));
    }

    private void pause() {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static void asRoot(List<String> command) {
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
    }

    private String lastLines(String log) throws IOException {
        List<String> lines =
                Printed.of(Files.newInputStream(folder.resolve(log))).lines().toList();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    private static Problem notStarted(String what) {
        return new Problem(
                "SW-0470",
                "MariaDB cannot be started here: " + what,
                System.getProperty("java.io.tmpdir"),
                "Look for space and rights in that folder, or give --url of a server that runs");
    }
}
