package dev.sternway.demo.victim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** HTTP around the pages: bodies, statuses, the maintenance page, the counters. */
final class Door implements HttpHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Pages pages;
    private final Switches switches;
    private final ErrorWindow errors;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    Door(Pages pages, Switches switches, ErrorWindow errors) {
        this.pages = pages;
        this.switches = switches;
        this.errors = errors;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean operators = Pages.forOperators(path);
        if (switches.maintenance() && !operators) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Retry-After", "60");
            send(exchange, new Reply(503, "<title>To do</title><h1>Under maintenance</h1>"));
            return;
        }
        Reply reply = answer(exchange, path);
        if (!operators) {
            errors.add(reply.status() >= 500);
        }
        send(exchange, reply);
    }

    private Reply answer(HttpExchange exchange, String path) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        try {
            JsonNode tree = sent.length == 0 ? JsonNodeFactory.instance.objectNode() : JSON.readTree(sent);
            return pages.answer(exchange.getRequestMethod(), path, new Json(tree));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return new Reply(400, Map.of("error", "the body is not JSON"));
        } catch (Refusal e) {
            return new Reply(e.status, Map.of("error", String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            String error = exchange.getRequestMethod() + " " + path.replaceAll("/[^/]*[0-9][^/]*", "/…") + ": "
                    + String.valueOf(e).lines().findFirst().orElse("");
            if (seen.add(error)) {
                System.err.println(error);
            }
            return new Reply(500, Map.of("error", "internal error"));
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        boolean page = reply.body() instanceof String;
        byte[] bytes =
                page ? reply.body().toString().getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(reply.body());
        exchange.getResponseHeaders().set("Content-Type", page ? "text/html; charset=utf-8" : "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
