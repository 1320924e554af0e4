package dev.sternway.demo.traffic;

import dev.sternway.demo.traffic.Browser.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Customers of the shop: old pages that name no delivery window, new ones that do when the flag says so, and one who only looks. */
public final class Shoppers implements AutoCloseable {
    private static final int OLD = 3;
    private static final int NEW = 2;

    private final Browser orders;
    private final Browser catalogue;
    private final Journal journal;
    private final Duration pause;
    private final ExecutorService threads;
    private volatile boolean leaving;

    private Shoppers(URI shop, Journal journal, Duration pause) {
        this.orders = new Browser(shop);
        this.catalogue = new Browser(shop);
        this.journal = journal;
        this.pause = pause;
        this.threads = Executors.newFixedThreadPool(OLD + NEW + 1, task -> {
            Thread thread = new Thread(task, "shopper");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @param pause how long each of them thinks between two requests */
    public static Shoppers start(URI shop, Journal journal, Duration pause) {
        Shoppers shoppers = new Shoppers(shop, journal, pause);
        IntStream.range(0, OLD + NEW).forEach(i -> shoppers.threads.execute(() -> shoppers.shop(i)));
        shoppers.threads.execute(shoppers::look);
        return shoppers;
    }

    public long requests() {
        return orders.requests();
    }

    public long errors() {
        return orders.errors();
    }

    public long looks() {
        return catalogue.requests();
    }

    /** How often the catalogue was not shown. */
    public long missedLooks() {
        return catalogue.errors();
    }

    /** Sends everybody home and waits until the last answer is noted. */
    @Override
    public void close() {
        leaving = true;
        threads.shutdown();
        try {
            threads.awaitTermination(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void shop(int number) {
        boolean old = number < OLD;
        try {
            for (int i = 0; !leaving; i++) {
                boolean window = !old
                        && orders.send("GET", "/api/orders/features", Map.of())
                                .body()
                                .path("delivery-windows")
                                .asBoolean();
                order((old ? "old" : "new") + number + "-" + i, 1 + i % 4, window);
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void order(String customer, int quantity, boolean window) throws InterruptedException {
        Map<String, Object> order = new HashMap<>(Map.of("customer", customer, "product", 1, "quantity", quantity));
        Map<String, String> promised = new HashMap<>(Map.of("quantity", String.valueOf(quantity)));
        if (window) {
            String choice = List.of("morning", "evening").get(quantity % 2);
            order.put("window", choice);
            promised.put("delivery_window", choice);
        }
        Answer answer = orders.send("POST", "/api/orders", order);
        if (answer.yes()) {
            journal.promised("orders", customer, promised);
        }
    }

    private void look() {
        try {
            while (!leaving) {
                catalogue.send("GET", "/api/catalogue", Map.of());
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
