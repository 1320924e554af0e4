package dev.sternway.executor.deploy;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Problem;
import dev.sternway.base.Secret;
import dev.sternway.executor.Probe;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Target;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Argo CD is a server that keeps state and refuses what its documentation does not allow. */
class DeployTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AUTO = "{\"prune\":true,\"selfHeal\":true}";

    @TempDir
    Path folder;

    private final ObjectNode application =
            object("{\"spec\":{\"syncPolicy\":{\"automated\":" + AUTO + ",\"syncOptions\":[\"A=b\"]}}}");
    private final WebServer server = new WebServer(this::answer);
    private boolean broken;
    private boolean mayUpdate = true;
    private TestContext context;

    @BeforeEach
    void open() {
        context = new TestContext(folder);
        for (String name : List.of("argocd")) {
            context.target(
                    name,
                    new Target(
                            Target.Type.SERVICE,
                            Optional.of(server.url()),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new Target.SecretReference("KEY")),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of()));
        }
        context.secrets.put("KEY", Secret.of("k3y"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void switchesAutoSyncOffAndBackExactlyAsItWas() throws Exception {
        ArgoCdPause pause = new ArgoCdPause();
        var with = inputs(pause, "{target: argocd, application: shop, lease: 2h}");
        String before = application.toString();

        assertThat(pause.probe(with, context)).isInstanceOf(Probe.Needed.class);
        assertThat(done(pause.run(with, context))).containsEntry("before", AUTO);
        done(pause.verify(with, context));
        assertThat(application.at("/spec/syncPolicy/automated").isMissingNode()).isTrue();
        assertThat(pause.probe(with, context)).isInstanceOf(Probe.Already.class);
        assertThat(Lease.all(context.keepsakes())).hasSize(1);

        done(pause.undo(with, context));
        assertThat(object(application.toString())).isEqualTo(object(before));
        assertThat(Lease.all(context.keepsakes())).isEmpty();
        assertThat(done(pause.undo(with, context))).containsEntry("Argo CD argocd shop", "not paused by this plan");
    }

    @Test
    void leavesAutoSyncAloneThatWasOffOrThatSomebodySwitchedOn() throws Exception {
        ArgoCdPause pause = new ArgoCdPause();
        var with = inputs(pause, "{target: argocd, application: shop}");
        done(pause.run(with, context));
        ((ObjectNode) application.at("/spec/syncPolicy")).putObject("automated").put("prune", false);

        assertThat(failed(pause.verify(with, context), true).code()).isEqualTo("SW-0649");
        done(pause.undo(with, context));

        assertThat(application.at("/spec/syncPolicy/automated").toString()).isEqualTo("{\"prune\":false}");
        ((ObjectNode) application.at("/spec/syncPolicy/automated")).put("enabled", false);
        assertThat(pause.probe(with, context)).isInstanceOf(Probe.Already.class);
    }

    @Test
    void tellsWhatWasRefusedAndTriesAgainOnlyWhatMayPass() throws Exception {
        ArgoCdPause pause = new ArgoCdPause();
        var unknown = inputs(pause, "{target: argocd, application: other}");
        var with = inputs(pause, "{target: argocd, application: shop}");

        assertThat(failed(pause.run(unknown, context), false).toString()).contains("SW-0647", "404");
        broken = true;
        failed(pause.run(with, context), true);
        assertThat(pause.probe(with, context)).isInstanceOf(Probe.Unknown.class);
    }

    @Test
    void leavesAutoSyncOnForWhoIsNotLetInOrMayOnlyLook() throws Exception {
        ArgoCdPause pause = new ArgoCdPause();
        var with = inputs(pause, "{target: argocd, application: shop}");
        String before = application.toString();
        mayUpdate = false;
        assertThat(done(pause.ready(with, context))).containsEntry("Argo CD argocd shop", "is not paused");

        assertThat(failed(pause.run(with, context), false).toString()).contains("SW-0647", "403", "PATCH", "argocd");

        assertThat(Lease.all(context.keepsakes()))
                .as("what is not paused has no lease")
                .isEmpty();
        context.secrets.put("KEY", Secret.of("other"));
        for (Problem problem :
                List.of(failed(pause.ready(with, context), false), failed(pause.run(with, context), false))) {
            assertThat(problem.what()).contains("401");
            assertThat(problem.next()).contains("the token and what the token may do");
        }
        assertThat(application.toString()).isEqualTo(before);
    }

    private Answer answer(Asked asked) {
        if (broken) {
            return Answer.of(503, "no");
        }
        if (!"Bearer k3y".equals(asked.headers().get("authorization"))) {
            return Answer.of(401, "{}");
        }
        return argo(asked);
    }

    private Answer argo(Asked asked) {
        if (!asked.path().equals("/api/v1/applications/shop")) {
            return Answer.of(404, "{\"code\":5,\"message\":\"not found\"}");
        }
        if (asked.method().equals("PATCH")) {
            if (!mayUpdate) {
                return Answer.of(403, "{\"code\":7,\"message\":\"permission denied\"}");
            }
            ObjectNode request = object(asked.body());
            if (!request.path("name").asText().equals("shop")
                    || !request.path("patchType").asText().equals("merge")) {
                return Answer.of(400, "{\"code\":3}");
            }
            merge(application, object(request.path("patch").asText()));
        } else if (!asked.method().equals("GET")) {
            return Answer.of(405, "");
        }
        return Answer.of(200, application.toString());
    }

    static void merge(ObjectNode into, JsonNode patch) {
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                into.remove(field.getKey());
            } else if (field.getValue().isObject() && into.path(field.getKey()).isObject()) {
                merge((ObjectNode) into.path(field.getKey()), field.getValue());
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
