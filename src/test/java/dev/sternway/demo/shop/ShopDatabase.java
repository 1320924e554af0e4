package dev.sternway.demo.shop;

import dev.sternway.demo.victim.VictimDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shop's products and orders: schema of version 1 and rows that were there before anybody came. */
public record ShopDatabase(String server, String name) implements VictimDatabase {
    /** Creates role, database, schema and rows. */
    public static ShopDatabase create(String server, String name) {
        ShopDatabase database = new ShopDatabase(server, name);
        database.createEmpty();
        JdbcClient shop = JdbcClient.create(database.asOwner());
        shop.sql(text("V1__schema.sql")).update();
        shop.sql("INSERT INTO products (name, price, stock)"
                        + " SELECT 'Product ' || n, n * 0.99, 10 + n % 90 FROM generate_series(1, 200) n")
                .update();
        shop.sql("INSERT INTO orders (product_id, customer, quantity, status, placed_at)"
                        + " SELECT 1 + n % 200, 'customer-' || n % 700, 1 + n % 5, (ARRAY['placed','packed','sent'])[1 + n % 3],"
                        + " timestamptz '2026-03-01 UTC' + n * interval '1 minute' FROM generate_series(1, 4000) n")
                .update();
        return database;
    }

    @Override
    public String owner() {
        return "storefront_app";
    }

    static String text(String resource) {
        try (InputStream in = ShopDatabase.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
