package dev.sternway.executor.kubernetes;

import dev.sternway.base.Secret;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Target;
import dev.sternway.testing.Patience;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A cluster for tests: an API server of Kubernetes itself where {@code -Dsternway.kubernetes=FOLDER} names one with its
 * controllers, otherwise fabric8's server, which keeps objects and knows no controllers.
 */
public abstract class TestCluster implements AutoCloseable {
    public static final String NAMESPACE = "default";
    static final String ADMIN = "adm1n";
    static final String READER = "re4der";

    public static TestCluster open() {
        String folder = System.getProperty("sternway.kubernetes", "");
        return folder.isEmpty() ? new KeptObjects() : new RealCluster(Path.of(folder));
    }

    public abstract KubernetesClient client();

    abstract String url();

    abstract Optional<Target.Tls> tls();

    /** Secrets that its targets name. */
    abstract Map<String, String> secrets();

    @Override
    public abstract void close();

    public TestContext context(Path folder) {
        TestContext context = new TestContext(folder);
        secrets().forEach((name, value) -> context.secrets.put(name, Secret.of(value)));
        context.secrets.put("ADMIN", Secret.of(ADMIN));
        context.secrets.put("READER", Secret.of(READER));
        context.secrets.put("NOBODY", Secret.of("n0body"));
        return context.target("cluster", target(url(), "ADMIN"))
                .target("as-reader", target(url(), "READER"))
                .target("as-nobody", target(url(), "NOBODY"))
                .target("away", target("http://localhost:1", "ADMIN"));
    }

    private Target target(String url, String token) {
        return new Target(
                Target.Type.KUBERNETES,
                Optional.of(url),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Target.SecretReference(token)),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                tls(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Target.Kubernetes(Optional.empty(), Optional.empty(), Optional.of(NAMESPACE))));
    }

    /** Applies it and waits until it stands. Images with {@code broken} in them never do. */
    public void deploy(String name, int replicas, String image) {
        Deployment wanted = new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withRevisionHistoryLimit(10)
                .withProgressDeadlineSeconds(600)
                .withNewSelector()
                .addToMatchLabels("app", name)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("api")
                .withImage(image)
                .addNewEnv()
                .withName("OF")
                .withValue(image)
                .endEnv()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        var deployments = client().apps().deployments().inNamespace(NAMESPACE);
        if (deployments.withName(name).get() == null) {
            deployments.resource(wanted).create();
        } else {
            deployments
                    .withName(name)
                    .edit(now -> new DeploymentBuilder(now)
                            .editSpec()
                            .editTemplate()
                            .withSpec(wanted.getSpec().getTemplate().getSpec())
                            .endTemplate()
                            .endSpec()
                            .build());
        }
        Awaitility.await()
                .atMost(Patience.ENOUGH)
                .until(() -> observed(deployments.withName(name).get(), image));
    }

    private static boolean observed(Deployment now, String image) {
        boolean seen = now.getStatus() != null
                && now.getStatus().getObservedGeneration() != null
                && now.getStatus().getObservedGeneration() >= now.getMetadata().getGeneration();
        int ready = !seen || now.getStatus().getUpdatedReplicas() == null
                ? 0
                : now.getStatus().getUpdatedReplicas();
        int available = !seen || now.getStatus().getAvailableReplicas() == null
                ? 0
                : now.getStatus().getAvailableReplicas();
        return seen
                && (image.contains("broken")
                        ? ready > 0
                        : ready == now.getSpec().getReplicas()
                                && available == ready
                                && available
                                        == Optional.ofNullable(now.getStatus().getReplicas())
                                                .orElse(0));
    }

    public String image(String name) {
        return client().apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName(name)
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }

    public int replicas(String name) {
        return client().apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName(name)
                .get()
                .getSpec()
                .getReplicas();
    }
}
