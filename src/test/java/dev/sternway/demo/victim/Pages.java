package dev.sternway.demo.victim;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which request gets which answer. */
final class Pages {
    private final Settings settings;
    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Tasks tasks;
    private final Switches switches;
    private final ErrorWindow errors;

    Pages(Settings settings, JdbcClient jdbc, Switches switches, ErrorWindow errors) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.accounts = new Accounts(settings.shape(), jdbc);
        this.tasks = new Tasks(settings.shape(), jdbc, accounts);
        this.switches = switches;
        this.errors = errors;
    }

    /** Whether the path is for those who look after the service, and answers under maintenance too. */
    static boolean forOperators(String path) {
        return path.matches("/(health|version|metrics|flags|maintenance)(/.*)?");
    }

    Reply answer(String method, String path, Json body) throws IOException {
        String[] parts = path.substring(1).split("/");
        String key = parts.length > 1 ? parts[1] : "";
        return switch (method + " /" + parts[0]) {
            case "GET /" -> Reply.ok(frontEnd());
            case "GET /health" -> health();
            case "GET /version" -> Reply.ok(Map.of("version", settings.shape().version));
            case "GET /metrics" -> Reply.ok(key.isEmpty() ? errors.exposition() : errors.read());
            case "GET /maintenance" -> Reply.ok(Map.of("on", switches.maintenance()));
            case "PUT /maintenance" -> {
                switches.maintenance(body.on());
                yield Reply.ok(Map.of("on", body.on()));
            }
            case "GET /flags" ->
                Reply.ok(key.isEmpty() ? switches.flags() : Map.of("name", key, "on", switches.flag(key)));
            case "PUT /flags" -> {
                switches.flag(key, body.on());
                yield Reply.ok(Map.of("name", key, "on", body.on()));
            }
            case "POST /users" -> Reply.created(accounts.signUp(body));
            case "PUT /users" -> Reply.ok(accounts.changeEmail(key, body));
            case "POST /sessions" -> Reply.ok(accounts.logIn(body));
            case "GET /users" -> Reply.ok(tasks.of(key));
            case "POST /tasks" -> Reply.created(tasks.add(body));
            case "PUT /tasks" -> Reply.ok(tasks.change(key, body));
            case "DELETE /tasks" -> Reply.ok(tasks.remove(key));
            default -> throw new Refusal(404, "nothing at " + method + " " + path);
        };
    }

    private Reply health() {
        jdbc.sql("SELECT 1").query(Integer.class).single();
        return Reply.ok(Map.of("status", "up", "database", "up"));
    }

    private String frontEnd() throws IOException {
        return settings.frontEnd().isPresent()
                ? Files.readString(settings.frontEnd().get().resolve("index.html"))
                : "<title>To do</title>";
    }
}
