package dev.sternway.executor.argo;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.kubernetes.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On fabric8's server; what the controller of Argo Rollouts would do the test does, for no registry has it. */
class RolloutsTest {
    private static final ResourceDefinitionContext ROLLOUTS = new ResourceDefinitionContext.Builder()
            .withGroup("argoproj.io")
            .withVersion("v1alpha1")
            .withKind("Rollout")
            .withPlural("rollouts")
            .withNamespaced(true)
            .build();
    private static TestCluster cluster;

    private final RolloutsAbort abort = new RolloutsAbort();
    private final RolloutsUndo undo = new RolloutsUndo();
    private final RolloutsAbort.Inputs give = inputs(abort, "{target: cluster, rollout: shop, timeout: 20s}");
    private final RolloutsUndo.Inputs back = inputs(undo, "{target: cluster, rollout: shop, timeout: 20s}");

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeAll
    static void open() {
        assumeThat(System.getProperty("sternway.kubernetes", "")).isEmpty();
        cluster = TestCluster.open();
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void deploy() {
        context = cluster.context(folder);
        rollout("shop:1", "stableRS: one, currentPodHash: one, updatedReplicas: 2, availableReplicas: 2");
        revision("shop-one", 1, "shop:1");
    }

    @AfterEach
    void remove() {
        rollouts().delete();
        cluster.client()
                .apps()
                .replicaSets()
                .inNamespace(TestCluster.NAMESPACE)
                .resources()
                .forEach(Resource::delete);
    }

    @Test
    void givesARolloutUpAndWaitsUntilTheStablePodsHaveAllTraffic() throws Exception {
        assertThat(done(abort.ready(give, context))).containsEntry("stable", "one");
        assertThat(abort.probe(give, context)).isInstanceOf(Probe.Already.class);
        canary(60, 1, false);
        assertThat(abort.probe(give, context)).isInstanceOf(Probe.Needed.class);
        AtomicInteger looks = new AtomicInteger();
        context.beforeEffect(() -> {
            if (looks.incrementAndGet() == 3) {
                canary(0, 0, true);
            }
        });

        assertThat(done(outcome(() -> abort.run(give, context)))).containsEntry("stable", "one");

        done(abort.verify(give, context));
        assertThat(context.output).contains("the canary gets 60%");
        assertThat(abort.probe(give, context)).isInstanceOf(Probe.Already.class);
    }

    @Test
    void goesOnAfterAnAttemptThatWasKilledAndStopsWhenItIsCancelled() throws Exception {
        canary(60, 1, false);
        var work = context.underway(1);
        context.beforeEffect(work::cancel);
        assertThatThrownBy(() -> abort.run(give, context)).isInstanceOf(StepContext.Cancelled.class);
        assertThat(aborted()).isFalse();
        context.underway(2);
        AtomicInteger looks = new AtomicInteger();
        context.beforeEffect(() -> {
            if (looks.incrementAndGet() == 2) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> abort.run(give, context)).hasMessage("killed");
        assertThat(aborted()).isTrue();
        context.beforeEffect(() -> canary(0, 0, true));

        done(abort.run(give, context));

        done(abort.verify(give, context));
    }

    @Test
    void saysWhyTheStablePodsDoNotTakeTheTraffic() throws Exception {
        canary(60, 1, false);
        var hasty = inputs(abort, "{target: cluster, rollout: shop, timeout: 1s}");

        assertThat(failed(outcome(() -> abort.run(hasty, context)), true).what())
                .contains("the canary gets 60%");
    }

    @Test
    void takesARolloutBackToTheRevisionOfArming() throws Exception {
        assertThat(done(undo.ready(back, context))).containsEntry("image of api", "shop:1");
        assertThat(undo.probe(back, context)).isInstanceOf(Probe.Already.class);
        rollout("shop:2", "stableRS: two, currentPodHash: two, updatedReplicas: 2, availableReplicas: 2");
        revision("shop-two", 2, "shop:2");
        assertThat(undo.probe(back, context)).isInstanceOf(Probe.Needed.class);
        context.beforeEffect(this::observe);

        done(outcome(() -> undo.run(back, context)));

        done(undo.verify(back, context));
        assertThat(image()).isEqualTo("shop:1");
        done(undo.undo(back, context));
        assertThat(image()).isEqualTo("shop:2");
    }

    @Test
    void changesNothingOnceItIsCancelledAndGoesOnAfterThat() throws Exception {
        done(undo.ready(back, context));
        rollout("shop:2", "stableRS: two, currentPodHash: two, updatedReplicas: 2, availableReplicas: 2");
        revision("shop-two", 2, "shop:2");
        var work = context.underway(1);
        context.beforeEffect(work::cancel);
        assertThatThrownBy(() -> undo.run(back, context)).isInstanceOf(StepContext.Cancelled.class);
        assertThat(image()).isEqualTo("shop:2");
        context.underway(2);
        context.beforeEffect(this::observe);

        done(undo.run(back, context));

        assertThat(image()).isEqualTo("shop:1");
    }

    @Test
    void tellsAtArmingWhoMayNotAndWhatIsNotThere() throws Exception {
        for (String[] one : new String[][] {{"away", "SW-1160"}, {"as-nobody", "SW-1161"}, {"as-reader", "SW-1162"}}) {
            String with = "{target: " + one[0] + ", rollout: shop}";
            assertThat(outcome(() -> abort.ready(inputs(abort, with), context)).toString())
                    .contains(one[1]);
            assertThat(outcome(() -> undo.ready(inputs(undo, with), context)).toString())
                    .contains(one[1]);
        }
        assertThat(refused(outcome(() -> abort.ready(inputs(abort, "{target: cluster, rollout: other}"), context)))
                        .code())
                .isEqualTo("SW-1164");
        assertThat(refused(outcome(() -> undo.run(back, context))).code()).isEqualTo("SW-1166");
    }

    private static Resource<GenericKubernetesResource> rollouts() {
        return cluster.client()
                .genericKubernetesResources(ROLLOUTS)
                .inNamespace(TestCluster.NAMESPACE)
                .withName("shop");
    }

    private static boolean aborted() {
        return Boolean.TRUE.equals(rollouts().get().get("status", "abort"));
    }

    private static String image() {
        return Serialization.jsonMapper()
                .valueToTree(rollouts().get())
                .at("/spec/template/spec/containers/0/image")
                .asText();
    }

    private static void rollout(String image, String status) {
        GenericKubernetesResource wanted =
                Serialization.unmarshal("""
                apiVersion: argoproj.io/v1alpha1
                kind: Rollout
                metadata: {name: shop, namespace: default, uid: of-shop}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: shop}}
                  template:
                    metadata: {labels: {app: shop}}
                    spec: {containers: [{name: api, image: '%s'}]}
                status: {observedGeneration: '1000', replicas: 2, %s}
                """.formatted(image, status), GenericKubernetesResource.class);
        if (rollouts().get() == null) {
            cluster.client()
                    .genericKubernetesResources(ROLLOUTS)
                    .inNamespace(TestCluster.NAMESPACE)
                    .resource(wanted)
                    .create();
        } else {
            rollouts().edit(now -> {
                now.setAdditionalProperties(wanted.getAdditionalProperties());
                return now;
            });
        }
    }

    /** As its controller tells it. */
    private static void canary(int weight, int updated, boolean aborted) {
        rollout(
                "shop:2",
                "stableRS: one, currentPodHash: two, updatedReplicas: " + updated + ", availableReplicas: "
                        + (2 + updated) + ", abort: " + aborted + ", canary: {weights: {canary: {weight: " + weight
                        + "}}}");
    }

    /** What it runs is what it is asked to run. */
    private void observe() {
        String image = image();
        String hash = image.endsWith("1") ? "one" : "two";
        rollout(
                image,
                "stableRS: " + hash + ", currentPodHash: " + hash + ", updatedReplicas: 2, availableReplicas: 2");
    }

    private static void revision(String name, int number, String image) {
        cluster.client()
                .resource("""
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata:
                  name: %s
                  namespace: default
                  labels: {app: shop}
                  annotations: {rollout.argoproj.io/revision: '%d'}
                  ownerReferences: [{apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: shop, uid: %s, controller: true}]
                spec:
                  selector: {matchLabels: {app: shop}}
                  template:
                    metadata: {labels: {app: shop, rollouts-pod-template-hash: '%s'}}
                    spec: {containers: [{name: api, image: '%s'}]}
                """.formatted(
                                name, number, rollouts().get().getMetadata().getUid(), name, image))
                .create();
    }
}
