package dev.sternway.executor.kubernetes.objects;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Problem;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.kubernetes.TestCluster;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngressMaintenanceTest {
    private static TestCluster cluster;

    private final IngressMaintenance maintenance = new IngressMaintenance();

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
    void arm() {
        context = cluster.context(folder);
    }

    @AfterEach
    void empty() {
        ingresses().resources().forEach(Resource::delete);
    }

    @Test
    void letsAnIngressLeadToThePageAndExactlyBack() throws Exception {
        ingress();
        var before = ingresses().withName("shop").get();
        var shown = maintenance("shown");
        var hidden = maintenance("hidden");
        done(maintenance.ready(shown, context));
        assertThat(maintenance.probe(hidden, context)).isInstanceOf(Probe.Already.class);

        done(maintenance.run(shown, context));
        done(maintenance.run(shown, context));

        done(maintenance.verify(shown, context));
        assertThat(ingresses().withName("shop").get().getSpec().getRules())
                .allSatisfy(rule -> assertThat(rule.getHttp().getPaths())
                        .allSatisfy(path -> assertThat(
                                        path.getBackend().getService().getName())
                                .isEqualTo("page")));
        done(maintenance.ready(hidden, context));
        done(maintenance.run(hidden, context));
        done(maintenance.verify(hidden, context));
        assertThat(ingresses().withName("shop").get().getSpec()).isEqualTo(before.getSpec());
        assertThat(ingresses().withName("shop").get().getMetadata().getAnnotations())
                .isEqualTo(Map.of("kept", "1", "mode", "open"));
        done(maintenance.undo(hidden, context));
        done(maintenance.verify(shown, context));
    }

    @Test
    void doesNotGuessWhereAnIngressLedThatNobodyNotedOrThatGotOtherPaths() throws Exception {
        ingress();
        var shown = maintenance("shown");
        done(maintenance.run(shown, context));
        TestContext other = cluster.context(folder.resolve("other"));
        assertThat(refused(outcome(() -> maintenance.ready(shown, other))).code())
                .isEqualTo("SW-1144");
        assertThat(refused(outcome(() -> maintenance.run(maintenance("hidden"), other)))
                        .code())
                .isEqualTo("SW-1172");
        ingresses().withName("shop").edit(it -> {
            var rule = it.getSpec().getRules().get(0);
            rule.getHttp().getPaths().add(rule.getHttp().getPaths().get(0));
            return it;
        });
        assertThat(refused(outcome(() -> maintenance.run(maintenance("hidden"), context)))
                        .what())
                .contains("other paths");
    }

    @Test
    void showsNoPageForWhoIsNotLetInOrMayOnlyLookOrWhileTheClusterIsAway() throws Exception {
        ingress();
        var before = ingresses().withName("shop").get();

        for (IngressMaintenance.Inputs reader :
                List.of(maintenance("as-reader", "shop", "shown"), maintenance("as-nobody", "shop", "shown"))) {
            String code = reader.target().equals("as-reader") ? "SW-1162" : "SW-1161";
            assertThat(refused(outcome(() -> maintenance.ready(reader, context)))
                            .code())
                    .isEqualTo(code);
            Problem problem = refused(outcome(() -> maintenance.run(reader, context)));
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.where()).contains(reader.target(), "default/shop");
        }
        var away = maintenance("away", "shop", "shown");
        assertThat(failed(outcome(() -> maintenance.ready(away, context)), true).code())
                .isEqualTo("SW-1160");
        assertThat(failed(outcome(() -> maintenance.run(away, context)), true).what())
                .contains("away does not answer");

        assertThat(ingresses().withName("shop").get()).isEqualTo(before);
    }

    @Test
    void leadsBackWhatItHadTurnedWhenItIsCancelledInTheMiddle() throws Exception {
        ingress();
        ingress("blog");
        var both = maintenance("cluster", "shop, blog", "shown");
        var before = List.of(spec("shop"), spec("blog"));
        var work = context.underway(1);
        boolean[] middle = {false};
        context.beforeEffect(() -> {
            if (!spec("shop").equals(before.get(0))) {
                middle[0] = true;
                work.cancel();
            }
        });

        assertThatThrownBy(() -> maintenance.run(both, context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(middle[0]).isTrue();
        assertThat(List.of(spec("shop"), spec("blog"))).isEqualTo(before);
        context.underway(2);
        context.beforeEffect(() -> {});
        done(maintenance.run(both, context));
        done(maintenance.verify(both, context));
    }

    private static Object spec(String name) {
        return ingresses().withName(name).get().getSpec();
    }

    private IngressMaintenance.Inputs maintenance(String page) {
        return maintenance("cluster", "shop", page);
    }

    private IngressMaintenance.Inputs maintenance(String target, String names, String page) {
        return inputs(
                maintenance,
                "{target: " + target + ", ingresses: [" + names + "], page: " + page
                        + ", backend: {service: page, port: '80'}, annotations: {mode: closed, note: 'back/soon'}}");
    }

    private void ingress() {
        ingress("shop");
    }

    private void ingress(String name) {
        ingresses()
                .resource(Serialization.unmarshal(
                        """
                        apiVersion: networking.k8s.io/v1
                        kind: Ingress
                        metadata: {name: %s, annotations: {kept: "1", mode: open}}
                        spec:
                          rules:
                            - host: shop.example.org
                              http:
                                paths:
                                  - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 8080}}}}
                                  - {path: /api, pathType: Prefix, backend: {service: {name: api, port: {name: http}}}}
                        """.formatted(name), io.fabric8.kubernetes.api.model.networking.v1.Ingress.class))
                .create();
    }

    private static NonNamespaceOperation<
                    io.fabric8.kubernetes.api.model.networking.v1.Ingress,
                    ?,
                    Resource<io.fabric8.kubernetes.api.model.networking.v1.Ingress>>
            ingresses() {
        return cluster.client().network().v1().ingresses().inNamespace(TestCluster.NAMESPACE);
    }
}
