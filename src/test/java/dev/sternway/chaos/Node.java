package dev.sternway.chaos;

import dev.sternway.demo.stage.Stage;
import dev.sternway.demo.stage.SternwayServer;
import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One of several servers on one database, with a line of its own to it. */
final class Node implements AutoCloseable {
    private static final int LAST_LINES = 40;
    private static final Optional<Path> FAKE_TIME = Stream.of("x86_64", "aarch64")
            .map(machine -> Path.of("/usr/lib/" + machine + "-linux-gnu/faketime/libfaketimeMT.so.1"))
            .filter(Files::exists)
            .findFirst();

    private final String name;
    private final Path folder;
    private final String store;
    private final int port;
    private final Path time;
    private final CutLine line = new CutLine(PostgresServer.port());
    private volatile SternwayServer server;

    Node(String name, Path folder, String store) throws IOException {
        this.name = name;
        this.folder = folder;
        this.store = store;
        this.port = Stage.freePort(0);
        this.time = Files.writeString(folder.resolve(name + ".time"), "+0");
        this.server = launch();
    }

    private SternwayServer launch() throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "STERNWAY_DB_URL",
                "jdbc:postgresql://localhost:" + line.port() + "/" + store,
                "STERNWAY_DB_USER",
                "postgres",
                "STERNWAY_DB_PASSWORD",
                "postgres",
                PostgresServer.PASSWORD.secret(),
                "postgres"));
        FAKE_TIME.ifPresent(library -> environment.putAll(Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                time.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0")));
        return SternwayServer.start(folder.resolve("data"), folder.resolve(name + ".log"), port, environment);
    }

    /** Its time of day from now on, in words of libfaketime: {@code +3h}. @return false when there is no such library */
    boolean setClock(String to) throws IOException {
        Files.writeString(time, to);
        return FAKE_TIME.isPresent();
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
        launchAgain();
        awaitReady();
    }

    /** To be awaited. */
    void launchAgain() throws IOException {
        server = launch();
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

    /** The end of its log. */
    String said() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(name + ".log"));
        return "\n" + name + " (" + server.pid() + "):\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
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
