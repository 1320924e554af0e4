package dev.sternway.executor.http;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Secret;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpRequestStepTest {
    private static final String MAINTENANCE = """
            target: api
            method: PUT
            path: /maintenance
            body: {"on": true}
            expect: {status: [200], json: {/on: true}}
            probe: {path: /maintenance, json: {/on: true}}
            """;

    private final HttpRequestStep request = new HttpRequestStep();
    private final AtomicReference<Answer> answer = new AtomicReference<>(Answer.of(200, "{\"on\": true}"));

    @TempDir
    Path folder;

    private WebServer server;
    private TestContext context;

    @BeforeEach
    void open() {
        server = new WebServer(asked -> answer.get());
        context = new TestContext(folder).target("api", Targets.service(server.url()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void sendsTheBodyAsJsonAndTheKeyByWhichTheServiceKnowsARepetition() throws Exception {
        assertThat(done(run(MAINTENANCE))).containsEntry("status", "200");

        WebServer.Asked asked = server.asked().get(0);
        assertThat(asked.method() + " " + asked.path()).isEqualTo("PUT /maintenance");
        assertThat(asked.body()).isEqualTo("{\"on\":true}");
        assertThat(asked.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("idempotency-key", context.key());
    }

    @Test
    void saysWhatCameAndWhatWasExpected() throws Exception {
        answer.set(Answer.of(200, "{\"on\": false}"));
        assertThat(failed(run(MAINTENANCE), true).what()).contains("/on is false, expected true");

        answer.set(Answer.of(200, "<h1>Welcome</h1>"));
        assertThat(failed(run(MAINTENANCE), true).what()).contains("/on is missing", "the body is not JSON");

        answer.set(Answer.of(404, "no such page"));
        assertThat(failed(run(MAINTENANCE), false).what()).contains("status is 404, expected 200", "no such page");
    }

    @Test
    void triesAgainLaterWhatAServerCannotDoNow() throws Exception {
        for (int status : new int[] {408, 429, 500, 503}) {
            answer.set(Answer.of(status, ""));
            failed(run(MAINTENANCE), true);
        }
        for (int status : new int[] {400, 401, 409, 422}) {
            answer.set(Answer.of(status, ""));
            failed(run(MAINTENANCE), false);
        }
    }

    @Test
    void takesEverySuccessWhenThePlanExpectsNothing() throws Exception {
        answer.set(Answer.of(204, ""));
        done(run("{target: api, path: /}"));

        answer.set(new Answer(302, "", Map.of("Location", server.url() + "/elsewhere")));
        failed(run("{target: api, path: /}"), false);
        assertThat(server.asked()).as("redirects are not followed").hasSize(2);
    }

    @Test
    void comparesNumbersByValue() throws Exception {
        answer.set(Answer.of(200, "{\"errors\": 0.0, \"nested\": {\"list\": [1, 2]}}"));

        done(run("{target: api, path: /, expect: {json: {/errors: 0, /nested/list: [1, 2.0], /nested/list/1: 2}}}"));
    }

    @Test
    void skipsWhatIsSoAlready() throws Exception {
        assertThat(probe(MAINTENANCE)).isInstanceOf(Probe.Already.class);
        assertThat(server.asked())
                .allSatisfy(asked -> assertThat(asked.method()).isEqualTo("GET"));

        answer.set(Answer.of(200, "{\"on\": false}"));
        assertThat(probe(MAINTENANCE)).isInstanceOf(Probe.Needed.class);

        server.close();
        assertThat(probe(MAINTENANCE)).isInstanceOf(Probe.Unknown.class);
    }

    @Test
    void cannotTellWithoutAProbeWhetherAPostArrived() throws Exception {
        assertThat(probe("{target: api, path: /, method: POST}")).isInstanceOf(Probe.Unknown.class);
        assertThat(probe("{target: api, path: /, method: PUT}")).isInstanceOf(Probe.Needed.class);
    }

    @Test
    void verifiesByTheSameQuestion() throws Exception {
        done(request.verify(inputs(request, MAINTENANCE), context));

        answer.set(Answer.of(200, "{\"on\": false}"));
        failed(request.verify(inputs(request, MAINTENANCE), context), true);
    }

    @Test
    void logsInAsTheTargetSays() throws Exception {
        context.secrets.put("PASSWORD", Secret.of("pass:word"));
        context.secrets.put("TOKEN", Secret.of("t0ken"));
        context.target("basic", Targets.service(server.url(), "maria", "PASSWORD"));
        context.target("bearer", Targets.serviceWithToken(server.url(), "TOKEN"));

        done(run("{target: basic, path: /}"));
        done(run("{target: bearer, path: /, headers: {X-Api-Key: 'secret:TOKEN'}}"));

        assertThat(server.asked().get(0).headers()).containsEntry("authorization", "Basic bWFyaWE6cGFzczp3b3Jk");
        assertThat(server.asked().get(1).headers())
                .containsEntry("authorization", "Bearer t0ken")
                .containsEntry("x-api-key", "t0ken");
    }

    @Test
    void refusesWhatIsNoRequest() {
        context.target("nowhere", Targets.service("ftp://localhost"));

        assertThatThrownBy(() -> run("{target: api, path: maintenance}")).hasMessageContaining("SW-0510");
        assertThatThrownBy(() -> run("{target: nowhere, path: /}")).hasMessageContaining("SW-0510");
        assertThatThrownBy(() -> run("{target: api, path: '/a b'}")).hasMessageContaining("SW-0510");
        assertThatThrownBy(() -> run("{target: api, path: /, headers: {Host: evil}}"))
                .hasMessageContaining("SW-0510");
        assertThatThrownBy(() -> run("{target: gone, path: /}")).hasMessageContaining("SW-0302");
    }

    @Test
    void readsAtMostOneMebibyte() throws Exception {
        answer.set(Answer.of(200, "x".repeat(dev.sternway.base.web.Web.LARGEST)));
        done(run("{target: api, path: /}"));

        answer.set(Answer.of(200, "x".repeat(dev.sternway.base.web.Web.LARGEST + 1)));
        assertThat(failed(run("{target: api, path: /}"), true).what()).contains("longer than 1048576 bytes");
    }

    @Test
    void givesUpOnAnAnswerThatNeverEnds() throws Exception {
        try (ServerSocket trickle = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread peer = new Thread(() -> trickle(trickle));
            peer.setDaemon(true);
            peer.start();
            context.target("slow", Targets.service("http://localhost:" + trickle.getLocalPort()));
            long start = System.nanoTime();

            assertThat(failed(run("{target: slow, path: /, timeout: 500ms}"), true)
                            .what())
                    .contains("no whole answer within 500ms");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        server.close();

        assertThat(failed(run(MAINTENANCE), true).code()).isEqualTo("SW-0511");
    }

    @Test
    void saysThatItIsNotLetIn() throws Exception {
        answer.set(Answer.of(401, "who are you?"));

        assertThat(((Outcome.Failed) run(MAINTENANCE)).problem().what()).contains("401");
    }

    private static void trickle(ServerSocket listening) {
        try (var socket = listening.accept()) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes());
            socket.getOutputStream().write('x');
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // the client has given up
        }
    }

    private Outcome run(String with) throws Exception {
        return request.run(inputs(request, with), context);
    }

    private Probe probe(String with) throws Exception {
        return request.probe(inputs(request, with), context);
    }
}
