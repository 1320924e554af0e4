package dev.sternway.demo.traffic;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Several visitors at once, old clients and new ones. */
public final class Traffic implements AutoCloseable {
    private final Browser browser;
    private final Journal journal;
    private final List<Visitor> visitors;
    private final ExecutorService threads;

    private Traffic(Browser browser, Journal journal, List<Visitor> visitors, ExecutorService threads) {
        this.browser = browser;
        this.journal = journal;
        this.visitors = visitors;
        this.threads = threads;
    }

    /** @param pause how long each visitor thinks between two requests */
    public static Traffic start(URI service, Journal journal, int oldClients, int newClients, Duration pause) {
        Browser browser = new Browser(service);
        ExecutorService threads = Executors.newFixedThreadPool(oldClients + newClients, task -> {
            Thread thread = new Thread(task, "visitor");
            thread.setDaemon(true);
            return thread;
        });
        List<Visitor> visitors = new ArrayList<>();
        for (int i = 0; i < oldClients + newClients; i++) {
            boolean old = i < oldClients;
            visitors.add(new Visitor(browser, journal, (old ? "old" : "new") + i, old, pause));
        }
        visitors.forEach(threads::execute);
        return new Traffic(browser, journal, visitors, threads);
    }

    public long requests() {
        return browser.requests();
    }

    public long errors() {
        return browser.errors();
    }

    public Journal journal() {
        return journal;
    }

    /** Sends everybody home and waits until the last answer is noted. */
    @Override
    public void close() {
        visitors.forEach(Visitor::leave);
        threads.shutdown();
        try {
            threads.awaitTermination(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
