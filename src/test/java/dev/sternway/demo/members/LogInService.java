package dev.sternway.demo.members;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sternway.testing.MariaDbServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Members log in here. Which version runs is what {@code bin/deploy} in the service's folder said last: version 1 starts a
 * session without a strength, version 2 with one.
 */
final class LogInService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final BCryptPasswordEncoder PASSWORDS = new BCryptPasswordEncoder(4);

    private record Answer(int status, Map<String, ?> body) {}

    private final Path folder;
    private final String schema;
    private final HttpServer server;
    private volatile boolean maintenance;
    private volatile int logIns;
    private volatile int errors;

    LogInService(Path folder, String schema) throws IOException {
        this.folder = folder;
        this.schema = schema;
        Files.createDirectories(folder.resolve("bin"));
        script("deploy", "[ \"$1\" = --is ] && exec test \"$(cat version)\" = \"$2\"\necho \"$1\" > version");
        script(
                "workers",
                "case $1 in is-running) exec test -e working ;; is-stopped) exec test ! -e working ;;\n"
                        + "start) touch working ;; stop) rm -f working ;; esac");
        Files.writeString(folder.resolve("version"), "1");
        Files.createFile(folder.resolve("working"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    static String hash(String password) {
        return PASSWORDS.encode(password);
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void deploy(String version) throws IOException {
        Files.writeString(folder.resolve("version"), version);
    }

    boolean workersRun() {
        return Files.exists(folder.resolve("working"));
    }

    private void script(String name, String body) throws IOException {
        Path file = Files.writeString(folder.resolve("bin").resolve(name), "#!/bin/sh\n" + body + '\n');
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        Answer answer = answer(
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(), JSON.readTree(sent));
        byte[] body = JSON.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Answer answer(String request, JsonNode body) throws IOException {
        return switch (request) {
            case "PUT /maintenance" -> {
                maintenance = body.path("on").asBoolean();
                yield new Answer(200, Map.of("on", maintenance));
            }
            case "GET /maintenance" -> new Answer(200, Map.of("on", maintenance));
            case "GET /version" -> new Answer(200, Map.of("version", version()));
            case "GET /health" -> new Answer(200, Map.of("database", "up"));
            case "GET /metrics/errors" -> new Answer(200, Map.of("log-ins", logIns, "log-in-errors", errors));
            case "POST /sessions" -> maintenance ? new Answer(503, Map.of()) : logIn(body);
            default -> new Answer(404, Map.of());
        };
    }

    private Answer logIn(JsonNode body) throws IOException {
        logIns++;
        try (Connection connection = MariaDbServer.connect(schema);
                PreparedStatement account =
                        connection.prepareStatement("SELECT id, role, password_hash FROM accounts WHERE name = ?")) {
            account.setString(1, body.path("name").asText());
            ResultSet found = account.executeQuery();
            if (!found.next() || !PASSWORDS.matches(body.path("password").asText(), found.getString(3))) {
                return new Answer(401, Map.of("error", "name or password is wrong"));
            }
            start(connection, found.getInt(1));
            errors = 0;
            return new Answer(200, Map.of("role", found.getString(2)));
        } catch (SQLException broken) {
            errors++;
            return new Answer(500, Map.of("error", "internal error"));
        }
    }

    private void start(Connection connection, int account) throws SQLException, IOException {
        boolean one = version().equals("1");
        try (PreparedStatement session = connection.prepareStatement("INSERT INTO sessions (id, account_id, ends_at"
                + (one ? "" : ", strength") + ") VALUES (?, ?, now() + INTERVAL 1 HOUR" + (one ? "" : ", 'two'")
                + ")")) {
            session.setString(1, UUID.randomUUID().toString());
            session.setInt(2, account);
            session.executeUpdate();
        }
    }

    private String version() throws IOException {
        return Files.readString(folder.resolve("version")).strip();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
