package dev.sternway.demo.stage;

import dev.sternway.demo.victim.TodoDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Everything that runs for one demo. Whatever was started is stopped when the stage closes, in reverse order. */
public final class Stage implements AutoCloseable {
    private final Path folder;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean closed;

    public Stage(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    public Path folder() {
        return folder;
    }

    public TodoDatabase database() throws IOException {
        return TodoDatabase.create(postgres(), "todo");
    }

    /** A PostgreSQL of its own. @return its JDBC URL, without a database's name */
    public String postgres() throws IOException {
        EmbeddedPostgres postgres = keep(EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "60")
                .setServerConfig("fsync", "off")
                .start());
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/";
    }

    public Inbox inbox() throws IOException {
        return keep(Inbox.open(folder.resolve("chat.log")));
    }

    public Host host(TodoDatabase database, String release) throws IOException {
        return keep(Host.create(folder.resolve("host"), database, release, freePort(usual(8081))));
    }

    public SternwayServer sternway() throws IOException {
        return keep(SternwayServer.start(folder, freePort(usual(8080))));
    }

    /** @param environment further environment variables of the server */
    public SternwayServer sternway(int port, Map<String, String> environment) throws IOException {
        return keep(SternwayServer.start(folder, port, environment));
    }

    /** Starts something that the stage stops again. */
    public synchronized <T extends AutoCloseable> T keep(T thing) {
        if (closed) {
            throw new DemoFailure("the demo is already over");
        }
        running.push(thing);
        return thing;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("while tidying up: " + e.getMessage());
            }
        }
    }

    /** The port that people expect, except where several stages are built at once. */
    private static int usual(int port) {
        return "any".equals(System.getProperty("sternway.stage.ports")) ? 0 : port;
    }

    /** The wanted port, or another when it is taken. */
    public static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }
}
