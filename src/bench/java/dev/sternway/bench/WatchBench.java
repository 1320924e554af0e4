package dev.sternway.bench;

import com.sun.net.httpserver.HttpServer;
import dev.sternway.demo.stage.Stage;
import dev.sternway.demo.stage.SternwayServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * From an alert to the first preservation step of a rollback that was pre-approved, with many armed guards; and how many
 * evaluations of triggers a second that costs how much of the processors. Every alert means another plan, so that every one
 * starts a rollback.
 */
final class WatchBench implements Bench.Benchmark {
    private static final Map<String, String> TOKEN = Map.of("Authorization", "Bearer t0ken");
    private static final Duration WINDOW = Duration.ofSeconds(20);
    private static final int TARGET_MILLIS = 500;

    @Override
    public String usage() {
        return WatchOptions.USAGE;
    }

    @Override
    public void run(PrintStream out, List<String> arguments) throws Exception {
        WatchOptions options = WatchOptions.of(arguments);
        for (String store : options.stores()) {
            out.println(store + ":");
            if (store.equals("h2")) {
                Path folder = Files.createTempDirectory("sternway-bench");
                measure(out, options, folder, Map.of(), "jdbc:h2:file:" + folder.resolve("data/sternway"), "sternway", "");
            } else {
                try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
                    String url = postgres.getJdbcUrl("postgres", "postgres");
                    Map<String, String> environment = Map.of(
                            "STERNWAY_DB_URL", url, "STERNWAY_DB_USER", "postgres", "STERNWAY_DB_PASSWORD", "postgres");
                    measure(out, options, Files.createTempDirectory("sternway-bench"), environment, url, "postgres", "postgres");
                }
            }
        }
    }

    private static void measure(
            PrintStream out,
            WatchOptions options,
            Path folder,
            Map<String, String> store,
            String url,
            String user,
            String password)
            throws Exception {
        Map<String, String> environment = new java.util.HashMap<>(store);
        environment.put("STERNWAY_ALERT_TOKEN", "t0ken");
        HttpServer watched = watched();
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url, user, password));
        Instant begin;
        Instant end;
        double share;
        List<Double> answered = new ArrayList<>();
        try {
            try (SternwayServer first = SternwayServer.start(folder, Stage.freePort(0), environment)) {
                first.awaitReady(Duration.ofMinutes(5));
                first.kill();
            }
            new ArmedGuards(jdbc).arm(options.guards(), "http://localhost:" + watched.getAddress().getPort(), options.every());
            try (SternwayServer server = SternwayServer.start(folder, Stage.freePort(0), environment)) {
                server.awaitReady(Duration.ofMinutes(5));
                Thread.sleep(WINDOW.toMillis());
                begin = Instant.now();
                Duration before = processor();
                Thread.sleep(WINDOW.toMillis());
                end = Instant.now();
                share = (double) processor().minus(before).toMillis()
                        / Duration.between(begin, end).toMillis()
                        / Runtime.getRuntime().availableProcessors();
                for (int i = 0; i < options.warmUp() + options.alerts(); i++) {
                    Instant sent = Instant.now();
                    var answer = server.ask(Optional.empty(), "POST", "/api/alerts/generic", alert(i, sent), TOKEN);
                    if (answer.status() != 202) {
                        throw new IOException(answer.text());
                    }
                    if (i >= options.warmUp()) {
                        answered.add(millis(sent, Instant.now()));
                    }
                    Thread.sleep(Math.max(0, options.pace().minus(Duration.between(sent, Instant.now())).toMillis()));
                }
                Thread.sleep(5_000);
                server.kill();
            }
        } finally {
            watched.stop(0);
        }
        evaluations(out, options, jdbc, begin, end, share);
        latencies(out, options, jdbc, answered);
    }

    private static void evaluations(
            PrintStream out, WatchOptions options, JdbcClient jdbc, Instant begin, Instant end, double share) {
        long evaluated = jdbc.sql("select count(*) from sternway.verdict where at >= ? and at < ?")
                .params(begin.atOffset(java.time.ZoneOffset.UTC), end.atOffset(java.time.ZoneOffset.UTC))
                .query(Long.class)
                .single();
        double rate = evaluated * 1000.0 / Duration.between(begin, end).toMillis();
        out.printf(
                "  %d guards, each evaluated every %d s: %.0f evaluations a second at %.0f %% of %d processors;"
                        + " by proportion about %.0f a second at 50 %%%n",
                options.guards(),
                options.every().toSeconds(),
                rate,
                share * 100,
                Runtime.getRuntime().availableProcessors(),
                rate * 0.5 / share);
    }

    private static void latencies(PrintStream out, WatchOptions options, JdbcClient jdbc, List<Double> answered) {
        List<Double> requested = new ArrayList<>();
        List<Double> acted = new ArrayList<>();
        jdbc.sql("select a.received_at, r.requested_at, r.first_action_at from sternway.alert a"
                        + " left join sternway.rollback r on r.id = a.rollback_id order by a.received_at")
                .query((row, number) -> {
                    if (number >= options.warmUp()) {
                        Instant received = row.getObject(1, OffsetDateTime.class).toInstant();
                        Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
                                .ifPresent(at -> requested.add(millis(received, at.toInstant())));
                        Optional.ofNullable(row.getObject(3, OffsetDateTime.class))
                                .ifPresent(at -> acted.add(millis(received, at.toInstant())));
                    }
                    return number;
                })
                .list();
        print(out, "alert answered", answered);
        print(out, "alert kept to rollback requested", requested);
        double worst = print(out, "alert kept to first preservation step", acted);
        out.printf(
                "  %d of %d alerts led to a first step; p99 target %d ms: %s%n",
                acted.size(), options.alerts(), TARGET_MILLIS, worst <= TARGET_MILLIS ? "met" : "missed");
    }

    /** Processor time of the server, which is the only Java among the children of this process. */
    private static Duration processor() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().filter(it -> it.endsWith("java")).isPresent())
                .findFirst()
                .flatMap(child -> child.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    private static HttpServer watched() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 1000);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String alert(int i, Instant start) {
        return "{\"name\": \"A\", \"plan\": \"plan-" + i + "\", \"startsAt\": \"" + start.plusMillis(1) + "\"}";
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    /** @return p99 */
    private static double print(PrintStream out, String what, List<Double> millis) {
        if (millis.isEmpty()) {
            out.println("  " + what + ": never");
            return Double.MAX_VALUE;
        }
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        double p99 = sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
        out.printf("  %-40s p50 %6.1f ms   p99 %6.1f ms   (%d alerts)%n", what, sorted.get(sorted.size() / 2), p99, sorted.size());
        return p99;
    }
}
