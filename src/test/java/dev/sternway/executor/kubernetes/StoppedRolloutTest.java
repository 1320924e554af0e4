package dev.sternway.executor.kubernetes;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppedRolloutTest {
    private final TestCluster cluster = TestCluster.open();
    private final Scale scale = new Scale();
    private final Image image = new Image();

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeEach
    void deploy() {
        context = cluster.context(folder);
        cluster.deploy("shop", 2, "shop:1");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void scalesAndSetsImagesForNobodyWhoMayNot() throws Exception {
        for (String[] one : new String[][] {{"away", "SW-1160"}, {"as-nobody", "SW-1161"}}) {
            String scaled = "{target: " + one[0] + ", workloads: [{workload: deployment/shop, replicas: 1}]}";
            String with = "{target: " + one[0] + ", workload: deployment/shop}";
            String waits = "{target: " + one[0] + ", workloads: [deployment/shop], timeout: 1s}";
            assertThat(outcome(() -> scale.ready(inputs(scale, scaled), context))
                            .toString())
                    .contains(one[1]);
            assertThat(outcome(() -> image.ready(inputs(image, with), context)).toString())
                    .contains(one[1]);
            assertThat(outcome(() -> new Ready().ready(inputs(new Ready(), waits), context))
                            .toString())
                    .contains(one[1]);
        }
    }

    @Test
    void neitherScalesNorSetsImagesOnceItIsCancelledAndGoesOnAfterThat() throws Exception {
        var one =
                inputs(scale, "{target: cluster, workloads: [{workload: deployment/shop, replicas: 1}], timeout: 30s}");
        var other =
                inputs(image, "{target: cluster, workload: deployment/shop, images: {api: 'shop:2'}, timeout: 30s}");
        var wait = inputs(new Ready(), "{target: cluster, workloads: [deployment/shop], timeout: 30s}");
        var work = context.underway(1);
        context.beforeEffect(work::cancel);
        assertThatThrownBy(() -> scale.run(one, context)).isInstanceOf(StepContext.Cancelled.class);
        assertThatThrownBy(() -> image.run(other, context)).isInstanceOf(StepContext.Cancelled.class);
        assertThatThrownBy(() -> new Ready().run(wait, context)).isInstanceOf(StepContext.Cancelled.class);
        assertThat(cluster.replicas("shop")).isEqualTo(2);
        assertThat(cluster.image("shop")).isEqualTo("shop:1");
        context.underway(2);
        context.beforeEffect(() -> {});

        done(scale.run(one, context));
        done(image.run(other, context));

        done(image.verify(other, context));
        assertThat(new Ready().probe(wait, context)).isInstanceOf(Probe.Already.class);
        assertThat(cluster.replicas("shop")).isEqualTo(1);
    }
}
