package dev.sternway.executor.kubernetes.objects;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.kubernetes.TestCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectsRolloutTest {
    private static final String OLD = "0ld-p4ssword";
    private static TestCluster cluster;

    private final ClusterConfig config = new ClusterConfig();

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
    void fill() {
        context = cluster.context(folder);
        settings()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("settings")
                        .endMetadata()
                        .addToData("limit", "10")
                        .build())
                .create();
        secrets()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("payment")
                        .endMetadata()
                        .withType("Opaque")
                        .addToData("password", encoded(OLD))
                        .build())
                .create();
    }

    @AfterEach
    void empty() {
        settings().resources().forEach(Resource::delete);
        secrets().resources().forEach(Resource::delete);
    }

    @Test
    void putsASecretBackAndKeepsNoValueOfItOutsideOfTheCluster() throws Exception {
        var with = inputs(config, "{target: cluster, object: secret/payment}");
        assertThat(done(config.ready(with, context))).containsEntry("keys", "password");
        String copy = context.notes.values().iterator().next();
        done(config.ready(with, context));
        assertThat(context.notes.values()).as("one copy is enough").containsExactly(copy);
        secrets()
                .withName("payment")
                .edit(it -> new SecretBuilder(it)
                        .addToData("password", encoded("new"))
                        .addToData("more", encoded("x"))
                        .build());
        assertThat(config.probe(with, context)).isInstanceOf(Probe.Needed.class);

        Map<String, String> evidence = done(config.run(with, context));

        done(config.verify(with, context));
        assertThat(secrets().withName("payment").get().getData()).isEqualTo(Map.of("password", encoded(OLD)));
        assertThat(config.probe(with, context)).isInstanceOf(Probe.Already.class);
        assertThat(context.notes.toString() + evidence + context.output)
                .doesNotContain(OLD)
                .doesNotContain(encoded(OLD));
        done(config.undo(with, context));
        assertThat(secrets().withName("payment").get().getData()).containsKey("more");
        assertThat(secrets()
                        .withLabel("app.kubernetes.io/managed-by", "sternway")
                        .list()
                        .getItems())
                .as("the copy of before is removed, that of arming stays")
                .hasSize(1)
                .allSatisfy(it -> assertThat(it.getImmutable()).isTrue());
    }

    @Test
    void takesThePreviousVersionFromAnotherObjectAndRestartsWhoReadsIt() throws Exception {
        cluster.deploy("reader", 1, "shop:1");
        settings()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("settings-old")
                        .endMetadata()
                        .addToData("limit", "5")
                        .build())
                .create();
        var with = inputs(
                config,
                "{target: cluster, object: configmap/settings, from: settings-old, restart: [deployment/reader], timeout: 30s}");
        done(config.ready(with, context));
        AtomicInteger effects = new AtomicInteger();
        context.beforeEffect(() -> {
            if (settings().withName("settings").get().getData().get("limit").equals("5")
                    && effects.incrementAndGet() == 1) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> config.run(with, context)).hasMessage("killed");
        assertThat(config.probe(with, context)).as("nobody read it yet").isInstanceOf(Probe.Needed.class);

        assertThat(done(config.run(with, context))).containsEntry("deployment/reader", "1 of 1 ready");

        assertThat(config.probe(with, context)).isInstanceOf(Probe.Already.class);
        done(config.undo(with, context));
        assertThat(settings().withName("settings").get().getData()).containsEntry("limit", "10");
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(TestCluster.NAMESPACE)
                .withName("reader")
                .delete();
    }

    @Test
    void makesAConfigMapAgainThatTheReleaseRemovedAndSaysWhenItsCopyIsGone() throws Exception {
        var with = inputs(config, "{target: cluster, object: configmap/settings}");
        done(config.ready(with, context));
        settings().withName("settings").delete();

        done(config.run(with, context));

        assertThat(settings().withName("settings").get().getData()).containsEntry("limit", "10");
        done(config.undo(with, context));
        assertThat(settings().withName("settings").get()).isNull();
        settings().withLabel("sternway.dev/copy", "armed").resources().forEach(Resource::delete);
        assertThat(refused(outcome(() -> config.run(with, context))).code()).isEqualTo("SW-1170");
    }

    @Test
    void changesNoObjectOnceItIsCancelledNorForWhoMayNotNorAnImmutableOne() throws Exception {
        var with = inputs(config, "{target: cluster, object: configmap/settings}");
        done(config.ready(with, context));
        settings().withName("settings").edit(ObjectsRolloutTest::newer);
        TestContext cancelled = context.withKey("key-2");
        var work = cancelled.underway(1);
        cancelled.beforeEffect(work::cancel);
        assertThatThrownBy(() -> config.run(with, cancelled)).isInstanceOf(StepContext.Cancelled.class);
        assertThat(settings().withName("settings").get().getData()).containsEntry("limit", "20");

        var reader = inputs(config, "{target: as-reader, object: configmap/settings}");
        assertThat(refused(outcome(() -> config.ready(reader, context))).code()).isEqualTo("SW-1162");
        var nobody = inputs(config, "{target: as-nobody, object: configmap/settings}");
        assertThat(refused(outcome(() -> config.ready(nobody, context))).code()).isEqualTo("SW-1161");
        var away = inputs(config, "{target: away, object: configmap/settings}");
        assertThat(outcome(() -> config.ready(away, context))).isInstanceOf(Outcome.Failed.class);
        settings()
                .withName("settings")
                .edit(it -> new ConfigMapBuilder(it).withImmutable(true).build());
        assertThat(refused(outcome(() -> config.ready(with, context))).code()).isEqualTo("SW-1171");
    }

    private static ConfigMap newer(ConfigMap now) {
        return new ConfigMapBuilder(now).addToData("limit", "20").build();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static NonNamespaceOperation<ConfigMap, ?, Resource<ConfigMap>> settings() {
        return cluster.client().configMaps().inNamespace(TestCluster.NAMESPACE);
    }

    private static io.fabric8.kubernetes.client.dsl.MixedOperation<
                    Secret, io.fabric8.kubernetes.api.model.SecretList, Resource<Secret>>
            secretsEverywhere() {
        return cluster.client().secrets();
    }

    private static NonNamespaceOperation<Secret, io.fabric8.kubernetes.api.model.SecretList, Resource<Secret>>
            secrets() {
        return secretsEverywhere().inNamespace(TestCluster.NAMESPACE);
    }
}
