package dev.sternway.executor.kubernetes;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutTest {
    private static TestCluster cluster;

    private final RolloutUndo undo = new RolloutUndo();
    private final Scale scale = new Scale();
    private final Image image = new Image();
    private final RolloutUndo.Inputs back = inputs(undo, "{target: cluster, workload: deployment/shop, timeout: 30s}");

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeAll
    static void open() {
        cluster = TestCluster.open();
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @BeforeEach
    void deploy() {
        context = cluster.context(folder);
        cluster.deploy("shop", 2, "shop:1");
    }

    @AfterEach
    void remove() {
        var own = cluster.client();
        for (var all : List.of(
                own.apps().deployments().inNamespace(TestCluster.NAMESPACE).resources(),
                own.apps().replicaSets().inNamespace(TestCluster.NAMESPACE).resources(),
                own.pods().inNamespace(TestCluster.NAMESPACE).resources())) {
            all.forEach(Resource::delete);
        }
    }

    @Test
    void takesADeploymentBackToTheRevisionOfArmingWithAllOfItsTemplate() throws Exception {
        assertThat(done(undo.ready(back, context)))
                .containsEntry("image of api", "shop:1")
                .containsEntry("runs now", "2 of 2 ready");
        assertThat(undo.probe(back, context)).isInstanceOf(Probe.Already.class);
        cluster.deploy("shop", 2, "shop:2");
        assertThat(undo.probe(back, context)).isInstanceOf(Probe.Needed.class);

        assertThat(done(undo.run(back, context))).containsEntry("deployment/shop", "2 of 2 ready");

        done(undo.verify(back, context));
        assertThat(cluster.image("shop")).isEqualTo("shop:1");
        assertThat(variable()).isEqualTo("shop:1");
        assertThat(undo.probe(back, context)).isInstanceOf(Probe.Already.class);
        done(undo.undo(back, context));
        assertThat(cluster.image("shop")).isEqualTo("shop:2");
        assertThat(done(undo.undo(back, context))).containsEntry("deployment/shop", "not changed by this plan");
    }

    @Test
    void goesBackFromARolloutThatIsStuckAndSaysWhyItWas() throws Exception {
        done(undo.ready(back, context));
        cluster.deploy("shop", 2, "shop:broken");
        var wait = inputs(new Ready(), "{target: cluster, workloads: [deployment/shop], timeout: 3s}");
        assertThat(failed(outcome(() -> new Ready().run(wait, context)), true).what())
                .contains("0 of 2 ready")
                .contains("ImagePullBackOff");

        done(undo.run(back, context));

        done(undo.verify(back, context));
        done(new Ready().run(wait, context));
        assertThat(context.output).anyMatch(line -> line.contains("2/2 pods"));
    }

    @Test
    void aNamedRevisionThatDoesNotGetReadyFailsWithThePodsReason() throws Exception {
        cluster.deploy("shop", 2, "shop:broken");
        cluster.deploy("shop", 2, "shop:3");
        var named = inputs(undo, "{target: cluster, workload: deployment/shop, revision: 2, timeout: 3s}");
        done(undo.ready(named, context));

        assertThat(failed(outcome(() -> undo.run(named, context)), true).what()).contains("ImagePullBackOff");
        assertThat(refused(outcome(() -> undo.ready(
                                inputs(undo, "{target: cluster, workload: deployment/shop, revision: 9}"), context)))
                        .what())
                .contains("There is no revision 9; there are [");
    }

    @Test
    void goesOnAfterAnAttemptThatWasKilledInTheMiddle() throws Exception {
        done(undo.ready(back, context));
        cluster.deploy("shop", 2, "shop:2");
        AtomicInteger effects = new AtomicInteger();
        context.beforeEffect(() -> {
            if (effects.incrementAndGet() == 2) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> undo.run(back, context)).hasMessage("killed");
        context.beforeEffect(() -> {});
        assertThat(cluster.image("shop")).isEqualTo("shop:1");

        done(undo.run(back, context));

        done(undo.verify(back, context));
        done(undo.undo(back, context));
        assertThat(cluster.image("shop")).isEqualTo("shop:2");
    }

    @Test
    void asksTheRegistryAtArmingForTheImagesOfTheRevision() throws Exception {
        try (WebServer registry = new WebServer(asked -> asked.path().endsWith("/manifests/1")
                ? new WebServer.Answer(200, "", Map.of("Docker-Content-Digest", "sha256:abc"))
                : WebServer.Answer.of(404, ""))) {
            context.target("registry", Targets.service(registry.url()));
            var with = inputs(undo, "{target: cluster, workload: deployment/shop, registry: registry}");
            assertThat(done(undo.ready(with, context))).containsEntry("registry has shop:1", "sha256:abc");
            cluster.deploy("shop", 2, "shop:gone");
            assertThat(refused(outcome(() -> undo.ready(with, context))).code()).isEqualTo("SW-1173");
            cluster.deploy("shop", 2, "elsewhere.example.org:5000/shop@sha256:abc");
            assertThat(done(undo.ready(with, context)).toString()).contains("it is of another registry");
        }
    }

    @Test
    void changesNothingOnceItIsCancelled() throws Exception {
        done(undo.ready(back, context));
        cluster.deploy("shop", 2, "shop:2");
        var work = context.underway(1);
        context.beforeEffect(work::cancel);

        assertThatThrownBy(() -> undo.run(back, context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(cluster.image("shop")).isEqualTo("shop:2");
    }

    @Test
    void tellsAtArmingWhoMayNotAndWhatIsNotThere() throws Exception {
        assertThat(code("{target: away, workload: deployment/shop}")).isEqualTo("SW-1160");
        assertThat(code("{target: as-nobody, workload: deployment/shop}")).isEqualTo("SW-1161");
        assertThat(code("{target: as-reader, workload: deployment/shop}")).isEqualTo("SW-1162");
        assertThat(code("{target: cluster, workload: deployment/other}")).isEqualTo("SW-1164");
        assertThat(refused(outcome(() -> undo.run(back, context))).code()).isEqualTo("SW-1166");
    }

    @Test
    void capacityOfTheOldIsThereBeforeTheNewLosesItsOwn() throws Exception {
        cluster.deploy("blue", 2, "shop:1");
        cluster.deploy("green", 0, "shop:2");
        var with = inputs(
                scale,
                "{target: cluster, timeout: 30s, workloads: [{workload: deployment/green, replicas: 0}, {workload: deployment/blue}]}");
        assertThat(done(scale.ready(with, context))).containsEntry("deployment/blue", "2 pods");
        resize("blue", 0);
        resize("green", 2);
        assertThat(scale.probe(with, context)).isInstanceOf(Probe.Needed.class);
        context.beforeEffect(() -> assertThat(cluster.replicas("green") == 0 && cluster.replicas("blue") == 0)
                .isFalse());

        done(scale.run(with, context));

        done(scale.verify(with, context));
        assertThat(List.of(cluster.replicas("blue"), cluster.replicas("green"))).containsExactly(2, 0);
        assertThat(context.output.indexOf("deployment/blue: 2 of 2 ready"))
                .isNotNegative()
                .isLessThan(context.output.indexOf("deployment/green: 0 of 0 ready"));
        assertThat(scale.probe(with, context)).isInstanceOf(Probe.Already.class);
        done(scale.run(with, context));
        done(scale.undo(with, context));
        assertThat(List.of(cluster.replicas("blue"), cluster.replicas("green"))).containsExactly(0, 2);
    }

    @Test
    void theNewKeepsItsCapacityWhenTheOldDoesNotGetReady() throws Exception {
        cluster.deploy("green", 2, "shop:2");
        cluster.deploy("blue", 2, "shop:broken");
        resize("blue", 0);
        var with = inputs(
                scale,
                "{target: cluster, timeout: 3s, workloads: [{workload: deployment/blue, replicas: 2}, {workload: deployment/green, replicas: 0}]}");

        assertThat(failed(outcome(() -> scale.run(with, context)), true).what()).contains("ImagePullBackOff");

        assertThat(cluster.replicas("green")).isEqualTo(2);
    }

    @Test
    void setsImagesOfArmingAndNamedOnesAndBack() throws Exception {
        var armed = inputs(image, "{target: cluster, workload: deployment/shop, timeout: 30s}");
        done(image.ready(armed, context));
        cluster.deploy("shop", 2, "shop:2");

        assertThat(done(image.run(armed, context))).containsEntry("api", "shop:1");

        done(image.verify(armed, context));
        assertThat(variable()).as("the rest of the template stays").isEqualTo("shop:2");
        assertThat(image.probe(armed, context)).isInstanceOf(Probe.Already.class);
        done(image.undo(armed, context));
        assertThat(cluster.image("shop")).isEqualTo("shop:2");
        var odd = inputs(image, "{target: cluster, workload: deployment/shop, images: {worker: 'shop:1'}}");
        assertThat(refused(outcome(() -> image.ready(odd, context))).next()).contains("[api]");
    }

    private void resize(String name, int replicas) {
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(TestCluster.NAMESPACE)
                .withName(name)
                .edit(it -> new io.fabric8.kubernetes.api.model.apps.DeploymentBuilder(it)
                        .editSpec()
                        .withReplicas(replicas)
                        .endSpec()
                        .build());
    }

    private String variable() {
        return cluster.client()
                .apps()
                .deployments()
                .inNamespace(TestCluster.NAMESPACE)
                .withName("shop")
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getEnv()
                .get(0)
                .getValue();
    }

    private String code(String with) throws Exception {
        var wrong = inputs(undo, with);
        var outcome = outcome(() -> undo.ready(wrong, context));
        return outcome instanceof dev.sternway.executor.Outcome.Failed away
                ? away.problem().code()
                : refused(outcome).code();
    }
}
