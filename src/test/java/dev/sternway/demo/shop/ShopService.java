package dev.sternway.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sternway.demo.victim.ErrorWindow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One version of one service of the shop, in a process of its own. */
final class ShopService {
    static final ObjectMapper JSON = new ObjectMapper();

    /** @param body written as JSON */
    record Reply(int status, Object body) {}

    /** What a service answers below its own path. */
    interface Desk {
        /** @param key what follows the service's path, without slashes around it */
        Reply answer(String method, String key, JsonNode body) throws IOException;
    }

    private final String path;
    private final Map<String, String> settings;
    private final Desk desk;
    private final ErrorWindow errors = new ErrorWindow(Clock.systemUTC());

    private ShopService(String service, Map<String, String> settings, Desk desk) {
        this.path = "/api/" + service;
        this.settings = settings;
        this.desk = desk;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            settings.put(arguments[i].substring(2), arguments[i + 1]);
        }
        ProcessHandle.of(Long.parseLong(settings.get("owner")))
                .ifPresent(owner -> owner.onExit().thenRun(() -> System.exit(0)));
        Map<String, String> environment = System.getenv();
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(
                environment.get("SHOP_DB_URL"), environment.get("SHOP_DB_USER"), environment.get("SHOP_DB_PASSWORD")));
        String service = settings.get("service");
        Desk desk = service.equals("catalogue")
                ? CatalogueDesk.open(jdbc)
                : OrdersDesk.open(
                        jdbc, settings.get("version"), Path.of(settings.get("flags")), settings.get("catalogue"));
        new ShopService(service, settings, desk).serve();
    }

    private void serve() throws IOException {
        int port = Integer.parseInt(settings.get("port"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/", this::answer);
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
        System.out.println(path + ", version " + settings.get("version") + ", port " + port);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = exchange.getRequestURI().getPath();
            byte[] sent = exchange.getRequestBody().readAllBytes();
            Reply reply = asked.startsWith(path)
                    ? reply(
                            exchange.getRequestMethod(),
                            asked.substring(path.length()).replaceAll("^/|/$", ""),
                            sent)
                    : new Reply(404, Map.of());
            byte[] body = JSON.writeValueAsBytes(reply.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("X-Colour", settings.get("colour"));
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply reply(String method, String key, byte[] sent) {
        if (key.equals("version")) {
            return new Reply(200, Map.of("version", settings.get("version"), "colour", settings.get("colour")));
        }
        if (key.equals("metrics")) {
            return new Reply(200, errors.read());
        }
        Reply reply;
        try {
            reply = desk.answer(method, key, JSON.readTree(sent));
        } catch (DataAccessException | IOException broken) {
            System.out.println("ERROR " + method + " " + key + ": " + broken.getMessage());
            reply = new Reply(500, Map.of("error", "internal error"));
        }
        errors.add(reply.status() >= 500);
        return reply;
    }
}
