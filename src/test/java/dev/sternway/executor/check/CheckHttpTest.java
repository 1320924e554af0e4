package dev.sternway.executor.check;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext.LeaseLost;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckHttpTest {
    private final CheckHttp check = new CheckHttp();
    private final AtomicInteger number = new AtomicInteger();

    @TempDir
    Path folder;

    private WebServer server;
    private TestContext context;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void keepsAskingUntilTheServiceAnswersAsExpected() throws Exception {
        serve(count -> count < 3 ? Answer.of(503, "starting") : Answer.of(200, "{\"version\": \"1\"}"));

        var evidence = done(
                run(
                        "{target: api, path: /version, expect: {status: 200, json: {/version: '1'}}, within: 10s, every: 20ms}"));

        assertThat(evidence).containsEntry("tries", "3");
        assertThat(context.output).as("the same complaint is printed once").hasSize(1);
        assertThat(server.asked()).allSatisfy(asked -> assertThat(asked.body()).isEmpty());
    }

    @Test
    void saysAfterTheTimeIsUpWhatStillDiffers() throws Exception {
        serve(count -> new Answer(200, "{\"version\": \"2\"}", Map.of("Retry-After", "60")));
        done(run("{target: api, path: /version, expect: {status: 200}}"));
        number.set(0);

        String what = failed(run("""
                                target: api
                                path: /version
                                expect: {json: {/version: "1"}, header: {Retry-After: "30"}, text: build 1}
                                within: 2s
                                every: 600ms
                                """), true).what();

        assertThat(what)
                .contains("/version is \"2\", expected \"1\"")
                .contains("header Retry-After is 60, expected 30")
                .contains("the body lacks 'build 1'");
        assertThat(number.get()).isBetween(2, 4);
    }

    @Test
    void waitsForAServiceThatIsNotThereYet() throws Exception {
        serve(count -> Answer.of(200, ""));
        server.close();

        assertThat(failed(run("{target: api, path: /, within: 100ms, every: 30ms}"), true)
                        .what())
                .contains("no answer: ConnectException");
    }

    @Test
    void expectsAnyStatusThatThePlanNamesAlsoAnError() throws Exception {
        serve(count -> Answer.of(503, "Under maintenance"));

        done(run("{target: api, path: /, expect: {status: 503, text: maintenance}}"));
    }

    @Test
    void sendsABodyWhenThePlanSaysSo() throws Exception {
        serve(count -> Answer.of(200, "{\"role\": \"member\"}"));

        done(run("{target: api, method: POST, path: /sessions, body: {name: a}, expect: {json: {/role: member}}}"));

        assertThat(server.asked().get(0).body()).isEqualTo("{\"name\":\"a\"}");
    }

    @Test
    void stopsAskingWhenAnotherWorkerHasTheStep() {
        serve(count -> Answer.of(503, ""));
        context.loseLease();

        assertThatThrownBy(() -> run("{target: api, path: /}")).isInstanceOf(LeaseLost.class);
    }

    @Test
    void isMadeAnewEveryTime() {
        serve(count -> Answer.of(200, ""));

        assertThat(check.probe(inputs(check, "{target: api, path: /}"), context))
                .isInstanceOf(Probe.Needed.class);
    }

    private void serve(Function<Integer, Answer> answers) {
        server = new WebServer(asked -> answers.apply(number.incrementAndGet()));
        context = new TestContext(folder).target("api", Targets.service(server.url()));
    }

    private Outcome run(String with) throws Exception {
        return check.run(inputs(check, with), context);
    }
}
