package dev.sternway.executor.postgres.pool;

import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A real PgBouncer before one database, as {@code shop}, with transactions pooled. */
final class PgBouncer implements AutoCloseable {
    static final SecretReference PASSWORD = new SecretReference("POOLER_PASSWORD");
    private static final String PROGRAM =
            Files.isExecutable(Path.of("/usr/sbin/pgbouncer")) ? "/usr/sbin/pgbouncer" : "pgbouncer";
    static final String REVEALED = "let-me-hold-them";

    private final int port;
    private final Process process;

    PgBouncer(Path folder, String database, String role) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(
                folder.resolve("users.txt"),
                "\"keeper\" \"%s\"\n\"stranger\" \"%s\"\n\"%s\" \"postgres\"\n".formatted(REVEALED, REVEALED, role));
        Path settings = folder.resolve("pgbouncer.ini");
        Files.writeString(settings, """
                [databases]
                shop = host=127.0.0.1 port=%d dbname=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                admin_users = keeper
                pool_mode = transaction
                default_pool_size = 10
                max_client_conn = 200
                ignore_startup_parameters = extra_float_digits
                """.formatted(PostgresServer.port(), database, port, folder.resolve("users.txt")));
        List<String> command = new ArrayList<>(List.of(PROGRAM, settings.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(1, List.of("-u", "nobody"));
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        Awaitility.await().ignoreExceptions().until(() -> {
            connect(role).close();
            return true;
        });
    }

    /** As a client comes through it. */
    Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/shop?prepareThreshold=0", role, "postgres");
    }

    Target target() {
        return target("keeper", port);
    }

    static Target target(String user, int port) {
        return new Target(
                Target.Type.PGBOUNCER,
                Optional.of("jdbc:postgresql://127.0.0.1:" + port + "/pgbouncer"),
                Optional.of(user),
                Optional.of(PASSWORD),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
