package dev.sternway.demo.shop;

import dev.sternway.demo.stage.DemoFailure;
import dev.sternway.demo.stage.MigrationFiles;
import dev.sternway.testing.QuietPort;
import dev.sternway.testing.ServerProcess;
import dev.sternway.testing.Supervisord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The shop's machine: nginx in front, two services in two colours and a worker under supervisord, files beside them. */
public final class Shop implements AutoCloseable {
    private static final List<String> BLUE = List.of("catalogue-blue", "orders-blue");
    private static final List<String> GREEN = List.of("catalogue-green", "orders-green");
    private static final String NGINX = "/usr/sbin/nginx";
    private static final String WORKER = "parcel-worker";
    private static final int LONGEST_SOCKET = 100;

    private final Path folder;
    private final ShopDatabase database;
    private final int front = QuietPort.free();
    private final Map<String, Integer> ports = new TreeMap<>();
    private final ServerProcess nginx;
    private final Supervisord supervisord;

    private Shop(Path folder, ShopDatabase database) throws IOException {
        this.folder = folder;
        this.database = database;
        for (String service : List.of("catalogue-blue", "orders-blue", "catalogue-green", "orders-green")) {
            ports.put(service, QuietPort.free());
        }
        ShopFiles.write(folder, front);
        point("blue");
        Path supervisor = folder.resolve("supervisor");
        if (supervisor.toString().length() > LONGEST_SOCKET) {
            throw new DemoFailure("the path " + supervisor + " is too long for a socket; name a shorter --directory");
        }
        supervisord = new Supervisord(supervisor, programs());
        Files.setPosixFilePermissions(supervisord.config(), PosixFilePermissions.fromString("rw-------"));
        nginx = ServerProcess.start(
                folder,
                front,
                List.of(NGINX, "-c", folder.resolve("nginx/nginx.conf").toString(), "-g", "daemon off;"));
    }

    /** Starts version 1, blue: the catalogue before the orders. */
    public static Shop open(Path folder, ShopDatabase database) throws IOException {
        Shop shop = new Shop(Files.createDirectories(folder), database);
        BLUE.forEach(shop::start);
        shop.start(WORKER);
        return shop;
    }

    public Path folder() {
        return folder;
    }

    public ShopDatabase database() {
        return database;
    }

    /** As customers know it. */
    public URI address() {
        return URI.create("http://localhost:" + front);
    }

    /** @param program {@code catalogue-blue} and so on */
    public URI address(String program) {
        return URI.create("http://localhost:" + ports.get(program));
    }

    /** Migration, version 2 in green, its front end, flag and settings; then blue is switched off. */
    public void release(MigrationFiles migration) throws IOException {
        migration.applyTo(database);
        GREEN.forEach(this::start);
        ShopFiles.release(folder);
        ctl("started", "restart", WORKER);
        point("green");
        run(NGINX, "-c", folder.resolve("nginx/nginx.conf").toString(), "-s", "reload");
        for (String program : List.of("orders-blue", "catalogue-blue")) {
            ctl("stopped", "stop", program);
        }
    }

    /** What supervisorctl says of each program, its process id and time left out. */
    public String programs(String colour) throws IOException {
        return supervisord
                .ctl("status")
                .lines()
                .filter(line -> line.contains(colour))
                .map(line -> line.split("\\s+")[1])
                .reduce((one, two) -> one + ", " + two)
                .orElse("unknown");
    }

    /** Whether supervisord saw the first program run before it last started the second. */
    public boolean ranBefore(String first, String second) throws IOException {
        List<String> log = Files.readAllLines(folder.resolve("supervisor/log"));
        int running = -1;
        int spawned = -1;
        for (int i = 0; i < log.size(); i++) {
            running = log.get(i).contains("success: " + first + " ") ? i : running;
            spawned = log.get(i).contains("spawned: '" + second + "'") ? i : spawned;
        }
        return running >= 0 && running < spawned;
    }

    @Override
    public void close() {
        supervisord.close();
        nginx.close();
    }

    private void start(String program) {
        ctl("started", "start", program);
    }

    private void ctl(String said, String... command) {
        try {
            String answer = supervisord.ctl(command);
            if (!answer.contains(said)) {
                throw new DemoFailure(String.join(" ", command) + ": " + answer + "; see " + folder);
            }
        } catch (IOException e) {
            throw new DemoFailure("supervisorctl could not be run: " + e.getMessage(), e);
        }
    }

    private void run(String... command) throws IOException {
        try {
            if (new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("release.log").toFile())
                            .start()
                            .waitFor()
                    != 0) {
                throw new DemoFailure(String.join(" ", command) + " failed; see " + folder.resolve("release.log"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted while waiting for " + String.join(" ", command), e);
        }
    }

    private void point(String colour) throws IOException {
        Path file = folder.resolve("nginx/upstream.conf");
        Path beside = Files.writeString(
                file.resolveSibling("upstream.new"),
                "upstream catalogue { server 127.0.0.1:" + ports.get("catalogue-" + colour)
                        + "; }\nupstream orders { server 127.0.0.1:" + ports.get("orders-" + colour) + "; }\n");
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private String programs() {
        StringBuilder sections = new StringBuilder();
        ports.forEach((program, port) -> {
            String[] words = program.split("-");
            sections.append("""
                    [program:%1$s]
                    command="%2$s" "@%3$s/java-arguments" dev.sternway.demo.shop.ShopService --service %4$s --version %5$s --colour %6$s --port %7$d --catalogue http://localhost:%8$d --flags %3$s/flags.json --owner %9$d
                    environment=SHOP_DB_URL="%10$s",SHOP_DB_USER="%11$s",SHOP_DB_PASSWORD="%11$s"
                    autostart=false
                    startsecs=1
                    startretries=0
                    redirect_stderr=true
                    stdout_logfile=%3$s/%1$s.log
                    """.formatted(
                            program,
                            Path.of(System.getProperty("java.home"), "bin", "java"),
                            folder,
                            words[0],
                            words[1].equals("blue") ? "1" : "2",
                            words[1],
                            port,
                            ports.get("catalogue-" + words[1]),
                            ProcessHandle.current().pid(),
                            database.url(),
                            database.owner()));
        });
        return sections + """
                [program:%2$s]
                command=%1$s/bin/%2$s
                autostart=false
                startsecs=1
                stopasgroup=true
                """.formatted(folder, WORKER);
    }
}
