package dev.sternway.chaos;

import dev.sternway.demo.stage.Stage;
import dev.sternway.demo.stage.SternwayServer;
import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of several servers on one database, with a line of its own to it. */
final class Node implements AutoCloseable {
    private final String name;
    private final Path folder;
    private final String store;
    private final int port;
    private final CutLine line = new CutLine(PostgresServer.port());
    private volatile SternwayServer server;

    Node(String name, Path folder, String store) throws IOException {
        this.name = name;
        this.folder = folder;
        this.store = store;
        this.port = Stage.freePort(0);
        this.server = launch();
    }

    private SternwayServer launch() throws IOException {
        return SternwayServer.start(
                folder.resolve("data"),
                folder.resolve(name + ".log"),
                port,
                Map.of(
                        "STERNWAY_DB_URL",
                        "jdbc:postgresql://localhost:" + line.port() + "/" + store,
                        "STERNWAY_DB_USER",
                        "postgres",
                        "STERNWAY_DB_PASSWORD",
                        "postgres",
                        PostgresServer.PASSWORD.secret(),
                        "postgres"));
    }

    SternwayServer server() {
        return server;
    }

    void awaitReady() throws InterruptedException {
        server.awaitReady(Duration.ofSeconds(180));
    }

    /** Whether a step's or duty's owner is this node. */
    boolean is(String owner) {
        return owner.startsWith(server.pid() + "@");
    }

    void kill() throws InterruptedException {
        server.kill();
    }

    void startAgain() throws IOException, InterruptedException {
        server = launch();
        awaitReady();
    }

    void tellToEnd() throws InterruptedException {
        server.close();
    }

    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String which) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + which, String.valueOf(server.pid()))
                .start()
                .waitFor(5, TimeUnit.SECONDS);
    }

    CutLine line() {
        return line;
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() throws Exception {
        goOn();
        server.kill();
        line.close();
    }
}
