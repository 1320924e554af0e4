package dev.sternway.bench;

import dev.sternway.demo.stage.Stage;
import dev.sternway.demo.stage.SternwayServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of its own, and one batch of rollbacks after the other; what they took is read from the receipts. */
final class EngineRounds {
    static final String RATE = "steps/s";
    static final String P50 = "hand-over p50";
    static final String P99 = "hand-over p99";
    static final String WHOLE = "alert to the last step's end";
    static final String MEMORY = "heap in use";
    private static final Path PLAN = Path.of("src/bench/resources/engine/plan.yaml");
    private static final String STEP =
            "      - {name: Step NUMBER, uses: command/run, with: {host: PLAN-host, argv: [/bin/true]}}\n";
    private static final Map<String, String> TOKEN = Map.of("Authorization", "Bearer t0ken");
    private static final List<String> JAVA = List.of("-XX:+UseG1GC", "-XX:TieredStopAtLevel=4", "-Xmx512m");
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final Pattern HEAP = Pattern.compile("heap\\s.*used (\\d+)K");
    private static final int WARM_UP = 10;
    private static final int SENDERS = 4;

    private final EngineStore store;
    private final EngineOptions options;
    private final Measures measures;
    private int rounds;
    private long before;
    private Map<String, String> reader = Map.of();

    EngineRounds(EngineStore store, EngineOptions options, Measures measures) {
        this.store = store;
        this.options = options;
        this.measures = measures;
    }

    static String named(int many, String what, String round) {
        return many + " at once" + round + ": " + what;
    }

    /** @param name told with every figure */
    void round(String name) throws Exception {
        rounds++;
        Map<String, String> environment = new HashMap<>(store.environment());
        environment.put("STERNWAY_ALERT_TOKEN", "t0ken");
        if (store.isH2() && rounds == 1) {
            try (SternwayServer first = SternwayServer.start(store.folder(), Stage.freePort(0), environment, JAVA)) {
                first.awaitReady(Duration.ofMinutes(5));
            }
        }
        if (store.isH2()) {
            arm();
        }
        Map<String, Instant> sent = new java.util.concurrent.ConcurrentHashMap<>();
        try (SternwayServer server = SternwayServer.start(store.folder(), Stage.freePort(0), environment, JAVA)) {
            server.awaitReady(Duration.ofMinutes(5));
            if (!store.isH2()) {
                arm();
            }
            reader = reader(server);
            before = confirming(server);
            batch(server, plans("warm", WARM_UP), sent);
            for (int many : options.concurrent()) {
                for (int run = 0; run < runs(many); run++) {
                    Duration processor = processor(server);
                    double heap = batch(server, plans(many + "-" + run, many), sent);
                    measures.add(named(many, MEMORY, name), heap, "MiB");
                    measures.add(
                            named(many, "processor time of the server, a step", name),
                            processor(server).minus(processor).toNanos() / 1e6 / many / EngineBench.STEPS,
                            "ms");
                }
            }
        }
        store.use(jdbc -> told(name, new HandOvers(jdbc, sent)));
    }

    private int told(String name, HandOvers read) throws Exception {
        int batches = 0;
        for (int many : options.concurrent()) {
            for (int run = 0; run < runs(many); run++) {
                HandOvers.Batch batch = read.of(plans(many + "-" + run, many));
                measures.add(named(many, RATE, name), batch.rate(), "steps/s");
                measures.add(named(many, P50, name), batch.handOver(0.5), "ms");
                measures.add(named(many, P99, name), batch.handOver(0.99), "ms");
                measures.add(named(many, WHOLE, name), batch.longest(), "s");
                if (many > 1) {
                    measures.add(named(many, "rollbacks open at the same time", name), batch.open(), "");
                }
                batches++;
            }
        }
        return batches;
    }

    private int runs(int many) {
        return many == 1 ? options.runs() : 1;
    }

    private List<String> plans(String batch, int many) {
        List<String> plans = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            plans.add("round-" + rounds + "-" + batch + "-" + i);
        }
        return plans;
    }

    private void arm() throws Exception {
        StringBuilder steps = new StringBuilder();
        for (int i = 1; i <= EngineBench.STEPS; i++) {
            steps.append(STEP.replace("NUMBER", String.valueOf(i)));
        }
        String text = Files.readString(PLAN).replace("      STEPS\n", steps);
        List<String> all = new ArrayList<>(plans("warm", WARM_UP));
        for (int many : options.concurrent()) {
            for (int run = 0; run < runs(many); run++) {
                all.addAll(plans(many + "-" + run, many));
            }
        }
        store.use(jdbc -> {
            ArmedGuards guards = new ArmedGuards(jdbc);
            for (String plan : all) {
                guards.arm(text, plan);
            }
            return all.size();
        });
    }

    /** Until every rollback has done its steps and waits to be confirmed. @return the largest heap in use, MiB */
    private double batch(SternwayServer server, List<String> plans, Map<String, Instant> sent) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        List<Future<?>> all = new ArrayList<>();
        for (String plan : plans) {
            all.add(senders.submit(() -> {
                send(server, plan, sent);
                return plan;
            }));
        }
        long wanted = before + plans.size();
        Instant end = Instant.now().plus(LONGEST);
        double heap = 0;
        Instant asked = Instant.now();
        while (confirming(server) < wanted) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("only " + (confirming(server) - before) + " of " + plans.size()
                        + " rollbacks have done their steps; see " + server.log());
            }
            Thread.sleep(plans.size() > WARM_UP ? 1000 : 250);
            if (Instant.now().isAfter(asked.plusSeconds(3))) {
                heap = Math.max(heap, heap(server));
                asked = Instant.now();
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
        senders.shutdown();
        before = wanted;
        return Math.max(heap, heap(server));
    }

    private static void send(SternwayServer server, String plan, Map<String, Instant> sent) throws Exception {
        Instant now = Instant.now();
        sent.put(plan, now);
        String alert = "{\"name\": \"A\", \"plan\": \"" + plan + "\", \"startsAt\": \"" + now.plusMillis(1) + "\"}";
        var answer = server.ask(Optional.empty(), "POST", "/api/alerts/generic", alert, TOKEN);
        if (answer.status() != 202) {
            throw new IOException(answer.text());
        }
    }

    /** A token: checking a password at every look would cost more processor time than the steps that are measured. */
    private static Map<String, String> reader(SternwayServer server) throws Exception {
        String token = server.send(
                        SternwayServer.ADMIN,
                        "POST",
                        "/api/tokens",
                        Map.of("name", "bench", "scopes", List.of("read"), "expires", "1d"))
                .path("token")
                .asText();
        return Map.of("Authorization", "Bearer " + token);
    }

    private long confirming(SternwayServer server) throws Exception {
        var answer = server.ask(
                Optional.empty(), "GET", "/engine-rest/task/count?taskDefinitionKey=confirm-rollback", "", reader);
        if (answer.status() != 200) {
            throw new IOException(answer.text());
        }
        return answer.body().path("count").asLong();
    }

    private static Duration processor(SternwayServer server) {
        return ProcessHandle.of(server.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** In MiB. */
    private static double heap(SternwayServer server) throws IOException {
        Process asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(server.pid()),
                        "GC.heap_info")
                .redirectErrorStream(true)
                .start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher used = HEAP.matcher(said);
        if (!used.find()) {
            throw new IOException("jcmd does not tell the heap in use: " + said);
        }
        return Double.parseDouble(used.group(1)) / 1024;
    }
}
