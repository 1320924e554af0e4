package dev.sternway.executor.deploy;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Problem;
import dev.sternway.base.Secret;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GitHub is a server that keeps state and refuses what its documentation does not allow. */
class GitHubFreezeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RULES =
            "{\"name\":\"production\",\"protection_rules\":[{\"id\":1,\"type\":\"wait_timer\",\"wait_timer\":30},"
                    + "{\"id\":2,\"type\":\"required_reviewers\",\"prevent_self_review\":true,\"reviewers\":[{\"type\":\"Team\",\"reviewer\":{\"id\":7}}]},"
                    + "{\"id\":3,\"type\":\"branch_policy\"}],"
                    + "\"deployment_branch_policy\":{\"protected_branches\":false,\"custom_branch_policies\":true}}";

    @TempDir
    Path folder;

    private final GitHubFreeze freeze = new GitHubFreeze();
    private final GitHubFreeze.Inputs with =
            inputs(freeze, "{target: github, repository: acme/shop, environment: production}");
    private final ObjectNode environment = object(RULES);
    private final List<ObjectNode> branches = new ArrayList<>(List.of(
            object("{\"id\":11,\"name\":\"main\",\"type\":\"branch\"}"),
            object("{\"id\":12,\"name\":\"v*\",\"type\":\"tag\"}")));
    private final WebServer server = new WebServer(this::answer);
    private int writes = Integer.MAX_VALUE;
    private boolean mayWrite = true;
    private int added;
    private TestContext context;

    @BeforeEach
    void open() {
        context = new TestContext(folder).target("github", Targets.serviceWithToken(server.url(), "KEY"));
        context.secrets.put("KEY", Secret.of("k3y"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void letsNoBranchDeployAndSetsEveryRuleBack() throws Exception {
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

        done(freeze.run(with, context));
        assertThat(environment.path("deployment_branch_policy").isObject()).isTrue();
        done(freeze.undo(with, context));

        assertThat(environment.path("deployment_branch_policy").isNull()).isTrue();
    }

    @Test
    void goesOnAfterAFreezeAndAWayBackThatWereInterrupted() throws Exception {
        writes = 2;
        failed(freeze.run(with, context), true);
        assertThat(branches).hasSize(1);
        assertThat(freeze.probe(with, context)).isInstanceOf(Probe.Needed.class);
        writes = Integer.MAX_VALUE;
        done(freeze.run(with, context));
        assertThat(branches).isEmpty();

        writes = 1;
        failed(freeze.undo(with, context), true);
        assertThat(branches).hasSize(1);
        assertThat(Lease.all(context.keepsakes())).hasSize(1);
        writes = Integer.MAX_VALUE;
        done(freeze.undo(with, context));

        assertIsAsBefore();
        assertThat(Lease.all(context.keepsakes())).isEmpty();
    }

    @Test
    void setsEveryRuleBackWhenItIsCancelledInTheMiddle() throws Exception {
        var work = context.underway(1);
        context.beforeEffect(() -> {
            if (branches.size() == 1) {
                work.cancel();
            }
        });

        assertThatThrownBy(() -> freeze.run(with, context)).isInstanceOf(StepContext.Cancelled.class);

        assertIsAsBefore();
        assertThat(Lease.all(context.keepsakes())).isEmpty();
        context.underway(2);
        context.beforeEffect(() -> {});
        done(freeze.run(with, context));
        assertThat(branches).isEmpty();
    }

    @Test
    void freezesNothingForWhoIsNotLetInOrMayOnlyLook() throws Exception {
        mayWrite = false;
        done(freeze.ready(with, context));
        assertThat(failed(freeze.run(with, context), false).toString()).contains("SW-0647", "403", "PUT", "github");
        assertThat(Lease.all(context.keepsakes()))
                .as("what is not paused has no lease")
                .isEmpty();
        context.secrets.put("KEY", Secret.of("other"));
        for (Problem problem :
                List.of(failed(freeze.ready(with, context), false), failed(freeze.run(with, context), false))) {
            assertThat(problem.what()).contains("401");
        }

        assertIsAsBefore();
    }

    @Test
    void saysWhenGitHubIsAway() throws Exception {
        server.close();

        for (Problem problem :
                List.of(failed(freeze.ready(with, context), true), failed(freeze.run(with, context), true))) {
            assertThat(problem.code()).isEqualTo("SW-0648");
            assertThat(problem.where()).isEqualTo("github");
        }
        assertThat(freeze.probe(with, context)).isInstanceOf(Probe.Unknown.class);
    }

    private void assertIsAsBefore() {
        assertThat(environment).isEqualTo(object(RULES));
        assertThat(branches).extracting(it -> it.path("name").asText()).containsExactlyInAnyOrder("main", "v*");
    }

    private Answer answer(Asked asked) {
        if (!"Bearer k3y".equals(asked.headers().get("authorization"))) {
            return Answer.of(401, "{}");
        }
        if (!asked.method().equals("GET") && !mayWrite) {
            return Answer.of(403, "{\"message\":\"Must have admin rights to Repository.\"}");
        }
        return !asked.method().equals("GET") && writes-- <= 0 ? Answer.of(503, "no") : github(asked);
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
                branches.add(object(asked.body()).put("id", 100 + added++));
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

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
