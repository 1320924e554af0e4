package dev.sternway.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.demo.shop.ShopService.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders. Version 2 trusts every customer to name a delivery window: that is the mistake of its release. */
record OrdersDesk(JdbcClient jdbc, boolean windows, Path flags) implements ShopService.Desk {
    private static final int PATIENCE = 100;

    /** Ends the process when the catalogue does not answer: orders are for products. */
    static OrdersDesk open(JdbcClient jdbc, String version, Path flags, String catalogue) throws InterruptedException {
        for (int i = 0; i < PATIENCE; i++) {
            if (answers(URI.create(catalogue + "/api/catalogue/health"))) {
                return new OrdersDesk(jdbc, version.equals("2"), flags);
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the catalogue does not answer at " + catalogue);
    }

    @Override
    public Reply answer(String method, String key, JsonNode body) throws IOException {
        return switch (key) {
            case "" -> method.equals("POST") ? place(body) : new Reply(405, Map.of());
            case "health" -> {
                jdbc.sql("SELECT 1").query(Integer.class).single();
                yield new Reply(200, Map.of("database", "up"));
            }
            case "features" -> new Reply(200, Map.of("delivery-windows", feature()));
            default -> key.matches("\\d{1,18}") ? one(method, Long.parseLong(key), body) : new Reply(404, Map.of());
        };
    }

    private Reply place(JsonNode order) {
        @Nullable String window = order.path("window").textValue();
        JdbcClient.StatementSpec insert = windows
                ? jdbc.sql("INSERT INTO orders (product_id, customer, quantity, delivery_window)"
                                + " VALUES (?, ?, ?, ?) RETURNING id")
                        .param(1, order.path("product").asInt())
                        .param(2, order.path("customer").asText())
                        .param(3, order.path("quantity").asInt())
                        .param(4, window)
                : jdbc.sql("INSERT INTO orders (product_id, customer, quantity) VALUES (?, ?, ?) RETURNING id")
                        .param(1, order.path("product").asInt())
                        .param(2, order.path("customer").asText())
                        .param(3, order.path("quantity").asInt());
        return new Reply(201, Map.of("id", insert.query(Long.class).single()));
    }

    private Reply one(String method, long id, JsonNode change) {
        return switch (method) {
            case "PUT" ->
                changed(jdbc.sql("UPDATE orders SET quantity = ? WHERE id = ?")
                        .params(change.path("quantity").asInt(), id)
                        .update());
            case "DELETE" ->
                changed(jdbc.sql("DELETE FROM orders WHERE id = ?").params(id).update());
            default -> {
                Optional<Map<String, Object>> row = jdbc
                        .sql("SELECT id, customer, quantity, status FROM orders WHERE id = ?")
                        .params(id)
                        .query()
                        .listOfRows()
                        .stream()
                        .findFirst();
                yield row.map(found -> new Reply(200, found)).orElse(new Reply(404, Map.of()));
            }
        };
    }

    private static Reply changed(int rows) {
        return new Reply(rows == 1 ? 200 : 404, Map.of());
    }

    private boolean feature() throws IOException {
        JsonNode flag =
                ShopService.JSON.readTree(Files.readString(flags)).path("flags").path("delivery-windows");
        return flag.path("state").asText().equals("ENABLED")
                && flag.path("variants")
                        .path(flag.path("defaultVariant").asText())
                        .asBoolean();
    }

    private static boolean answers(URI uri) throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
