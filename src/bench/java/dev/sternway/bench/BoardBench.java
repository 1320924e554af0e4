package dev.sternway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.sternway.demo.stage.Stage;
import dev.sternway.demo.stage.SternwayServer;
import dev.sternway.testing.Chromium;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** How soon a browser shows the page of a rollback with many steps, and how soon it shows that a step has ended. */
final class BoardBench implements Bench.Benchmark {
    private static final String USAGE = "Usage: sternway bench board [--steps 200] [--samples 20]   (samples: steps that are waited for)";
    private static final Path PLAN = Path.of("src/bench/resources/engine/plan.yaml");
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int LOADS = 7;
    private static final String PAINT = "first contentful paint";
    private static final String UPDATE = "step ended to painted";
    /** After two frames the first is on the screen. */
    private static final String WATCH = "window.seen = {}; document.body.addEventListener('htmx:afterSwap', () => requestAnimationFrame(() =>"
            + " requestAnimationFrame(() => { const done = parseInt(document.querySelector('.next dd').textContent);"
            + " window.seen[done] = window.seen[done] || Date.now(); })))";

    @Override
    public String usage() {
        return USAGE;
    }

    @Override
    public void run(PrintStream out, List<String> words) throws Exception {
        int steps = number(words, "--steps", 200);
        int samples = Math.min(steps - 1, number(words, "--samples", 20));
        Measures measures = new Measures();
        Map<String, String> environment = Map.of("STERNWAY_ALERT_TOKEN", "t0ken");
        try (EngineStore store = EngineStore.h2()) {
            try (SternwayServer first = SternwayServer.start(store.folder(), Stage.freePort(0), environment)) {
                first.awaitReady(LONGEST);
            }
            arm(store, steps, samples);
            try (SternwayServer server = SternwayServer.start(store.folder(), Stage.freePort(0), environment);
                    Chromium chromium = new Chromium()) {
                server.awaitReady(LONGEST);
                measure(server, chromium, samples, measures);
            }
        }
        measures.goal(PAINT + ", ms", measures.median(PAINT), true, 1000, "");
        measures.goal(UPDATE + ", ms", measures.median(UPDATE), true, 500, "");
        measures.print(out, "The page of a rollback with " + steps + " steps, on one machine", Optional.of("nothing"));
    }

    private static void arm(EngineStore store, int steps, int samples) throws Exception {
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= steps; i++) {
            all.append("      - {name: Bring part ").append(i).append(" back, uses: command/run, estimate: 1s, with: {host: PLAN-host, argv: [sleep, \"")
                    .append(i <= samples ? "0.7" : "600").append("\"]}}\n");
        }
        String text = Files.readString(PLAN).replace("      STEPS\n", all);
        store.use(jdbc -> {
            new ArmedGuards(jdbc).arm(text, "board");
            return 1;
        });
    }

    private static void measure(SternwayServer server, Chromium chromium, int samples, Measures measures) throws Exception {
        BrowserContext context = chromium.browser().newContext();
        Page page = context.newPage();
        page.navigate(server.url() + "/board/log-in");
        page.getByLabel("Name").fill(SternwayServer.ADMIN);
        page.getByLabel("Password").fill(SternwayServer.ADMIN);
        page.keyboard().press("Enter");
        page.waitForURL("**/board");
        String alert = "{\"name\": \"A\", \"plan\": \"board\", \"startsAt\": \"" + Instant.now() + "\"}";
        server.ask(Optional.empty(), "POST", "/api/alerts/generic", alert, Map.of("Authorization", "Bearer t0ken"));
        page.waitForCondition(() -> !rollbacks(server).isEmpty());
        String id = rollbacks(server).get(0).path("id").asText();
        page.navigate(server.url() + "/board/rollbacks/" + id);
        page.evaluate(WATCH);
        page.waitForFunction("done => parseInt(document.querySelector('.next dd').textContent) >= done", samples,
                new Page.WaitForFunctionOptions().setTimeout(LONGEST.toMillis()));
        Map<?, ?> seen = (Map<?, ?>) page.waitForFunction("done => window.seen[done] && window.seen", samples).jsonValue();
        List<Instant> ended = StreamSupport.stream(
                        server.read(SternwayServer.ADMIN, "/api/rollbacks/" + id).findValues("endedAt").spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(text -> Instant.parse(text.asText()))
                .distinct()
                .sorted()
                .toList();
        for (int done = 1; done <= samples; done++) {
            if (seen.get(String.valueOf(done)) instanceof Number at) {
                measures.add(UPDATE, at.doubleValue() - ended.get(done - 1).toEpochMilli(), "ms");
            }
        }
        for (int load = 0; load < LOADS; load++) {
            page.reload();
            Object paint = page.waitForFunction("(performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime").jsonValue();
            measures.add(PAINT, ((Number) paint).doubleValue(), "ms");
        }
    }

    private static JsonNode rollbacks(SternwayServer server) {
        try {
            return server.read(SternwayServer.ADMIN, "/api/rollbacks");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static int number(List<String> words, String option, int otherwise) {
        for (int i = 0; i < words.size(); i += 2) {
            if (!List.of("--steps", "--samples").contains(words.get(i))) {
                throw new IllegalArgumentException("There is no option " + words.get(i) + ". " + USAGE);
            }
            if (i + 1 == words.size() || !words.get(i + 1).matches("[1-9]\\d{0,3}")) {
                throw new IllegalArgumentException(words.get(i) + " takes a number. " + USAGE);
            }
        }
        int at = words.indexOf(option);
        return at < 0 ? otherwise : Integer.parseInt(words.get(at + 1));
    }
}
