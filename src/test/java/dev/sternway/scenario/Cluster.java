package dev.sternway.scenario;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A PostgreSQL that can be killed as by {@code kill -9}, and started again on the same data. */
final class Cluster implements AutoCloseable {
    private final Path data;
    private final EmbeddedPostgres server;
    private final int port;

    Cluster(Path data) throws IOException {
        this.data = data;
        this.server = start(data);
        this.port = server.getPort();
    }

    String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    int port() {
        return port;
    }

    String value(String database, String query) {
        try (Connection connection = DriverManager.getConnection(url(database), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            if (!statement.execute(query)) {
                return String.valueOf(statement.getUpdateCount());
            }
            ResultSet rows = statement.getResultSet();
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void kill() {
        try {
            killNow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void killNow() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle.of(pid).ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    /** With the words it was started with before; again while children of the killed one hold its shared memory. */
    void startAgain() throws IOException {
        String words =
                "exec " + Files.readString(data.resolve("postmaster.opts")).strip();
        List<String> command = new ArrayList<>(List.of("sh", "-c", words));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(0, List.of("unshare", "-U"));
        }
        Path log = data.resolve("again.log");
        ProcessBuilder again = new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        AtomicReference<Optional<Process>> started = new AtomicReference<>(Optional.empty());
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                if (started.get().filter(Process::isAlive).isEmpty()) {
                    Files.deleteIfExists(data.resolve("postmaster.pid"));
                    started.set(Optional.of(again.start()));
                }
                return value("postgres", "SELECT 1").equals("1");
            });
        } catch (ConditionTimeoutException late) {
            throw new IllegalStateException(Files.readString(log), late);
        }
    }

    private static EmbeddedPostgres start(Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("wal_level", "logical")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
