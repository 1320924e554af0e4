package dev.sternway.testing;

import dev.sternway.plan.Target;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/** A PostgreSQL server of a test's own that archives its log; superuser {@code postgres}. */
public final class ArchivingServer implements AutoCloseable {
    private final EmbeddedPostgres server;

    private ArchivingServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** @param archive folder that segments of the log are copied to */
    public static ArchivingServer into(Path archive) throws IOException {
        Files.createDirectories(archive);
        ArchivingServer server = new ArchivingServer(EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "logical")
                .setServerConfig("archive_mode", "on")
                .setServerConfig("max_prepared_transactions", "5")
                .start());
        server.archiveBy(copyingTo(archive));
        return server;
    }

    public void archiveBy(String command) {
        run(
                "postgres",
                "ALTER SYSTEM SET archive_command = '" + command.replace("'", "''") + "'",
                "SELECT pg_reload_conf()");
    }

    public static String copyingTo(Path archive) {
        return "test ! -f " + archive + "/%f && cp %p " + archive + "/%f";
    }

    public int port() {
        return server.getPort();
    }

    /** Folder with postgres and pg_ctl. */
    public String binaries() {
        return value("postgres", "select setting from pg_config where name = 'BINDIR'");
    }

    public String files() {
        return value("postgres", "show data_directory");
    }

    /** Runs statements as superuser, each on its own. */
    public void run(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** First column of the first row, as text; empty text for no row. */
    public String value(String database, String query) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Target target(String database) {
        return new Target(
                Target.Type.POSTGRESQL,
                Optional.of(url(database)),
                Optional.of("postgres"),
                Optional.of(PostgresServer.PASSWORD),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", "postgres");
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + port() + "/" + database;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
