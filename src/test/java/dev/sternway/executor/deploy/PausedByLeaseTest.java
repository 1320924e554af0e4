package dev.sternway.executor.deploy;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Secret;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
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

/** CI services and a cluster are a server that keeps state and answers as their documentation says. */
class PausedByLeaseTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WORKFLOW = "target: ci\nservice: github\njob: acme/shop/deploy.yml";
    private static final String PROJECT = "target: ci\nservice: gitlab\njob: acme/shop";
    private static final String JOB = "target: jenkins\nservice: jenkins\njob: shop/deploy it";
    private static final String SCALER = "target: ci\nnamespace: shop\nautoscaler: api";
    private static final String BEHAVIOR =
            "{\"scaleDown\":{\"selectPolicy\":\"Max\",\"policies\":[{\"type\":\"Pods\",\"value\":1,\"periodSeconds\":60}]}}";

    @TempDir
    Path folder;

    private final WebServer server = new WebServer(this::answer);
    private final ObjectNode horizontal = object("{\"spec\":{\"minReplicas\":2,\"behavior\":" + BEHAVIOR + "}}");
    private final ObjectNode scaled = object("{\"metadata\":{\"annotations\":{\"owner\":\"shop\"}}}");
    private String workflow = "active";
    private String builds = "private";
    private boolean disabled;
    private boolean mayWrite = true;
    private TestContext context;

    @BeforeEach
    void open() {
        context = new TestContext(folder)
                .target("ci", target(Optional.empty()))
                .target("jenkins", target(Optional.of("ops")));
        context.secrets.put("KEY", Secret.of("k3y"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void switchesAWorkflowOffNamesWhatRunsAndSwitchesItOnAgain() throws Exception {
        assertThat(paused(new CiPause(), WORKFLOW)).containsEntry("runs already and was not stopped", "run 77");
        assertThat(workflow).isEqualTo("disabled_manually");
        done(undo(new CiPause()));
        assertThat(workflow).isEqualTo("active");
    }

    @Test
    void switchesThePipelinesOfAProjectOffAndBackToWhoMightSeeThem() throws Exception {
        assertThat(paused(new CiPause(), PROJECT)).containsEntry("runs already and was not stopped", "pipeline 5");
        assertThat(builds).isEqualTo("disabled");
        done(undo(new CiPause()));
        assertThat(builds).isEqualTo("private");
    }

    @Test
    void switchesAJobInAFolderOffAndOnAgain() throws Exception {
        assertThat(paused(new CiPause(), JOB)).containsEntry("runs already and was not stopped", "build 12");
        assertThat(disabled).isTrue();
        done(undo(new CiPause()));
        assertThat(disabled).isFalse();
    }

    @Test
    void keepsAnAutoscalerFromScalingAndSetsItsBehaviorBack() throws Exception {
        paused(new AutoscalerPause(), SCALER);
        assertThat(horizontal.at("/spec/behavior/scaleUp/selectPolicy").asText())
                .isEqualTo("Disabled");
        done(undo(new AutoscalerPause()));
        assertThat(horizontal.at("/spec/behavior").toString()).isEqualTo(BEHAVIOR);

        ((ObjectNode) horizontal.path("spec")).remove("behavior");
        paused(new AutoscalerPause(), SCALER);
        done(undo(new AutoscalerPause()));
        assertThat(horizontal.path("spec").has("behavior")).isFalse();
    }

    @Test
    void pausesAScaledObjectByItsAnnotationAndLeavesTheOthers() throws Exception {
        String with = "target: ci\nnamespace: shop\nautoscaler: worker\nkind: keda";
        paused(new AutoscalerPause(), with);
        done(undo(new AutoscalerPause()));
        assertThat(scaled.path("metadata").toString()).isEqualTo("{\"annotations\":{\"owner\":\"shop\"}}");
    }

    @Test
    void whatWasOffBeforeStaysOff() throws Exception {
        workflow = "disabled_inactivity";
        CiPause pause = new CiPause();

        assertThat(pause.probe(inputs(pause, WORKFLOW), context)).isInstanceOf(Probe.Already.class);
        assertThat(Lease.all(context.keepsakes())).isEmpty();
    }

    @Test
    void aSecondRollbackTakesThePauseOverAndKnowsHowItWasAtFirst() throws Exception {
        CiPause pause = new CiPause();
        paused(pause, PROJECT);
        TestContext second = context.withKey("rollback-2/preserve/0");

        assertThat(pause.probe(inputs(pause, PROJECT), second)).isInstanceOf(Probe.Needed.class);
        done(pause.run(inputs(pause, PROJECT), second));

        assertThat(Lease.all(second.keepsakes())).singleElement().satisfies(lease -> {
            assertThat(lease.run()).contains("rollback-2");
            assertThat(lease.before().toString()).isEqualTo("{\"builds_access_level\":\"private\"}");
        });
    }

    @Test
    void tellsWhichJobThereIsNot() throws Exception {
        CiPause pause = new CiPause();

        assertThat(failed(pause.run(inputs(pause, PROJECT + "x"), context), false)
                        .toString())
                .contains("SW-0647", "404", "acme%2Fshopx");
    }

    @Test
    void pausesNothingForWhoIsNotLetInOrMayOnlyLookOrWhileTheServiceIsAway() throws Exception {
        for (String with : List.of(WORKFLOW, PROJECT, JOB)) {
            pausesNothingForOthers(new CiPause(), with);
        }
        pausesNothingForOthers(new AutoscalerPause(), SCALER);
        pausesNothingForOthers(new AutoscalerPause(), SCALER.replace("api", "worker") + "\nkind: keda");

        assertThat(List.of(workflow, builds, disabled)).isEqualTo(List.of("active", "private", false));
        assertThat(horizontal.at("/spec/behavior").toString()).isEqualTo(BEHAVIOR);
        assertThat(scaled.at("/metadata/annotations").size()).isEqualTo(1);
        server.close();
        saysThatItIsAway(new CiPause(), WORKFLOW);
        saysThatItIsAway(new AutoscalerPause(), SCALER);
    }

    private <I extends Record> void pausesNothingForOthers(Executor<I> executor, String with) throws Exception {
        I inputs = inputs(executor, with);
        mayWrite = false;
        done(executor.ready(inputs, context));
        assertThat(failed(executor.run(inputs, context), false).toString()).contains("SW-0647", "403");
        assertThat(Lease.all(context.keepsakes()))
                .as("what is not paused has no lease")
                .isEmpty();
        context.secrets.put("KEY", Secret.of("other"));
        assertThat(failed(executor.ready(inputs, context), false).what()).contains("401");
        assertThat(failed(executor.run(inputs, context), false).what()).contains("401");
        context.secrets.put("KEY", Secret.of("k3y"));
        mayWrite = true;
    }

    private <I extends Record> void saysThatItIsAway(Executor<I> executor, String with) throws Exception {
        I inputs = inputs(executor, with);
        assertThat(failed(executor.ready(inputs, context), true).code()).isEqualTo("SW-0648");
        assertThat(failed(executor.run(inputs, context), true).code()).isEqualTo("SW-0648");
        assertThat(executor.probe(inputs, context)).isInstanceOf(Probe.Unknown.class);
    }

    /** Paused, and only once. */
    private <I extends Record> Map<String, String> paused(Executor<I> executor, String with) throws Exception {
        I inputs = inputs(executor, with);
        assertThat(executor.probe(inputs, context)).isInstanceOf(Probe.Needed.class);
        Map<String, String> evidence = done(executor.run(inputs, context));
        done(executor.verify(inputs, context));
        assertThat(executor.probe(inputs, context)).isInstanceOf(Probe.Already.class);
        assertThat(Lease.all(context.keepsakes())).hasSize(1);
        return evidence;
    }

    /** With what the lease itself kept. */
    private <I extends Record> Outcome undo(Executor<I> executor) throws Exception {
        Lease lease = Lease.all(context.keepsakes()).get(0);
        return executor.undo(inputs(executor, lease.with().toString()), context);
    }

    private Target target(Optional<String> user) {
        Optional<Target.SecretReference> key = Optional.of(new Target.SecretReference("KEY"));
        return new Target(
                Target.Type.SERVICE,
                Optional.of(server.url()),
                user,
                user.flatMap(it -> key),
                user.isPresent() ? Optional.empty() : key,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private Answer answer(Asked asked) {
        String path = asked.path();
        String key = String.valueOf(asked.headers().get("authorization"));
        if (!key.equals(path.startsWith("/job/") ? "Basic b3BzOmszeQ==" : "Bearer k3y")) {
            return Answer.of(401, "{}");
        }
        if (!mayWrite && !asked.method().equals("GET")) {
            return Answer.of(403, "{}");
        }
        String type = String.valueOf(asked.headers().get("content-type"));
        return switch (asked.method() + " " + path) {
            case "GET /repos/acme/shop/actions/workflows/deploy.yml" -> ok("{\"state\":\"" + workflow + "\"}");
            case "GET /repos/acme/shop/actions/workflows/deploy.yml/runs?status=in_progress" ->
                ok("{\"workflow_runs\":[{\"id\":77}]}");
            case "PUT /repos/acme/shop/actions/workflows/deploy.yml/disable" -> workflow("disabled_manually");
            case "PUT /repos/acme/shop/actions/workflows/deploy.yml/enable" -> workflow("active");
            case "GET /api/v4/projects/acme%2Fshop" -> ok("{\"builds_access_level\":\"" + builds + "\"}");
            case "GET /api/v4/projects/acme%2Fshop/pipelines?status=running" ->
                builds.equals("disabled") ? Answer.of(403, "") : ok("[{\"id\":5}]");
            case "PUT /api/v4/projects/acme%2Fshop" -> {
                builds = object(asked.body()).path("builds_access_level").asText();
                yield ok("{}");
            }
            case "GET /job/shop/job/deploy%20it/api/json?tree=disabled,buildable,lastBuild%5Bnumber,building%5D" ->
                ok("{\"buildable\":" + !disabled + ",\"lastBuild\":{\"number\":12,\"building\":true}}");
            case "POST /job/shop/job/deploy%20it/disable" -> disabled(true);
            case "POST /job/shop/job/deploy%20it/enable" -> disabled(false);
            case "GET /apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers/api" -> ok(horizontal.toString());
            case "PATCH /apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers/api" ->
                patch(horizontal, type, asked.body());
            case "GET /apis/keda.sh/v1alpha1/namespaces/shop/scaledobjects/worker" -> ok(scaled.toString());
            case "PATCH /apis/keda.sh/v1alpha1/namespaces/shop/scaledobjects/worker" ->
                patch(scaled, type, asked.body());
            default -> Answer.of(404, "{\"message\":\"404 Not Found\"}");
        };
    }

    private Answer workflow(String state) {
        workflow = state;
        return Answer.of(204, "");
    }

    private Answer disabled(boolean now) {
        disabled = now;
        return Answer.of(302, "");
    }

    private static Answer patch(ObjectNode into, String type, String body) {
        if (type.equals("application/merge-patch+json")) {
            DeployTest.merge(into, object(body));
            return ok(into.toString());
        }
        JsonNode change = tree(body).path(0);
        if (!type.equals("application/json-patch+json")
                || !change.path("path").asText().equals("/spec/behavior")) {
            return Answer.of(415, "");
        }
        ObjectNode spec = (ObjectNode) into.path("spec");
        if (change.path("op").asText().equals("remove")) {
            spec.remove("behavior");
        } else {
            spec.set("behavior", change.path("value"));
        }
        return ok(into.toString());
    }

    private static Answer ok(String body) {
        return Answer.of(200, body);
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) tree(json);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
