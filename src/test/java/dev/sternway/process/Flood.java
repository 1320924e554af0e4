package dev.sternway.process;

import dev.sternway.demo.stage.SternwayServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Readers, alerts, large bodies and people who never end their request: as many at once as a server is given no rest. */
final class Flood implements AutoCloseable {
    static final String TOKEN = "a token of the flood";
    private static final int ASKING = 48;
    private static final int SILENT = 200;

    private final URI server;
    private final ExecutorService threads = Executors.newFixedThreadPool(ASKING);
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Socket> silent = new ArrayList<>();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger alerts = new AtomicInteger();
    private volatile boolean open = true;

    Flood(URI server) throws IOException {
        this.server = server;
        for (int i = 0; i < SILENT; i++) {
            Socket socket = new Socket(server.getHost(), server.getPort());
            socket.getOutputStream().write("GET /api/rollbacks HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
            silent.add(socket);
        }
        for (int i = 0; i < ASKING; i++) {
            int kind = i % 3;
            threads.submit(() -> ask(kind));
        }
    }

    int answers() {
        return answers.get();
    }

    Set<Integer> statuses() {
        return Set.copyOf(statuses);
    }

    private void ask(int kind) {
        while (open) {
            try {
                HttpRequest request = kind == 0 ? read() : kind == 1 ? alert("") : alert("x".repeat(900_000));
                statuses.add(http.send(request, BodyHandlers.discarding()).statusCode());
                answers.incrementAndGet();
            } catch (IOException refused) {
                // the system refuses what does not fit
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private HttpRequest read() {
        String login = SternwayServer.ADMIN + ":" + SternwayServer.ADMIN;
        return to("/api/rollbacks")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    /** Each is another, and means the plan that is rolled back. */
    private HttpRequest alert(String summary) {
        String body =
                "{\"name\": \"B\", \"plan\": \"plan-1\", \"environment\": \"test\", \"startsAt\": \"2026-11-21T11:00:04Z\","
                        + " \"summary\": \"" + summary + "\", \"labels\": {\"n\": \"" + alerts.incrementAndGet()
                        + "\"}}";
        return to("/api/alerts/generic")
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        open = false;
        threads.shutdownNow();
        threads.awaitTermination(10, TimeUnit.SECONDS);
        for (Socket socket : silent) {
            socket.close();
        }
    }
}
