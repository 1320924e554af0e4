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
import dev.sternway.executor.Probe;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Target;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Argo CD and GitHub are servers that keep state and refuse what their documentation does not allow. */
class DeployTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AUTO = "{\"prune\":true,\"selfHeal\":true}";
    private static final String RULES =
            "{\"name\":\"production\",\"protection_rules\":[{\"id\":1,\"type\":\"wait_timer\",\"wait_timer\":30},"
                    + "{\"id\":2,\"type\":\"required_reviewers\",\"prevent_self_review\":true,\"reviewers\":[{\"type\":\"Team\",\"reviewer\":{\"id\":7}}]},"
                    + "{\"id\":3,\"type\":\"branch_policy\"}],"
                    + "\"deployment_branch_policy\":{\"protected_branches\":false,\"custom_branch_policies\":true}}";

    @TempDir
    Path folder;

    private final ObjectNode application =
            object("{\"spec\":{\"syncPolicy\":{\"automated\":" + AUTO + ",\"syncOptions\":[\"A=b\"]}}}");
    private final ObjectNode environment = object(RULES);
    private final List<ObjectNode> branches = new ArrayList<>(List.of(
            object("{\"id\":11,\"name\":\"main\",\"type\":\"branch\"}"),
            object("{\"id\":12,\"name\":\"v*\",\"type\":\"tag\"}")));
    private final WebServer server = new WebServer(this::answer);
    private boolean broken;
    private TestContext context;

    @BeforeEach
    void open() {
        context = new TestContext(folder);
        for (String name : List.of("argocd", "github")) {
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
    void letsNoBranchDeployAndSetsEveryRuleBack() throws Exception {
        GitHubFreeze freeze = new GitHubFreeze();
        var with = inputs(freeze, "{target: github, repository: acme/shop, environment: production}");
        String before = environment.toString();

        assertThat(freeze.probe(with, context)).isInstanceOf(Probe.Needed.class);
        done(freeze.run(with, context));
        done(freeze.verify(with, context));
        assertThat(branches).isEmpty();
        assertThat(freeze.probe(with, context)).isInstanceOf(Probe.Already.class);

        done(freeze.undo(with, context));
        assertThat(environment).isEqualTo(object(before));
        assertThat(branches).extracting(it -> it.path("name").asText()).containsExactly("main", "v*");
    }

    @Test
    void anEnvironmentThatAllowedEveryBranchAllowsEveryBranchAgain() throws Exception {
        environment.putNull("deployment_branch_policy");
        branches.clear();
        GitHubFreeze freeze = new GitHubFreeze();
        var with = inputs(freeze, "{target: github, repository: acme/shop, environment: production}");

        done(freeze.run(with, context));
        assertThat(environment.path("deployment_branch_policy").isObject()).isTrue();
        done(freeze.undo(with, context));

        assertThat(environment.path("deployment_branch_policy").isNull()).isTrue();
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

    private Answer answer(Asked asked) {
        if (broken) {
            return Answer.of(503, "no");
        }
        if (!"Bearer k3y".equals(asked.headers().get("authorization"))) {
            return Answer.of(401, "{}");
        }
        return asked.path().startsWith("/repos/") ? github(asked) : argo(asked);
    }

    private Answer argo(Asked asked) {
        if (!asked.path().equals("/api/v1/applications/shop")) {
            return Answer.of(404, "{\"code\":5,\"message\":\"not found\"}");
        }
        if (asked.method().equals("PATCH")) {
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

    private Answer github(Asked asked) {
        boolean documented =
                "application/vnd.github+json".equals(asked.headers().get("accept"))
                        && "2022-11-28".equals(asked.headers().get("x-github-api-version"));
        String path = asked.path().replaceFirst("\\?.*$", "");
        String root = "/repos/acme/shop/environments/production";
        if (!documented || !path.startsWith(root)) {
            return Answer.of(404, "{\"message\":\"Not Found\"}");
        }
        String rest = path.substring(root.length());
        return switch (asked.method() + (rest.isEmpty() ? "" : rest.matches(".*/\\d+") ? " one" : " all")) {
            case "GET" -> Answer.of(200, environment.toString());
            case "PUT" -> write(object(asked.body()));
            case "GET all" ->
                Answer.of(
                        200,
                        JSON.createObjectNode()
                                .put("total_count", branches.size())
                                .set("branch_policies", JSON.valueToTree(branches))
                                .toString());
            case "POST all" -> {
                branches.add(object(asked.body()).put("id", 100 + branches.size()));
                yield Answer.of(200, branches.get(branches.size() - 1).toString());
            }
            case "DELETE one" ->
                Answer.of(
                        branches.removeIf(
                                        it -> path.endsWith("/" + it.path("id").asInt()))
                                ? 204
                                : 404,
                        "");
            default -> Answer.of(405, "");
        };
    }

    /** As documented: both flags must differ, and whatever is left out is reset. */
    private Answer write(ObjectNode body) {
        JsonNode policy = body.path("deployment_branch_policy");
        if (policy.isObject()
                && policy.path("protected_branches").asBoolean()
                        == policy.path("custom_branch_policies").asBoolean()) {
            return Answer.of(422, "{\"message\":\"Validation Failed\"}");
        }
        ObjectNode rules = object("{\"name\":\"production\",\"protection_rules\":[]}");
        var list = rules.withArray("protection_rules");
        if (body.path("wait_timer").asInt() > 0) {
            list.addObject().put("id", 1).put("type", "wait_timer").set("wait_timer", body.path("wait_timer"));
        }
        if (!body.path("reviewers").isEmpty()) {
            ObjectNode required = list.addObject()
                    .put("id", 2)
                    .put("type", "required_reviewers")
                    .put("prevent_self_review", body.path("prevent_self_review").asBoolean());
            body.path("reviewers")
                    .forEach(one -> required.withArray("reviewers")
                            .addObject()
                            .put("type", one.path("type").asText())
                            .putObject("reviewer")
                            .set("id", one.path("id")));
        }
        if (policy.isObject()) {
            list.addObject().put("id", 3).put("type", "branch_policy");
        }
        rules.set("deployment_branch_policy", policy);
        environment.removeAll();
        environment.setAll(rules);
        return Answer.of(200, environment.toString());
    }

    private static void merge(ObjectNode into, JsonNode patch) {
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
