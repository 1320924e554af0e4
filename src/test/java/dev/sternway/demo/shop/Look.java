package dev.sternway.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.Digest;
import dev.sternway.demo.proof.StateBefore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shop as it is seen from outside: answers behind nginx with their headers, programs, files, schema and rows.
 *
 * @param seen by what was looked at, in order
 */
public record Look(Map<String, String> seen) {
    private static final Map<String, String> UNTOUCHED = Map.of(
            "rows of products",
            "SELECT id, name, price, stock FROM products ORDER BY id",
            "rows of orders before",
            "SELECT id, product_id, customer, quantity, status, placed_at FROM orders"
                    + " WHERE customer ~ '^customer-' ORDER BY id");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static Look at(Shop shop) throws IOException, InterruptedException {
        Map<String, String> seen = new LinkedHashMap<>();
        for (String page : List.of("/", "/shop.js", "/shop.css")) {
            HttpResponse<String> answer = get(shop, page);
            seen.put(
                    "GET " + page,
                    answer.statusCode() + " " + digest(answer.body()) + " "
                            + answer.headers().firstValue("ETag").orElse("no ETag"));
        }
        for (String path : List.of("/config.json", "/parcel-worker.json", "/api/catalogue", "/api/orders/features")) {
            seen.put("GET " + path, answered(get(shop, path)));
        }
        for (String service : List.of("catalogue", "orders")) {
            HttpResponse<String> answer = get(shop, "/api/" + service + "/version");
            seen.put(
                    service,
                    answer.statusCode() + " version "
                            + json(answer).path("version").asText("unknown") + ", X-Colour "
                            + answer.headers().firstValue("X-Colour").orElse("none"));
        }
        seen.put("an order of an old customer", ordered(shop));
        for (String kind : List.of("blue", "green", "worker")) {
            seen.put("supervised: " + kind, shop.programs(kind));
        }
        seen.put(
                "flags.json",
                digest(ShopService.JSON
                        .readTree(shop.folder().resolve("flags.json").toFile())
                        .toString()));
        seen.put("shop.env", digest(Files.readString(shop.folder().resolve("shop.env"))));
        seen.put(
                "front-end link",
                Files.readSymbolicLink(shop.folder().resolve("front-end/current"))
                        .toString());
        StateBefore rows = StateBefore.of(shop.database(), UNTOUCHED);
        seen.put("schema", digest(String.join("\n", rows.schema())));
        UNTOUCHED.keySet().stream()
                .sorted()
                .forEach(what -> seen.put(
                        what,
                        rows.fingerprints().getOrDefault(what, "none").replaceAll("(rows), (\\w{8})\\w*", "$1, $2")));
        seen.put("database's settings", digest(rows.settings()));
        return new Look(seen);
    }

    private static String ordered(Shop shop) throws IOException, InterruptedException {
        String body = "{\"customer\": \"look\", \"product\": 1, \"quantity\": 1}";
        HttpResponse<String> placed = send(shop, "/api/orders", "POST", body);
        String id = json(placed).path("id").asText();
        if (id.isEmpty()) {
            return answered(placed);
        }
        return placed.statusCode() + ", taken back: "
                + send(shop, "/api/orders/" + id, "DELETE", "").statusCode();
    }

    private static String answered(HttpResponse<String> answer) {
        String body = answer.body().strip();
        return answer.statusCode() + " " + (body.length() > 32 ? digest(body) : body);
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return ShopService.JSON.readTree(answer.body().startsWith("{") ? answer.body() : "{}");
    }

    private static String digest(String text) {
        return Digest.of(text).replace("sha256:", "").substring(0, 8);
    }

    private static HttpResponse<String> get(Shop shop, String path) throws IOException, InterruptedException {
        return send(shop, path, "GET", "");
    }

    private static HttpResponse<String> send(Shop shop, String path, String method, String body)
            throws IOException, InterruptedException {
        URI uri = shop.address().resolve(path);
        return HTTP.send(
                HttpRequest.newBuilder(uri)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
