package dev.sternway.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Where the engine keeps its state. PostgreSQL waits for the disk at every commit, as it does in earnest.
 *
 * @param environment of a server on it
 * @param plain a database of the same kind for an engine without Sternway
 */
record EngineStore(
        Path folder, String url, String user, String password, Map<String, String> environment, String plain, AutoCloseable server)
        implements AutoCloseable {
    static EngineStore h2() throws IOException {
        Path folder = Files.createTempDirectory("sternway-bench");
        return new EngineStore(
                folder,
                "jdbc:h2:file:" + folder.resolve("data/sternway"),
                "sternway",
                "",
                Map.of(),
                "jdbc:h2:file:" + folder.resolve("plain"),
                () -> {});
    }

    static EngineStore postgres() throws IOException, SQLException {
        Path folder = Files.createTempDirectory("sternway-bench");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setOverrideWorkingDirectory(Path.of("/tmp/embedded-pg").toFile());
        Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on", "autovacuum", "on")
                .forEach(builder::setServerConfig);
        EmbeddedPostgres server = builder.start();
        String url = server.getJdbcUrl("postgres", "postgres");
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database plain");
        }
        Map<String, String> environment = new HashMap<>();
        environment.put("STERNWAY_DB_URL", url);
        environment.put("STERNWAY_DB_USER", "postgres");
        environment.put("STERNWAY_DB_PASSWORD", "postgres");
        return new EngineStore(
                folder, url, "postgres", "postgres", environment, server.getJdbcUrl("postgres", "plain"), server);
    }

    boolean isH2() {
        return url.startsWith("jdbc:h2:");
    }

    /** What is done in its tables. */
    interface Work<T> {
        T in(JdbcClient jdbc) throws Exception;
    }

    /** Only while no server runs on H2, which is let go afterwards. */
    <T> T use(Work<T> work) throws Exception {
        SingleConnectionDataSource source = new SingleConnectionDataSource(url, user, password, true);
        try {
            return work.in(JdbcClient.create(source));
        } finally {
            source.destroy();
        }
    }

    @Override
    public void close() throws Exception {
        server.close();
        new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
    }
}
