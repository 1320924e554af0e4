package dev.sternway.bench;

import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How long {@code ./sternway serve} takes until it serves: on no data, and again on the data that it made then. */
final class StartBench implements Bench.Benchmark {
    private static final String FIRST = "first start, until ready";
    private static final String AGAIN = "start on data, until ready";
    private static final double GOAL = 15;
    private static final long MOST_SECONDS = 300;

    @Override
    public String usage() {
        return "Usage: sternway bench start [--runs 3] [--json]";
    }

    @Override
    public void run(PrintStream out, List<String> words) throws Exception {
        int runs = runs(words);
        Path first = Files.createTempDirectory("sternway-bench");
        start(first); // not counted: it builds what is missing, and the archive of the classes
        new ProcessBuilder("rm", "-rf", first.toString()).start().waitFor();
        Measures measures = new Measures();
        for (int i = 0; i < runs; i++) {
            Path folder = Files.createTempDirectory("sternway-bench");
            measures.add(FIRST, start(folder), "s");
            measures.add(AGAIN, start(folder), "s");
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
        measures.goal(FIRST, measures.median(FIRST), true, GOAL, "");
        measures.goal(AGAIN, measures.median(AGAIN), true, GOAL, "");
        String title = "server on H2, " + Runtime.getRuntime().availableProcessors() + " processors, load "
                + Measures.text(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        if (words.contains("--json")) {
            out.println(PlanMapper.json().writeValueAsString(measures.json(title)));
        } else {
            measures.print(out, title, Optional.empty());
        }
    }

    private int runs(List<String> words) {
        int at = words.indexOf("--runs");
        boolean known = words.stream().allMatch(word -> word.matches("--runs|--json|[1-9]\\d?"));
        if (!known || at >= 0 && (at + 1 == words.size() || !words.get(at + 1).matches("[1-9]\\d?"))) {
            throw new IllegalArgumentException("That is no call of it. " + usage());
        }
        return at < 0 ? 3 : Integer.parseInt(words.get(at + 1));
    }

    private static double start(Path folder) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder server = new ProcessBuilder(
                        Path.of("sternway").toAbsolutePath().toString(),
                        "serve",
                        "--port",
                        String.valueOf(port),
                        "--data",
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        server.environment().put("STERNWAY_ADMIN_PASSWORD", "bench");
        long began = System.nanoTime();
        Process process = server.start();
        try {
            while (!serves(port)) {
                if (!process.isAlive() || System.nanoTime() - began > TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
                    throw new IOException("The server does not start:\n" + Files.readString(folder.resolve("server.log")));
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            return (System.nanoTime() - began) / 1e9;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static boolean serves(int port) throws InterruptedException {
        try {
            HttpRequest ready = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + port + "/actuator/health/readiness"))
                    .build();
            return Client.ONE.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static final class Client {
        private static final HttpClient ONE = HttpClient.newHttpClient();
    }
}
