package dev.sternway.demo.victim;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One running version of the to-do service. */
public final class TodoService implements AutoCloseable {
    private final Settings settings;
    private final HikariDataSource database;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final HttpServer server;

    private TodoService(Settings settings) throws IOException {
        this.settings = settings;
        Files.createDirectories(settings.state());
        database = new HikariDataSource(pool(settings));
        Switches switches = new Switches(settings.state().resolve("switches.properties"));
        ErrorWindow errors = new ErrorWindow(Clock.systemUTC());
        Pages pages = new Pages(settings, JdbcClient.create(database), switches, errors);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
        server.setExecutor(threads);
        server.createContext("/", new Door(pages, switches, errors));
        server.start();
        Files.writeString(version(), settings.shape().version);
    }

    static TodoService start(Settings settings) throws IOException {
        return new TodoService(settings);
    }

    /** One version inside the caller's own process. */
    public static TodoService start(TodoDatabase database, String release, String version, Path state, int port)
            throws IOException {
        return start(new Settings(
                Shape.of(release, version),
                port,
                state,
                Optional.empty(),
                Optional.empty(),
                database.url(),
                TodoDatabase.OWNER,
                TodoDatabase.PASSWORD));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(version());
        } catch (IOException e) {
            System.err.println("the file " + version() + " stays behind: " + e.getMessage());
        }
        server.stop(0);
        threads.shutdown();
        database.close();
    }

    public static void main(String[] arguments) throws IOException {
        Settings settings = Settings.from(List.of(arguments), System.getenv());
        TodoService service = start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(service::close));
        settings.owner()
                .flatMap(ProcessHandle::of)
                .map(ProcessHandle::onExit)
                .orElseGet(CompletableFuture::new)
                .thenRun(() -> System.exit(0));
        System.out.println("to-do service, version " + settings.shape().version + ", port " + service.port());
    }

    private Path version() {
        return settings.state().resolve("version");
    }

    /** Connections are short-lived and made late, so that a database that was frozen or swapped is found again. */
    private static HikariConfig pool(Settings settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.databaseUrl());
        config.setUsername(settings.databaseUser());
        config.setPassword(settings.databasePassword());
        config.setMaximumPoolSize(6);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(3_000);
        config.setIdleTimeout(10_000);
        config.setKeepaliveTime(0);
        config.setMaxLifetime(30_000);
        config.setInitializationFailTimeout(-1);
        return config;
    }
}
