package dev.sternway.executor.check;

import static dev.sternway.testing.Steps.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every check that asks a service, cancelled while it waits for an answer or between two questions. */
class CancelledHttpChecksTest {
    @TempDir
    Path folder;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private CheckedService service;

    @BeforeEach
    void open() {
        service = new CheckedService(folder);
    }

    @AfterEach
    void close() {
        over.countDown();
        service.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            check/http    | path: /, within: 10m}
            check/health  | within: 10m}
            check/version | is: '1', within: 10m}
            check/latency | path: /, over: 10m, breach: '> 9999'}
            check/served  | path: /, timeout: 10m}
            check/logs    | LOKI
            """)
    void endsAtOnceWhenItIsCancelledWhileItWaits(String uses, String with) throws Exception {
        service.serve(this::held);
        var work = service.context.underway(1);
        CompletableFuture<Outcome> running = start(uses, with);
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

        work.cancel();

        assertThat(notDone(running)).doesNotContain("no whole answer within");
        assertThat(service.context.output).noneMatch(line -> line.contains("no whole answer within"));
        assertThat(service.server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            check/http    | path: /, within: 10m, every: 5m}
            check/health  | within: 10m, every: 5m}
            check/latency | path: /, over: 10m, every: 5m, breach: '> 9999'}
            """)
    void endsAtOnceWhenItIsCancelledBetweenTwoTries(String uses, String with) throws Exception {
        service.serve(request -> Answer.of(503, ""));
        var work = service.context.underway(1);
        CompletableFuture<Outcome> running = start(uses, with);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !service.server.asked().isEmpty());

        work.cancel();

        notDone(running);
        assertThat(service.server.asked()).hasSize(1);
    }

    @Test
    void logsOutWhenItIsCancelledInTheMiddleOfASession() throws Exception {
        service.serve(request -> switch (request.method() + " " + request.path()) {
            case "POST /sessions" -> Answer.of(201, "{\"token\": \"t-1\"}");
            case "GET /me" -> request.headers().containsKey("authorization") ? held(request) : Answer.of(401, "");
            default -> Answer.of(204, "");
        });
        var work = service.context.underway(1);
        CompletableFuture<Outcome> running = start("check/login", "LOGIN");
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

        work.cancel();
        await().atMost(Duration.ofSeconds(60)).until(() -> service.methods().contains("DELETE /sessions"));
        over.countDown();

        notDone(running);
        assertThat(service.methods()).startsWith("POST /sessions", "GET /me", "DELETE /sessions");
    }

    @Test
    void deletesWhatItMadeWhenItIsCancelledWhileItReads() throws Exception {
        service.serve(request -> switch (request.method()) {
            case "POST" -> Answer.of(201, "{\"id\": 7}");
            case "DELETE" -> Answer.of(204, "");
            default -> service.methods().contains("DELETE /notes/7") ? Answer.of(404, "") : held(request);
        });
        var work = service.context.underway(1);
        CompletableFuture<Outcome> running = start("check/crud", "CRUD");
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

        work.cancel();

        notDone(running);
        assertThat(service.methods()).containsExactly("POST /notes", "GET /notes/7", "DELETE /notes/7", "GET /notes/7");
        assertThat(service.context.notes).containsOnlyKeys("served/api/");
    }

    @Test
    void deletesFirstWhatAWorkerThatLostItsStepHadCreated() throws Exception {
        Set<String> there = ConcurrentHashMap.newKeySet();
        AtomicInteger number = new AtomicInteger();
        service.serve(request -> {
            switch (request.method()) {
                case "POST" -> there.add("/notes/" + number.incrementAndGet());
                case "DELETE" -> there.remove(request.path());
                default -> {}
            }
            int status = request.method().equals("GET") && !there.contains(request.path()) ? 404 : 200;
            return Answer.of(status, "{\"id\": " + number.get() + ", \"text\": \"one\"}");
        });
        var lost = service.context.underway(1);
        service.context.beforeEffect(() -> {
            if (!there.isEmpty()) {
                service.context.loseLease();
                lost.abandon();
            }
        });
        assertThatThrownBy(() -> service.run("check/crud", "CRUD")).isInstanceOf(StepContext.LeaseLost.class);
        assertThat(there).containsExactly("/notes/1");

        TestContext next = service.context.withKey(service.context.key());
        next.beforeEffect(() -> {});
        done(CheckedService.run("check/crud", "CRUD", next));

        assertThat(there).isEmpty();
        assertThat(service.methods()).contains("DELETE /notes/1", "POST /notes", "DELETE /notes/2");
        assertThat(next.notes).containsOnlyKeys("served/api/");
    }

    /** Answers nothing before the test is over. */
    private Answer held(Asked request) {
        asked.countDown();
        try {
            over.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        return Answer.of(200, "");
    }

    private CompletableFuture<Outcome> start(String uses, String with) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return service.run(uses, with);
            } catch (Exception ended) {
                throw new CompletionException(ended);
            }
        });
    }

    /** How it ended, in words. */
    private static String notDone(CompletableFuture<Outcome> running) throws Exception {
        try {
            Outcome outcome = running.get(60, TimeUnit.SECONDS);
            assertThat(outcome).isNotInstanceOf(Outcome.Done.class);
            return outcome.toString();
        } catch (ExecutionException ended) {
            return ended.getCause().toString();
        }
    }
}
