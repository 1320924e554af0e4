package dev.sternway.planner.scratch;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Sql;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;

/** An empty database on a PostgreSQL server of its own, in the temp folder, open to this process alone. */
public final class EmbeddedScratch implements Scratch {
    private static final String USER = "postgres";
    private static final String DATABASE = "scratch";

    private final EmbeddedPostgres server;
    private final String password;
    private final String version;

    private EmbeddedScratch(EmbeddedPostgres server, String password) throws SQLException {
        this.server = server;
        this.password = password;
        try (Connection connection = connection(USER);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + DATABASE);
            this.version = Sql.column(connection, "show server_version").get(0);
        }
    }

    /** Takes some seconds. @throws ProblemException SW-0467 when no server can run here */
    public static EmbeddedScratch start() {
        String password = UUID.randomUUID().toString();
        try {
            Path file = Files.createTempFile("sternway", ".secret");
            try {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            } catch (UnsupportedOperationException windows) {
                file.toFile().setReadable(true, true);
            }
            try {
                Files.writeString(file, password);
                return new EmbeddedScratch(server(file, password), password);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException | SQLException | IllegalStateException failure) {
            throw new ProblemException(
                    new Problem(
                            "SW-0467",
                            "PostgreSQL cannot be started here: " + failure.getMessage(),
                            System.getProperty("java.io.tmpdir"),
                            "Look for space and rights in that folder, or give --url to use a server that runs"),
                    failure);
        }
    }

    @Override
    public Connection connection() throws SQLException {
        return connection(DATABASE);
    }

    @Override
    public Connection maintenance() throws SQLException {
        return connection("postgres");
    }

    @Override
    public String serverVersion() {
        return version;
    }

    @Override
    public String description() {
        return "embedded PostgreSQL " + version;
    }

    /** Makes the database, and the roles of the server, as they were at the start; nothing may be connected. */
    public void reset() throws SQLException {
        try (Connection connection = connection(USER);
                Statement statement = connection.createStatement()) {
            statement.execute("drop database " + DATABASE);
            for (String role : Sql.column(connection, "select rolname from pg_roles where oid >= 16384")) {
                statement.execute("drop role " + Sql.name(role));
            }
            statement.execute("create database " + DATABASE);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw ProblemException.of(
                    "SW-0467",
                    "The scratch server did not end: " + failure.getMessage(),
                    "port " + server.getPort(),
                    "End the postgres process by hand");
        }
    }

    private Connection connection(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + server.getPort() + "/" + database, properties);
    }

    /** Nothing outlives the scratch, so nothing waits for the disk; whoever else is on this machine needs the password. */
    private static EmbeddedPostgres server(Path passwordFile, String password) throws IOException {
        return EmbeddedPostgres.builder()
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setConnectConfig("password", password)
                .setServerConfig("unix_socket_directories", "''")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("autovacuum", "off")
                .setServerConfig("jit", "off")
                .setServerConfig("max_locks_per_transaction", "512")
                .start();
    }
}
