package dev.sternway.executor.argo;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Secret;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the API of Argo CD as it is documented; no registry has Argo CD itself. */
class ArgoCdSyncTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final ArgoCdSync step = new ArgoCdSync();
    private final ArgoCdSync.Inputs with = inputs(step, "{target: argocd, application: shop, timeout: 20s}");
    private final WebServer server = new WebServer(this::answer);

    @TempDir
    Path folder;

    private TestContext context;
    private ObjectNode application;
    private boolean stuck;

    @BeforeEach
    void deploy() {
        context = new TestContext(folder)
                .target("argocd", Targets.serviceWithToken(server.url(), "TOKEN"))
                .target("away", Targets.serviceWithToken("http://localhost:1", "TOKEN"))
                .target("stranger", Targets.serviceWithToken(server.url(), "WRONG"))
                .target("reader", Targets.serviceWithToken(server.url(), "READER"));
        context.secrets.put("TOKEN", Secret.of("t0ken"));
        context.secrets.put("WRONG", Secret.of("wr0ng"));
        context.secrets.put("READER", Secret.of("re4der"));
        application = tree("{\"spec\": {\"project\": \"default\", \"syncPolicy\": {}},"
                + "\"status\": {\"health\": {\"status\": \"Healthy\"}, \"history\": []}}");
        synced("aaa");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void syncsToTheRevisionOfArmingAndForwardAgain() throws Exception {
        assertThat(done(step.ready(with, context)))
                .containsEntry("revision", "aaa")
                .doesNotContainKey("auto-sync");
        assertThat(step.probe(with, context)).isInstanceOf(Probe.Already.class);
        synced("bbb");
        assertThat(step.probe(with, context)).isInstanceOf(Probe.Needed.class);

        assertThat(done(step.run(with, context))).containsEntry("revision", "aaa");

        done(step.verify(with, context));
        assertThat(step.probe(with, context)).isInstanceOf(Probe.Already.class);
        done(step.undo(with, context));
        assertThat(Application.revision(application)).isEqualTo("bbb");
        assertThat(done(step.undo(with, context))).containsEntry("shop", "not changed by this plan");
    }

    @Test
    void takesATagAndRefusesWhatItsRepositoryDoesNotHave() throws Exception {
        synced("bbb");
        var tag = inputs(step, "{target: argocd, application: shop, revision: v1, timeout: 20s}");
        done(step.ready(tag, context));
        assertThat(step.probe(tag, context)).isInstanceOf(Probe.Needed.class);

        done(step.run(tag, context));

        done(step.verify(tag, context));
        assertThat(Application.revision(application)).isEqualTo("aaa");
        var gone = inputs(step, "{target: argocd, application: shop, revision: gone}");
        assertThat(refused(outcome(() -> step.ready(gone, context))).code()).isEqualTo("SW-1177");
    }

    @Test
    void waitsForTheSyncThatADeadAttemptAskedFor() throws Exception {
        done(step.ready(with, context));
        synced("bbb");
        context.beforeEffect(() -> {
            if (application.path("operation").isObject()) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> step.run(with, context)).hasMessage("killed");
        context.beforeEffect(() -> {});

        done(step.run(with, context));

        assertThat(server.asked().stream().filter(it -> it.method().equals("POST")))
                .hasSize(1);
        done(step.undo(with, context));
        assertThat(Application.revision(application)).isEqualTo("bbb");
    }

    @Test
    void endsTheSyncWhenItIsCancelled() throws Exception {
        done(step.ready(with, context));
        synced("bbb");
        stuck = true;
        var work = context.underway(1);
        AtomicInteger looks = new AtomicInteger();
        context.beforeEffect(() -> {
            if (looks.incrementAndGet() == 3) {
                work.cancel();
            }
        });

        assertThatThrownBy(() -> step.run(with, context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(application.path("operation").isMissingNode()).isTrue();
        assertThat(Application.revision(application)).isEqualTo("bbb");
    }

    @Test
    void refusesWhileAutoSyncIsOnAndSaysSoAtArming() throws Exception {
        ((ObjectNode) application.at("/spec/syncPolicy")).putObject("automated");
        assertThat(done(step.ready(with, context)).get("auto-sync")).contains("deploy/argocd-pause");
        synced("bbb");

        assertThat(refused(outcome(() -> step.run(with, context))).code()).isEqualTo("SW-1179");
    }

    @Test
    void saysWhyAnApplicationDoesNotGetHealthy() throws Exception {
        done(step.ready(with, context));
        synced("bbb");
        ((ObjectNode) application.at("/status/health")).put("status", "Degraded");
        var hasty = inputs(step, "{target: argocd, application: shop, timeout: 1s}");

        assertThat(failed(outcome(() -> step.run(hasty, context)), true).what()).contains("it is Degraded");
    }

    @Test
    void tellsAtArmingWhoMayNotAndWhatIsNotThere() throws Exception {
        assertThat(failed(step.ready(of("away"), context), true).code()).isEqualTo("SW-0648");
        assertThat(failed(step.ready(of("stranger"), context), false).what()).contains("401");
        assertThat(refused(outcome(() -> step.ready(of("reader"), context))).code())
                .isEqualTo("SW-1178");
        assertThat(refused(outcome(() -> step.run(with, context))).code()).isEqualTo("SW-1177");
    }

    private ArgoCdSync.Inputs of(String target) {
        return inputs(step, "{target: " + target + ", application: shop}");
    }

    private void synced(String revision) {
        application
                .withObject("/status")
                .withArray("history")
                .addObject()
                .put("id", application.at("/status/history").size())
                .put("revision", revision);
    }

    private Answer answer(Asked asked) {
        String who = String.valueOf(asked.headers().get("authorization"));
        if (!who.equals("Bearer t0ken") && !who.equals("Bearer re4der")) {
            return Answer.of(401, "{\"code\":16}");
        }
        String root = "/api/v1/applications/shop";
        if (asked.path().equals("/api/v1/account/can-i/applications/sync/default/shop")) {
            return Answer.of(200, "{\"value\":\"" + (who.equals("Bearer t0ken") ? "yes" : "no") + "\"}");
        }
        if (asked.path().startsWith(root + "/manifests?revision=")) {
            return asked.path().endsWith("=gone")
                    ? Answer.of(500, "{\"message\":\"unable to resolve 'gone' to a commit SHA\"}")
                    : Answer.of(200, "{\"manifests\":[]}");
        }
        if (asked.path().equals(root + "/sync") && asked.method().equals("POST")) {
            application
                    .withObject("/operation")
                    .withObject("/sync")
                    .put("revision", tree(asked.body()).path("revision").asText());
            return Answer.of(200, application.toString());
        }
        if (asked.path().equals(root + "/operation") && asked.method().equals("DELETE")) {
            application.remove("operation");
            return Answer.of(200, "{}");
        }
        if (!asked.path().equals(root)) {
            return Answer.of(404, "{\"code\":5}");
        }
        String seen = application.toString();
        if (!stuck && application.path("operation").isObject()) {
            goOn(application.at("/operation/sync/revision").asText());
        }
        return Answer.of(200, seen);
    }

    /** As the controller does, after somebody has looked. */
    private void goOn(String asked) {
        String revision = asked.equals("v1") ? "aaa" : asked;
        application.remove("operation");
        synced(revision);
        ObjectNode state =
                application.withObject("/status").putObject("operationState").put("phase", "Succeeded");
        state.putObject("operation").putObject("sync").put("revision", asked);
        state.putObject("syncResult").put("revision", revision);
    }

    private static ObjectNode tree(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            return (ObjectNode) tree;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
