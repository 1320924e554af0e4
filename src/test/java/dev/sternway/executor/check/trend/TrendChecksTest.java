package dev.sternway.executor.check.trend;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendChecksTest {
    private static final String LATENCY =
            "{target: api, path: /, over: 2500ms, every: 5ms, percentile: 50, breach: \"> baseline + 200%\"}";

    private final CheckLatency latency = new CheckLatency();
    private final CheckLogs logs = new CheckLogs();
    private final WebServer server = new WebServer(asked -> answer(asked.path()));
    private volatile int millis;
    private volatile int status = 200;
    private TestContext context;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        context = new TestContext(folder)
                .target("api", Targets.service(server.url()))
                .target("host", Targets.host(folder, Map.of()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void findsAnswersThatAreSlowerThanAtArming() throws Exception {
        var inputs = inputs(latency, LATENCY);
        assertThat(refused(latency.run(inputs, context)).code()).isEqualTo("SW-1136");
        millis = 20;
        loadTheClient();
        done(latency.ready(inputs, context));
        assertThat(done(latency.run(inputs, context))).containsKeys("usual", "now", "percentile 50");

        millis = 800;
        assertThat(failed(latency.run(inputs, context), true).what()).contains("slow", " ms is above ", "(usual is ");

        done(latency.run(
                inputs(latency, "{target: api, path: /, over: 500ms, breach: \"> 10000\"}"), context.withKey("2")));
    }

    /** The first request of a JVM takes as long as many others. */
    private void loadTheClient() throws Exception {
        done(latency.run(
                inputs(latency, "{target: api, path: /, over: 200ms, breach: \"> 10000\"}"), context.withKey("first")));
    }

    @Test
    void countsAnswersThatFail() throws Exception {
        status = 500;
        var inputs = inputs(latency, LATENCY.replace("2500ms", "200ms"));
        assertThat(failed(latency.ready(inputs, context), true).what()).contains("no baseline");
        assertThat(failed(
                                latency.run(
                                        inputs(latency, "{target: api, path: /, over: 200ms, breach: \"> 1000\"}"),
                                        context),
                                true)
                        .what())
                .contains("failed", "100% is above 1%");
        server.close();
        failed(latency.run(inputs(latency, "{target: api, path: /, over: 200ms, breach: \"> 1000\"}"), context), true);
        context.underway(1).cancel();
        assertThatThrownBy(() -> latency.run(inputs(latency, "{target: api, path: /, breach: \"> 1000\"}"), context))
                .isInstanceOf(StepContext.Cancelled.class);
    }

    @Test
    void countsErrorsInAFileSinceAMoment() throws Exception {
        Instant now = Instant.now();
        Path log = Files.writeString(
                folder.resolve("shop.log"),
                now.minusSeconds(900) + " ERROR long ago\n" + now.minusSeconds(60) + " INFO ERRORS: none\n"
                        + now.minusSeconds(50) + " ERROR lately\n    at shop.Cart\n"
                        + DateTimeFormatter.ofPattern("'['dd/MMM/yyyy:HH:mm:ss Z']'", Locale.ENGLISH)
                                .format(now.minusSeconds(40).atOffset(ZoneOffset.ofHours(2)))
                        + " FATAL too\n");
        var inputs = inputs(logs, "{file: " + log + ", since: 5m}");
        done(logs.ready(inputs, context));

        assertThat(failed(logs.run(inputs, context), true).what()).contains("2 errors in 5m", "ERROR lately");
        assertThat(done(logs.run(inputs(logs, "{file: " + log + ", since: 5m, breach: \"> 1\"}"), context)))
                .containsEntry("errors", "2");
        done(logs.run(inputs(logs, "{file: " + log + ", since: 10s}"), context));
        assertThatThrownBy(() -> logs.ready(inputs(logs, "{file: /no/such.log}"), context))
                .hasMessageContaining("SW-1154");
    }

    @Test
    void countsErrorsInLokiAndInAJournal() throws Exception {
        var loki =
                inputs(logs, "{loki: {target: api, query: '{app=\"shop\"} |= \"ERROR\"'}, since: 2m, breach: \"> 3\"}");
        assertThat(failed(logs.run(loki, context), true).what())
                .contains("8 errors in 2m", "4 a minute is above 3 a minute");
        status = 503;
        assertThat(failed(logs.run(loki, context), true).code()).isEqualTo("SW-0647");

        Files.writeString(folder.resolve("journal.sh"), "echo \"$@\" >arguments; echo INFO started; echo ERROR lost");
        var journal =
                inputs(logs, "{journal: {host: host, unit: shop.service, command: [sh, journal.sh]}, breach: \"> 1\"}");
        assertThat(done(logs.run(journal, context))).containsEntry("errors", "1");
        assertThat(Files.readString(folder.resolve("arguments")))
                .startsWith("--unit shop.service --since @")
                .contains("--output cat");
    }

    @Test
    void endsTheJournalAndAllThatItStartedWhenItIsCancelled() {
        var work = context.underway(1);
        String reads = "sleep 61394 & sleep 61394";
        var journal = inputs(logs, "{journal: {host: host, unit: shop.service, command: [sh, -c, '" + reads + "']}}");
        CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(() -> {
            try {
                return logs.run(journal, context);
            } catch (Exception ended) {
                throw new CompletionException(ended);
            }
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> readers() == 2);

        work.cancel();

        assertThat(running)
                .failsWithin(Duration.ofSeconds(60))
                .withThrowableThat()
                .withCauseInstanceOf(StepContext.Cancelled.class);
        await().atMost(Duration.ofSeconds(60)).until(() -> readers() == 0);
    }

    private static long readers() {
        return ProcessHandle.allProcesses()
                .filter(it -> it.info().commandLine().orElse("").endsWith("sleep 61394"))
                .filter(it -> it.info().command().orElse("").endsWith("sleep"))
                .count();
    }

    private Answer answer(String path) {
        if (path.startsWith("/loki/api/v1/query?query=sum%28count_over_time%28%7Bapp")) {
            return Answer.of(
                    status,
                    "{\"status\": \"success\", \"data\": {\"resultType\": \"vector\", \"result\": [{\"metric\": {}, \"value\": [1, \"8\"]}]}}");
        }
        try {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Answer.of(status, "");
    }
}
