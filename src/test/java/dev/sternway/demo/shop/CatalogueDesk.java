package dev.sternway.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.demo.shop.ShopService.Reply;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is for sale, read once at the start: the catalogue goes on while the database does not. */
record CatalogueDesk(List<Map<String, Object>> products) implements ShopService.Desk {
    static CatalogueDesk open(JdbcClient jdbc) {
        return new CatalogueDesk(jdbc.sql("SELECT id, name, price FROM products ORDER BY id")
                .query()
                .listOfRows());
    }

    @Override
    public Reply answer(String method, String key, JsonNode body) {
        return switch (key) {
            case "" -> new Reply(200, products);
            case "health" -> new Reply(200, Map.of("products", products.size()));
            default -> new Reply(404, Map.of());
        };
    }
}
