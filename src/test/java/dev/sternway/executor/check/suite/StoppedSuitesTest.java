package dev.sternway.executor.check.suite;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.base.Problem;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.allow.AllowFile;
import dev.sternway.testing.QuietPort;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suites and browsers whose place, program or page is away or forbidden, and a real browser that is cancelled. */
class StoppedSuitesTest {
    private static final String SUITE = "{host: host, argv: [%s], tap: true}";
    private static final String VISIT = "{host: host, argv: [node, visit.mjs], screenshot: false}";

    private final CheckTests tests = new CheckTests();
    private final CheckBrowser browser = new CheckBrowser();

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeEach
    void open() throws IOException {
        context = new TestContext(folder).target("host", Targets.host(folder, Map.of()));
        Files.writeString(folder.resolve("visit.mjs"), """
                import { execFileSync } from 'node:child_process';
                const text = execFileSync('chromium', ['--headless', '--no-sandbox', '--disable-gpu',
                    '--user-data-dir=' + process.env.PROFILE, '--dump-dom', process.env.SHOP],
                    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
                if (!text.includes('Shop')) {
                    console.log('the page lacks Shop: ' + (text.replace(/<[^>]*>/g, '').trim() || 'it is empty'));
                    process.exit(1);
                }
                """);
    }

    @Test
    void saysAtArmingThatItsFolderOrItsProgramIsNotThere() throws Exception {
        done(tests.ready(inputs(tests, SUITE.formatted("sh")), context));
        done(browser.ready(inputs(browser, VISIT), context));
        var missing = inputs(tests, SUITE.formatted("no-such-runner"));
        var script = inputs(browser, "{host: host, argv: [no-such-browser]}");

        for (Problem problem : List.of(
                refused(outcome(() -> tests.ready(missing, context))),
                refused(outcome(() -> tests.run(missing, context))),
                refused(outcome(() -> browser.ready(script, context))),
                refused(outcome(() -> browser.run(script, context))))) {
            assertThat(problem.code()).isEqualTo("SW-0505");
            assertThat(problem.what()).contains("There is no program no-such-");
            assertThat(problem.where()).isEqualTo(folder.toString());
        }
        context.target("host", Targets.host(folder.resolve("gone"), Map.of()));
        assertThat(refused(outcome(() -> tests.ready(missing, context))).code()).isEqualTo("SW-0504");
        assertThat(refused(outcome(() -> browser.ready(script, context))).code())
                .isEqualTo("SW-0504");
    }

    @Test
    void startsNoProgramThatThisEnvironmentDoesNotAllow() throws Exception {
        context.allowed = AllowFile.of(
                        Files.writeString(folder.resolve("allow.yaml"), "production: {commands: [/usr/bin/true]}")
                                .toString())
                .in("production");
        var suite = inputs(tests, "{host: host, argv: [sh, -c, touch started], tap: true}");
        var script = inputs(browser, "{host: host, argv: [sh, -c, touch started]}");

        for (Problem problem : List.of(
                refused(outcome(() -> tests.ready(suite, context))),
                refused(outcome(() -> tests.run(suite, context))),
                refused(outcome(() -> browser.ready(script, context))),
                refused(outcome(() -> browser.run(script, context))))) {
            assertThat(problem.code()).isEqualTo("SW-0841");
            assertThat(problem.what()).contains("sh is not on the allow-list of this environment");
        }
        assertThat(folder.resolve("started")).doesNotExist();
    }

    @Test
    void saysWhatABrowserFoundWhereNobodyListensOrItIsNotLetIn() throws Exception {
        visits("http://localhost:" + QuietPort.free());
        Problem away = failed(outcome(() -> browser.run(inputs(browser, VISIT), context)), true);
        assertThat(away.code()).isEqualTo("SW-1159");
        assertThat(away.what()).contains("ended with 1", "the page lacks Shop: it is empty");
        assertThat(away.where()).isEqualTo("node visit.mjs");

        try (WebServer shop = new WebServer(asked -> Answer.of(401, "<h1>not for you</h1>"))) {
            visits(shop.url());
            assertThat(failed(outcome(() -> browser.run(inputs(browser, VISIT), context)), true)
                            .what())
                    .contains("ended with 1", "the page lacks Shop: not for you");
        }
    }

    @Test
    void endsTheBrowserAndAllThatItStartedWhenItIsCancelled() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (WebServer shop = new WebServer(request -> held(asked, over))) {
            visits(shop.url());
            var work = context.underway(1);
            CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(() -> {
                try {
                    return browser.run(inputs(browser, VISIT), context);
                } catch (Exception ended) {
                    throw new java.util.concurrent.CompletionException(ended);
                }
            });
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(browsers()).isPositive();

            work.cancel();

            assertThat(running)
                    .failsWithin(Duration.ofSeconds(60))
                    .withThrowableThat()
                    .withCauseInstanceOf(StepContext.Cancelled.class);
            await().atMost(Duration.ofSeconds(60)).until(() -> browsers() == 0);
            over.countDown();
        }
    }

    private static Answer held(CountDownLatch asked, CountDownLatch over) {
        asked.countDown();
        try {
            over.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        return Answer.of(200, "<h1>Shop</h1>");
    }

    private void visits(String url) {
        context.target(
                "host",
                Targets.host(folder, Map.of("SHOP", url, "PROFILE", folder + "/profile", "TMPDIR", folder.toString())));
    }

    private long browsers() {
        return ProcessHandle.allProcesses()
                .filter(it -> it.info().commandLine().orElse("").contains(folder + "/profile"))
                .count();
    }
}
